#include "geo/network/crossings.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "geo/box_index.hpp"
#include "geo/line_net.hpp"
#include "geo/network/road_class.hpp"

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

void add_segments(const RoadRecord& road, std::size_t number, std::vector<Segment>& segments,
                  std::vector<Box>& boxes) {
    for (std::size_t i = 0; i + 1 < road.line.size(); ++i) {
        segments.push_back({number, i});
        boxes.push_back(box_of(road.line[i], road.line[i + 1]));
    }
}

}  // namespace

bool same_level(const RoadRecord& a, const RoadRecord& b) {
    return a.layer == b.layer && a.bridge == b.bridge && a.tunnel == b.tunnel;
}

std::size_t meet_at_grade(std::span<RoadRecord> roads, const std::vector<bool>& marked) {
    std::vector<Segment> segments;
    std::vector<Box> boxes;
    for (std::size_t r = 0; r < roads.size(); ++r) {
        if (marked[r] && roads[r].nodes.empty()) add_segments(roads[r], r, segments, boxes);
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

std::vector<Crossing> crossings_apart(std::span<const RoadRecord> roads, const std::vector<bool>& marked) {
    std::vector<Segment> segments;
    std::vector<Box> boxes;
    for (std::size_t r = 0; r < roads.size(); ++r) {
        if (use_of(roads[r].road_class) != RoadUse::not_motor) add_segments(roads[r], r, segments, boxes);
    }
    const BoxIndex index(boxes);
    std::vector<Crossing> out;
    for (std::size_t s = 0; s < segments.size(); ++s) {
        const Segment& one = segments[s];
        for (const std::size_t t : index.query(boxes[s])) {
            const Segment& other = segments[t];
            if (other.road <= one.road || (marked[one.road] && marked[other.road])) continue;
            const RoadRecord& a = roads[one.road];
            const RoadRecord& b = roads[other.road];
            if (!same_level(a, b)) continue;
            const Point &a0 = a.line[one.first], &a1 = a.line[one.first + 1];
            const Point &b0 = b.line[other.first], &b1 = b.line[other.first + 1];
            // Of lines that run on each other no place is a crossing.
            const std::vector<Point> common = common_points(a0, a1, b0, b1);
            if (common.size() != 1) continue;
            const Point& p = common.front();
            if (p != a0 && p != a1 && p != b0 && p != b1) out.push_back({one.road, other.road, p});
        }
    }
    std::sort(out.begin(), out.end(), [](const Crossing& a, const Crossing& b) {
        return std::tie(a.one, a.other, a.at.x, a.at.y) < std::tie(b.one, b.other, b.at.x, b.at.y);
    });
    return out;
}

}  // namespace bareland::network
