// Where records meet (geo/network/build_parts.hpp).
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

#include "geo/box_index.hpp"
#include "geo/geodesic.hpp"
#include "geo/ground.hpp"
#include "geo/local_metric.hpp"
#include "geo/messages_network.hpp"
#include "geo/network/build_parts.hpp"
#include "geo/network/crossings.hpp"

namespace bareland::network::building {
namespace {

constexpr double one_node_m = 1;  // as far as places of one node may be from each other

bool before(const Point& a, const Point& b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

// Numbers of places that turn out to be one.
class Unions {
  public:
    Index add() {
        parent_.push_back(static_cast<Index>(parent_.size()));
        return parent_.back();
    }
    Index root(Index i) {
        while (parent_[i] != i)
            i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    // The root of both is that of `keep`.
    void join(Index keep, Index other) { parent_[root(other)] = root(keep); }
    std::size_t size() const { return parent_.size(); }

  private:
    std::vector<Index> parent_;
};

class Meeting {
  public:
    Meeting(std::span<const RoadRecord> roads, const BuildOptions& options, BuildReport& report)
        : roads_(roads), options_(options), report_(report) {}

    Lines lines() {
        if (options_.crossings_at_grade) {
            cut_.assign(roads_.begin(), roads_.end());
            report_.split_at_grade = meet_at_grade(cut_, std::vector<bool>(cut_.size(), true));
            roads_ = cut_;
        }
        out_.lines.resize(roads_.size());
        by_node();
        by_place();
        if (options_.join_m > 0 && !ends_.empty()) join_ends();
        finish();
        return std::move(out_);
    }

  private:
    // ---- the source's nodes

    void by_node() {
        for (std::size_t r = 0; r < roads_.size(); ++r) {
            const RoadRecord& road = roads_[r];
            for (std::size_t i = 0; i < road.nodes.size(); ++i)
                append(out_.lines[r], road.line[i], place_of(road.nodes[i], road.line[i]));
        }
        for (const auto& [node, count] : twice_) {
            report_.findings.push_back(find(messages::node_in_two_places, std::to_string(node), node, count));
        }
    }

    Index place_of(std::int64_t node, const Point& p) {
        const auto [found, fresh] = out_.nodes.try_emplace(node, none);
        if (fresh) found->second = add_place(p);
        const Index first = found->second;
        const Point& there = out_.places[first];
        if (fresh || there == p || geodesic::distance(there, p) <= one_node_m) return first;
        const auto [other, new_one] = elsewhere_.try_emplace({node, p.x, p.y}, none);
        if (new_one) {
            other->second = add_place(p);
            twice_.try_emplace(node, 1).first->second += 1;
        }
        return other->second;
    }

    Index add_place(const Point& p) {
        out_.places.push_back(p);
        return unions_.add();
    }

    static void append(Line& line, const Point& p, Index place) {
        line.points.push_back(p);
        line.places.push_back(place);
    }

    // ---- shared places

    struct Vertex {
        std::size_t road = 0, index = 0;
        Point at;
        bool end = false;
        Index place = none;
    };

    // Points of one place are one, but for lines that run through on another level: these meet only ends
    // that meet nothing else there.
    void by_place() {
        std::vector<Vertex> vertices;
        for (std::size_t r = 0; r < roads_.size(); ++r) {
            const RoadRecord& road = roads_[r];
            if (!road.nodes.empty()) continue;
            for (std::size_t i = 0; i < road.line.size(); ++i)
                vertices.push_back({r, i, road.line[i], i == 0 || i + 1 == road.line.size(), none});
        }
        std::stable_sort(vertices.begin(), vertices.end(),
                         [](const Vertex& a, const Vertex& b) { return before(a.at, b.at); });
        for (std::size_t first = 0; first < vertices.size();) {
            std::size_t last = first;
            while (last < vertices.size() && vertices[last].at == vertices[first].at)
                ++last;
            name(std::span(vertices).subspan(first, last - first));
            first = last;
        }
        std::stable_sort(vertices.begin(), vertices.end(), [](const Vertex& a, const Vertex& b) {
            return std::tie(a.road, a.index) < std::tie(b.road, b.index);
        });
        for (const Vertex& vertex : vertices)
            append(out_.lines[vertex.road], vertex.at, vertex.place);
    }

    void name(std::span<Vertex> here) {
        const auto passing = [&](const Vertex& wanted) -> Index {
            for (const Vertex& vertex : here) {
                if (!vertex.end && vertex.place != none &&
                    same_level(roads_[vertex.road], roads_[wanted.road]))
                    return vertex.place;
            }
            return none;
        };
        for (Vertex& vertex : here) {
            if (vertex.end) continue;
            const Index same = passing(vertex);
            vertex.place = same == none ? add_place(vertex.at) : same;
        }
        Index ends = none;
        std::size_t count = 0;
        for (Vertex& vertex : here) {
            if (!vertex.end) continue;
            ++count;
            if (ends == none) ends = add_place(vertex.at);
            vertex.place = ends;
            if (const Index same = passing(vertex); same != none) unions_.join(same, ends);
        }
        if (ends == none) return;
        bool alone = count == 1 && unions_.root(ends) == ends;
        for (const Vertex& vertex : here) {
            if (!vertex.end && alone) {
                unions_.join(vertex.place, ends);
                alone = false;
            }
        }
        ends_.push_back({ends, here[0].at, count == 1 && unions_.root(ends) == ends});
        for (const Vertex& vertex : here) {
            if (vertex.end) ends_.back().roads.push_back({vertex.road, vertex.index == 0});
        }
    }

    // ---- ends near other lines

    struct EndOf {
        std::size_t road = 0;
        bool first = false;  // else its last vertex
    };
    struct End {
        Index place = none;
        Point at;
        bool alone = false;  // one line ends here and none passes
        std::vector<EndOf> roads{};
    };
    struct Segment {
        std::size_t line = 0, first = 0;
    };
    struct Near {
        double metres = 0;
        bool inside = false;  // of a segment, else a vertex
        Point at;
        std::size_t line = 0, first = 0;  // the segment, or the vertex
    };

    void join_ends() {
        std::vector<Segment> segments;
        std::vector<Box> boxes;
        for (std::size_t r = 0; r < out_.lines.size(); ++r) {
            const Line& line = out_.lines[r];
            for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
                segments.push_back({r, i});
                Box box;
                box.add(line.points[i]);
                box.add(line.points[i + 1]);
                boxes.push_back(box);
            }
        }
        const BoxIndex index(boxes);
        for (const End& end : ends_) {
            Box box;
            box.add(end.at);
            std::vector<Near> near;
            for (const std::size_t s : index.query(widened(box, options_.join_m)))
                look(end, segments[s], near);
            join(end, near);
        }
        insert_splits();
    }

    bool may_join(const End& end, std::size_t line) const {
        if (end.alone) return true;
        return std::any_of(end.roads.begin(), end.roads.end(),
                           [&](const EndOf& own) { return same_level(roads_[own.road], roads_[line]); });
    }

    // The stretch of a line next to its own end is no other line.
    bool is_own_stretch(const End& end, const Segment& segment) const {
        for (const EndOf& own : end.roads) {
            if (own.road != segment.line) continue;
            const auto& points = out_.lines[own.road].points;
            double metres = 0;
            if (own.first) {
                for (std::size_t i = 1; i <= segment.first; ++i)
                    metres += geodesic::distance(points[i - 1], points[i]);
            } else {
                for (std::size_t i = segment.first + 2; i < points.size(); ++i)
                    metres += geodesic::distance(points[i - 1], points[i]);
            }
            if (metres <= 4 * options_.join_m) return true;
        }
        return false;
    }

    void look(const End& end, const Segment& segment, std::vector<Near>& near) const {
        const Line& line = out_.lines[segment.line];
        const Point &a = line.points[segment.first], &b = line.points[segment.first + 1];
        const Point at = ground::nearest_on_segment(end.at, a, b);
        const double metres = geodesic::distance(end.at, at);
        if (metres > options_.join_m || is_own_stretch(end, segment) || !may_join(end, segment.line)) return;
        const auto vertex_near = [&](std::size_t i) {
            const double to_vertex = geodesic::distance(end.at, line.points[i]);
            if (to_vertex > options_.join_m) return false;
            near.push_back({to_vertex, false, line.points[i], segment.line, i});
            return true;
        };
        const bool first = vertex_near(segment.first), second = vertex_near(segment.first + 1);
        if (!first && !second) near.push_back({metres, true, at, segment.line, segment.first});
    }

    // To all vertices within the tolerance; to insides of lines only where the line has no vertex near.
    void join(const End& end, std::vector<Near>& near) {
        std::sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
            return std::tie(a.inside, a.metres, a.line, a.first) <
                   std::tie(b.inside, b.metres, b.line, b.first);
        });
        std::vector<std::size_t> lines;
        for (const Near& one : near) {
            const Index there = one.inside ? none : out_.lines[one.line].places[one.first];
            if (there != none && unions_.root(there) == unions_.root(end.place)) {
                lines.push_back(one.line);
                continue;
            }
            const bool known = std::find(lines.begin(), lines.end(), one.line) != lines.end();
            if (one.inside && known) continue;
            lines.push_back(one.line);
            ++report_.joined_ends;
            if (one.inside) {
                splits_.push_back({one.line, one.first, one.at, end.place});
                moved_.try_emplace(end.place, one.at);
            } else {
                unions_.join(there, end.place);
            }
        }
    }

