#include "synthetic/demo_roads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "synthetic/files.hpp"
#include "synthetic/random.hpp"

namespace bareland::synthetic {
namespace {

using Line = std::vector<Point>;

double distance(const Point& a, const Point& b) {
    return std::hypot(b.x - a.x, b.y - a.y);
}

Point between(const Point& a, const Point& b, double share) {
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

// Roads are not ruled with a ruler. One smooth displacement moves all of them, so that what meets in the plan
// still meets.
Point warped(const Point& p) {
    constexpr double amplitude = 45, wavelength = 1500;
    const auto noise = [&](std::uint64_t seed) {
        return amplitude * fractal_noise(seed, p.x / wavelength, p.y / wavelength, 2, 0.5);
    };
    return {p.x + noise(8081), p.y + noise(8082)};
}

// A carriageway from gap to gap, as it is surveyed.
struct Piece {
    const RoadPlan* plan;
    Line line;
    bool against = false;  // one way against the digitised direction
    bool one_way = false;
    std::vector<double> nodes{};  // where other roads meet it: metres along the line
};

double length_of(const Line& line) {
    double length = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        length += distance(line[i], line[i + 1]);
    return length;
}

// The part between two places, metres along; a vertex within two centimetres of an end gives way to it.
Line part_of(const Line& line, double from, double to) {
    constexpr double apart = 0.02;
    Line part;
    double along = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const double length = distance(line[i], line[i + 1]), next = along + length;
        if (part.empty() && next >= from)
            part.push_back(between(line[i], line[i + 1], std::max(0.0, (from - along) / length)));
        if (next >= to || i + 2 == line.size()) {
            part.push_back(between(line[i], line[i + 1], std::min(1.0, (to - along) / length)));
            return part;
        }
        if (next > from + apart && next < to - apart) part.push_back(line[i + 1]);
        along = next;
    }
    return part;
}

// A parallel line, `aside` metres to the right of the direction.
Line shifted(const Line& line, double aside) {
    Line result;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const Point& a = line[i == 0 ? 0 : i - 1];
        const Point& b = line[std::min(i + 1, line.size() - 1)];
        const double length = distance(a, b);
        result.push_back(
            {line[i].x + aside * (b.y - a.y) / length, line[i].y - aside * (b.x - a.x) / length});
    }
    return result;
}

void add_pieces(const RoadPlan& plan, std::vector<Piece>& pieces) {
    const Line course = course_of(plan);
    const double length = length_of(course);
    double from = 0;
    for (std::size_t i = 0; i <= plan.gaps_m.size(); ++i) {
        const bool last = i == plan.gaps_m.size();
        const double middle =
            length * static_cast<double>(i + 1) / static_cast<double>(plan.gaps_m.size() + 1);
        const double to = last ? length : middle - plan.gaps_m[i] / 2;
        const Line part = part_of(course, from, to);
        if (plan.carriageways_m > 0) {
            pieces.push_back({&plan, shifted(part, plan.carriageways_m / 2), false, true});
            Line far = shifted(part, -plan.carriageways_m / 2);
            if (!plan.against_digitising) std::reverse(far.begin(), far.end());
            pieces.push_back({&plan, far, plan.against_digitising, true});
        } else {
            pieces.push_back({&plan, part});
        }
        if (!last) from = middle + plan.gaps_m[i] / 2;
    }
}

bool on_the_ground(const RoadPlan& plan) {
    const std::string_view c = plan.road_class;
    return c == "primary" || c == "secondary" || c == "tertiary";
}

// Where two segments meet, as shares of each; ends that meet within a millimetre meet.
struct Meeting {
    double first, second;
};
std::optional<Meeting> meeting(const Point& a, const Point& b, const Point& c, const Point& d) {
    const double ux = b.x - a.x, uy = b.y - a.y, vx = d.x - c.x, vy = d.y - c.y;
    const double cross = ux * vy - uy * vx;
    if (std::abs(cross) < 1e-9) return std::nullopt;
    const double s = ((c.x - a.x) * vy - (c.y - a.y) * vx) / cross;
    const double t = ((c.x - a.x) * uy - (c.y - a.y) * ux) / cross;
    const double slack_s = 1e-3 / std::hypot(ux, uy), slack_t = 1e-3 / std::hypot(vx, vy);
    if (s < -slack_s || s > 1 + slack_s || t < -slack_t || t > 1 + slack_t) return std::nullopt;
    return Meeting{std::clamp(s, 0.0, 1.0), std::clamp(t, 0.0, 1.0)};
}

void meet(Piece& first, Piece& second) {
    const auto box = [](const Point& a, const Point& b) {
        Box result;
        result.add(a);
        result.add(b);
        return result;
    };
    double along_first = 0;
    for (std::size_t i = 0; i + 1 < first.line.size(); ++i) {
        const double length_first = distance(first.line[i], first.line[i + 1]);
        const Box box_first = box(first.line[i], first.line[i + 1]);
        double along_second = 0;
        for (std::size_t j = 0; j + 1 < second.line.size(); ++j) {
            const double length_second = distance(second.line[j], second.line[j + 1]);
            if (box_first.meets(box(second.line[j], second.line[j + 1]))) {
                if (const auto at =
                        meeting(first.line[i], first.line[i + 1], second.line[j], second.line[j + 1])) {
                    first.nodes.push_back(along_first + at->first * length_first);
                    second.nodes.push_back(along_second + at->second * length_second);
                }
            }
            along_second += length_second;
        }
        along_first += length_first;
    }
}

// Metres along, in order, each once, with both ends.
std::vector<double> splits_of(const Piece& piece) {
    const double length = length_of(piece.line);
    std::vector<double> nodes = piece.nodes;
    std::sort(nodes.begin(), nodes.end());
    std::vector<double> splits{0};
    for (const double node : nodes) {
        if (node - splits.back() > 0.01 && length - node > 0.01) splits.push_back(node);
    }
    splits.push_back(length);
    return splits;
}

std::string maxspeed_of(std::string_view road_class) {
    if (road_class == "motorway") return "100";
    if (road_class == "primary") return "70";
    if (road_class == "secondary") return "60";
    return road_class == "tertiary" ? "40" : "";
}

}  // namespace

