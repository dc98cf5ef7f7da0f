#include "geo/network/crossings.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "geo/box_index.hpp"
#include "geo/line_net.hpp"

namespace bareland::network {
namespace {

struct Segment {
    std::size_t road = 0;
    std::size_t first = 0;  // vertex it starts with
};

Box box_of(const Point& a, const Point& b) {
    Box box;
    box.add(a);
    box.add(b);
    // Ends that lie on the other within a hair.
    return {box.min_x - hair, box.min_y - hair, box.max_x + hair, box.max_y + hair};
}

bool before(const Point& a, const Point& b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

// Vertices to be put in, by the vertex their segment starts with.
using Inserts = std::map<std::size_t, std::vector<Point>>;

void insert(RoadRecord& road, const Inserts& inserts) {
    std::vector<Point> line;
    for (std::size_t i = 0; i < road.line.size(); ++i) {
        const Point& start = road.line[i];
        line.push_back(start);
        const auto found = inserts.find(i);
        if (found == inserts.end()) continue;
        std::vector<Point> points = found->second;
        const auto from_start = [&](const Point& p) {
            return (p.x - start.x) * (p.x - start.x) + (p.y - start.y) * (p.y - start.y);
        };
        std::sort(points.begin(), points.end(), [&](const Point& a, const Point& b) {
            const double da = from_start(a), db = from_start(b);
            return da != db ? da < db : before(a, b);
        });
        for (const Point& p : points) {
            if (p != line.back() && p != road.line[i + 1]) line.push_back(p);
        }
    }
    road.line = std::move(line);
}

}  // namespace

bool same_level(const RoadRecord& a, const RoadRecord& b) {
    return a.layer == b.layer && a.bridge == b.bridge && a.tunnel == b.tunnel;
}

std::size_t meet_at_grade(std::span<RoadRecord> roads, const std::vector<bool>& marked) {
    std::vector<Segment> segments;
    std::vector<Box> boxes;
    for (std::size_t r = 0; r < roads.size(); ++r) {
        if (!marked[r] || !roads[r].nodes.empty()) continue;
        for (std::size_t i = 0; i + 1 < roads[r].line.size(); ++i) {
            segments.push_back({r, i});
            boxes.push_back(box_of(roads[r].line[i], roads[r].line[i + 1]));
        }
    }
    const BoxIndex index(boxes);
    std::map<std::size_t, Inserts> inserts;
    std::map<std::pair<double, double>, bool> places;  // cut where a line ran through
    for (std::size_t s = 0; s < segments.size(); ++s) {
        const Segment& one = segments[s];
        const RoadRecord& a = roads[one.road];
        for (const std::size_t t : index.query(boxes[s])) {
            const Segment& other = segments[t];
            const RoadRecord& b = roads[other.road];
            if (t <= s || !same_level(a, b)) continue;
            if (one.road == other.road && other.first == one.first + 1) continue;
            for (const Point& p : common_points(a.line[one.first], a.line[one.first + 1], b.line[other.first],
                                                b.line[other.first + 1])) {
                const bool in_a = p != a.line[one.first] && p != a.line[one.first + 1];
                const bool in_b = p != b.line[other.first] && p != b.line[other.first + 1];
                if (in_a) inserts[one.road][one.first].push_back(p);
                if (in_b) inserts[other.road][other.first].push_back(p);
                if (in_a || in_b) places[{p.x, p.y}] = true;
            }
        }
    }
    for (const auto& [road, points] : inserts)
        insert(roads[road], points);
    return places.size();
}

}  // namespace bareland::network