    struct Split {
        std::size_t line = 0, first = 0;
        Point at;
        Index place = none;
    };

    void insert_splits() {
        std::stable_sort(splits_.begin(), splits_.end(), [&](const Split& a, const Split& b) {
            if (a.line != b.line) return a.line < b.line;
            if (a.first != b.first) return a.first < b.first;
            const Point& start = out_.lines[a.line].points[a.first];
            return geodesic::distance(start, a.at) < geodesic::distance(start, b.at);
        });
        for (std::size_t i = splits_.size(); i-- > 0;) {  // from behind, so that numbers stay
            const Split& split = splits_[i];
            Line& line = out_.lines[split.line];
            const auto at = static_cast<std::ptrdiff_t>(split.first + 1);
            line.points.insert(line.points.begin() + at, split.at);
            line.places.insert(line.places.begin() + at, split.place);
        }
    }

    // ---- at last

    // Places that have become one get one number and one position: that of the root, or where it has been put
    // on a line. Lines end there, and points that say nothing new go.
    void finish() {
        for (const auto& [place, at] : moved_)
            out_.places[unions_.root(place)] = at;
        for (Line& line : out_.lines) {
            Line slim;
            for (std::size_t i = 0; i < line.points.size(); ++i) {
                const Index place = unions_.root(line.places[i]);
                if (!slim.places.empty() && slim.places.back() == place) continue;
                append(slim, out_.places[place], place);
            }
            // A closed line of two points, or all within the tolerance: it leads from its place to itself.
            if (slim.places.size() == 1 && !line.points.empty()) append(slim, slim.points[0], slim.places[0]);
            line = std::move(slim);
        }
    }

    std::span<const RoadRecord> roads_;
    std::vector<RoadRecord> cut_;  // where crossings were put in
    const BuildOptions& options_;
    BuildReport& report_;
    Lines out_;
    Unions unions_;
    std::map<std::tuple<std::int64_t, double, double>, Index> elsewhere_;
    std::map<std::int64_t, int> twice_;
    std::vector<End> ends_;
    std::vector<Split> splits_;
    std::map<Index, Point> moved_;
};

}  // namespace

Lines meet(std::span<const RoadRecord> roads, const BuildOptions& options, BuildReport& report) {
    return Meeting(roads, options, report).lines();
}

}  // namespace bareland::network::building
