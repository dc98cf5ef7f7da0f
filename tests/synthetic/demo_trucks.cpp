#include "synthetic/demo_trucks.hpp"

#include <algorithm>
#include <cmath>

#include "synthetic/demo_roads.hpp"
#include "synthetic/files.hpp"

namespace bareland::synthetic {
namespace {

using Line = std::vector<Point>;

// A place of the plan: thousandths of a degree, as in RoadPlan.
Point place(double x, double y) {
    return transformed({116 + x / 1000, 39 + y / 1000}, demo_vector_crs, demo_crs);
}

// A place on a line: the segment and the share of it.
struct On {
    std::size_t segment = 0;
    double share = 0;
    Point at;
    double distance = 1e300;
};

On nearest(const Line& line, const Point& to) {
    On best;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const Point &a = line[i], &b = line[i + 1];
        const double dx = b.x - a.x, dy = b.y - a.y;
        const double share =
            std::clamp(((to.x - a.x) * dx + (to.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
        const Point at{a.x + share * dx, a.y + share * dy};
        const double distance = std::hypot(at.x - to.x, at.y - to.y);
        if (distance < best.distance) best = {i, share, at, distance};
    }
    return best;
}

// Where a road comes nearest to another one: their crossing, or the corner they would have.
On meeting(const Line& line, const Line& other) {
    constexpr int steps = 400;  // a segment
    On best;
    for (std::size_t i = 0; i + 1 < other.size(); ++i) {
        for (int step = 0; step <= steps; ++step) {
            const double share = step / static_cast<double>(steps);
            const Point at{other[i].x + share * (other[i + 1].x - other[i].x),
                           other[i].y + share * (other[i + 1].y - other[i].y)};
            const On on = nearest(line, at);
            if (on.distance < best.distance) best = on;
        }
    }
    return best;
}

void add_part(Line& to, const Line& line, const On& from, const On& until) {
    const auto before = [](const On& a, const On& b) {
        return a.segment < b.segment || (a.segment == b.segment && a.share < b.share);
    };
    to.push_back(from.at);
    if (before(from, until)) {
        for (std::size_t i = from.segment + 1; i <= until.segment; ++i)
            to.push_back(line[i]);
    } else {
        for (std::size_t i = from.segment; i > until.segment; --i)
            to.push_back(line[i]);
    }
    to.push_back(until.at);
}

// Along roads, from where the first comes nearest to `start` to where the last comes nearest to `end`.
Line along(const std::vector<std::string>& roads, const Point& start, const Point& end) {
    Line out;
    On from = nearest(course_of(roads.front()), start);
    for (std::size_t i = 0; i < roads.size(); ++i) {
        const Line line = course_of(roads[i]);
        const bool last = i + 1 == roads.size();
        add_part(out, line, from, last ? nearest(line, end) : meeting(line, course_of(roads[i + 1])));
        if (!last) from = meeting(course_of(roads[i + 1]), line);
    }
    const auto near = [](const Point& a, const Point& b) { return std::hypot(a.x - b.x, a.y - b.y) < 1; };
    out.erase(std::unique(out.begin(), out.end(), near), out.end());
    return out;
}

const Point& gate_road() {
    static const Point at = nearest(course_of("潞苑四街"), place(690, 939.4)).at;
    return at;
}

}  // namespace

std::vector<DemoVehicle> demo_vehicles() {
    return {{"京A·D1001", "渣土车", "柴油", "国五", "", ""},
            {"京A·D1002", "渣土车", "柴油", "国六", "", ""},
            {"京A·D1003", "重型柴油车", "柴油", "国五", "", ""},
            // Converted in 2024.
            {"京A·D1004", "渣土车", "柴油", "国五", "2021-03-01", "2024-04-30"},
            {"京A·D1004", "渣土车", "纯电动", "", "2024-05-01", ""},
            {"京A·D2001", "渣土车", "天然气", "国六", "", ""},
            {"京A·D2002", "渣土车", "混合动力", "国六", "", ""},
            {"京A·D3001", "渣土车", "纯电动", "", "", ""},
            {"京A·D3002", "渣土车", "氢燃料", "", "", ""},
            {"京A·D0901", "渣土车", "柴油", "国三", "", ""},
            {"京A·D4001", "渣土车", "", "国五", "", ""},
            {"京A·D5001", "其他", "柴油", "国六", "", ""}};
}

std::vector<DemoGate> demo_gates() {
    return {{"虚构G01", "虚构P02", {gate_road().x, gate_road().y + 15}},
            {"虚构G02", "虚构P01", nearest(course_of("潞苑四街"), place(696, 939.6)).at}};
}

std::vector<DemoRoute> demo_routes() {
    const Point west = place(680.5, 948), east = place(722, 949.2), north = place(680, 950.8);
    const Line round = along({"潞苑二街", "潞苑东路"}, north, place(711.8, 945));
    const Line through = along({"富河大街", "潞苑四街", "陈列馆路", "京榆旧线"}, west, east);
    const Line loop = along({"京榆旧线"}, place(665, 942), east);
    const Line out_west = along({"潞苑四街", "富河大街"}, gate_road(), west);
    const Line out_east = along({"潞苑四街", "陈列馆路", "京榆旧线"}, gate_road(), east);
    const Line into = along({"富河大街", "潞苑四街"}, west, place(696, 939.6));
    // 潞苑东路 has a piece missing: the eastern end of 潞苑四街 is reached through the zone only.
    const Line to_pocket = along({"富河大街", "潞苑四街"}, west, place(711.2, 939.6));
    const Line fields{place(716, 941), place(719, 943), place(722, 940)};
    return {{"虚构R01", "京A·D1001", "", "", "2024-06-03", round},
            {"虚构R02", "京A·D1002", "", "", "2024-06-03", through},
            {"虚构R03", "京A·D1003", "", "", "2024-06-03", loop},
            {"虚构R04", "京A·D1002", "", "虚构P02", "2024-06-04", out_west},
            {"虚构R05", "京A·D1002", "", "虚构P02", "2024-06-04", out_east},
            {"虚构R06", "京A·D3001", "", "", "2024-06-04", through},
            {"虚构R07", "京A·D1001", "", "", "2024-06-04", into},
            {"虚构R08", "京A·D9999", "", "", "2024-06-05", through},
            {"虚构R09", "京A·D0901", "", "", "2024-06-05", round},
            {"虚构R10", "京A·D2001", "", "", "2024-06-05", to_pocket},
            {"虚构R11", "京A·D5001", "", "", "2024-06-05", through},
            {"虚构R12", "京A·D1001", "", "", "2024-06-05", fields},
            // Before and after the conversion.
            {"虚构R13", "京A·D1004", "", "虚构P02", "2024-04-29", out_east},
            {"虚构R14", "京A·D1004", "", "虚构P02", "2024-05-06", out_east},
            {"虚构R15", "", "渣土车", "", "2024-06-05", through}};
}

}  // namespace bareland::synthetic