std::vector<Point> course_of(const RoadPlan& plan) {
    constexpr double step = 110;  // m between vertices
    Line course;
    Line corners;
    for (const Point& p : plan.course) {
        corners.push_back(transformed({116 + p.x / 1000, 39 + p.y / 1000}, demo_vector_crs, demo_crs));
    }
    for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
        const int pieces = std::max(1, static_cast<int>(distance(corners[i], corners[i + 1]) / step));
        for (int k = 0; k < pieces; ++k)
            course.push_back(warped(between(corners[i], corners[i + 1], static_cast<double>(k) / pieces)));
    }
    course.push_back(warped(corners.back()));
    return course;
}

std::vector<Point> course_of(const std::string& name) {
    for (const RoadPlan& plan : road_plan()) {
        if (plan.name == name) return course_of(plan);
    }
    throw std::runtime_error("no such road: " + name);
}

std::vector<DemoRoad> demo_roads() {
    std::vector<Piece> pieces;
    for (const RoadPlan& plan : road_plan())
        add_pieces(plan, pieces);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        for (std::size_t j = i + 1; j < pieces.size(); ++j) {
            if (on_the_ground(*pieces[i].plan) && on_the_ground(*pieces[j].plan)) meet(pieces[i], pieces[j]);
        }
    }
    std::vector<DemoRoad> roads;
    for (const Piece& piece : pieces) {
        const std::vector<double> splits = splits_of(piece);
        const bool motorway = std::string_view(piece.plan->road_class) == "motorway";
        for (std::size_t i = 0; i + 1 < splits.size(); ++i) {
            roads.push_back({fmt::format("R{:04}", roads.size() + 1), piece.plan->name,
                             piece.plan->road_class, piece.against ? "-1" : (piece.one_way ? "yes" : "no"),
                             motorway ? "yes" : "no", motorway ? "1" : "0",
                             maxspeed_of(piece.plan->road_class),
                             part_of(piece.line, splits[i], splits[i + 1])});
        }
    }
    return roads;
}

}  // namespace bareland::synthetic
