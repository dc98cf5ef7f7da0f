#include "geo/line_meetings.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "geo/box_index.hpp"
#include "geo/geodesic.hpp"
#include "geo/ground.hpp"

namespace bareland {
namespace {

bool less(const Point& a, const Point& b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

std::vector<Box> boxes_of(const LineNet& net) {
    std::vector<Box> out;
    out.reserve(net.edges().size());
    for (const LineNet::Edge& edge : net.edges()) {
        Box box;
        box.add(net.at(edge.a));
        box.add(net.at(edge.b));
        out.push_back({box.min_x - hair, box.min_y - hair, box.max_x + hair, box.max_y + hair});
    }
    return out;
}

// Groups numbered 0..n-1.
class Groups {
  public:
    explicit Groups(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
    std::size_t of(std::size_t i) {
        while (parent_[i] != i)
            i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::size_t i, std::size_t j) { parent_[std::max(of(i), of(j))] = std::min(of(i), of(j)); }

  private:
    std::vector<std::size_t> parent_;
};

struct Meeting {
    Point place;
    std::size_t a, b;  // nodes
    std::optional<Bridge> bridge;
};

class Finder {
  public:
    Finder(NamedNet& a, NamedNet& b, double gap_m, double corner_m)
        : a_(a),
          b_(b),
          reach_(std::max(gap_m, touch_m)),
          // Circles and borders have no carriageways: each of their meetings is a place of its own.
          corner_m_(a.road || b.road ? std::max(corner_m, touch_m) : touch_m) {}

    std::vector<Corner> corners() {
        crossings();
        // Marks are made before: bridges of one side must not hide those of the other.
        const std::vector<bool> on_a = marked(a_, &Meeting::a), on_b = marked(b_, &Meeting::b);
        if (a_.road) loose_ends(a_, b_, on_a, false);
        if (b_.road) loose_ends(b_, a_, on_b, true);
        return grouped();
    }

  private:
    void crossings() {
        const std::vector<Box> boxes = boxes_of(a_.net);
        const BoxIndex index(boxes_of(b_.net));
        std::vector<Point> points;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            const LineNet::Edge& e = a_.net.edges()[i];
            for (const std::size_t j : index.query(boxes[i])) {
                const LineNet::Edge& f = b_.net.edges()[j];
                for (const Point& p :
                     common_points(a_.net.at(e.a), a_.net.at(e.b), b_.net.at(f.a), b_.net.at(f.b)))
                    points.push_back(p);
            }
        }
        std::sort(points.begin(), points.end(), less);
        points.erase(std::unique(points.begin(), points.end()), points.end());
        for (const Point& p : points)
            add(a_.net.insert(p), b_.net.insert(p), p);
    }

    void add(std::size_t a, std::size_t b, const Point& place) {
        Meeting meeting{place, a, b, std::nullopt};
        const Point from = a_.net.at(a), to = b_.net.at(b);
        if (!(from == to)) {
            const double metres = geodesic::distance(from, to);
            meeting.bridge =
                Bridge{from, to, metres, metres <= touch_m ? Bridge::Kind::touch : Bridge::Kind::gap};
        }
        meetings_.push_back(meeting);
    }

    std::vector<bool> marked(const NamedNet& net, std::size_t Meeting::*node) const {
        std::vector<bool> out(net.net.nodes().size(), false);
        for (const Meeting& meeting : meetings_)
            out[meeting.*node] = true;
        return out;
    }

    // Loose ends of a road that come near the other line without having crossed it.
    void loose_ends(NamedNet& net, NamedNet& other, const std::vector<bool>& met, bool swapped) {
        for (const std::size_t end : net.net.ends()) {
            const Point p = net.net.at(end);
            const LineNet::Nearest near = other.net.nearest(p);
            if (near.metres > reach_ || net.net.reaches(end, met, 3 * reach_)) continue;
            const std::size_t foot = other.net.insert(near.point);
            const std::size_t a = swapped ? foot : end, b = swapped ? end : foot;
            const bool known = std::any_of(meetings_.begin(), meetings_.end(),
                                           [&](const Meeting& m) { return m.a == a && m.b == b; });
            if (!known) add(a, b, p);
        }
    }

    std::vector<Corner> grouped() {
        std::sort(meetings_.begin(), meetings_.end(), [&](const Meeting& m, const Meeting& n) {
            if (!(m.place == n.place)) return less(m.place, n.place);
            return less(b_.net.at(m.b), b_.net.at(n.b));
        });
        Groups groups(meetings_.size());
        for (std::size_t i = 0; i < meetings_.size(); ++i) {
            for (std::size_t j = i + 1; j < meetings_.size(); ++j) {
                // Loose ends on either side of one gap are one corner.
                const bool gap = meetings_[i].bridge && meetings_[j].bridge;
                const double reach = gap ? std::max(corner_m_, reach_) : corner_m_;
                if (geodesic::distance(meetings_[i].place, meetings_[j].place) <= reach) groups.join(i, j);
            }
        }
        join_shared_stretches(groups);
        std::map<std::size_t, Corner> by_group;
        std::map<std::size_t, std::vector<Point>> places;
        for (std::size_t i = 0; i < meetings_.size(); ++i) {
            const Meeting& meeting = meetings_[i];
            Corner& corner = by_group[groups.of(i)];
            corner.add(a_, meeting.a);
            corner.add(b_, meeting.b);
            if (meeting.bridge) corner.bridges.push_back(*meeting.bridge);
            places[groups.of(i)].push_back(meeting.place);
        }
        std::vector<Corner> out;
        for (auto& [group, corner] : by_group) {
            corner.place = middle(places[group]);
            out.push_back(std::move(corner));
        }
        std::sort(out.begin(), out.end(),
                  [](const Corner& c, const Corner& d) { return less(c.place, d.place); });
        return out;
    }

    // Meetings at both ends of an edge that both nets have are one corner.
    void join_shared_stretches(Groups& groups) {
        std::map<std::size_t, std::size_t> by_node;  // of a
        for (std::size_t i = 0; i < meetings_.size(); ++i)
            by_node.emplace(meetings_[i].a, i);
        for (const LineNet::Edge& edge : a_.net.edges()) {
            const auto i = by_node.find(edge.a), j = by_node.find(edge.b);
            if (i == by_node.end() || j == by_node.end()) continue;
            const std::size_t p = meetings_[i->second].b, q = meetings_[j->second].b;
            for (const std::size_t e : b_.net.at_node(p)) {
                const LineNet::Edge& other = b_.net.edges()[e];
                if ((other.a == p && other.b == q) || (other.b == p && other.a == q))
                    groups.join(i->second, j->second);
            }
        }
    }

    static Point middle(const std::vector<Point>& places) {
        if (places.size() == 1) return places[0];
        Point sum{0, 0};
        const Point origin = places[0];
        for (const Point& p : places) {
            sum.x += p.x - origin.x;
            sum.y += p.y - origin.y;
        }
        const auto n = static_cast<double>(places.size());
        return {origin.x + sum.x / n, origin.y + sum.y / n};
    }

    NamedNet& a_;
    NamedNet& b_;
    double reach_;
    double corner_m_;
    std::vector<Meeting> meetings_;
};

// Nearest points of two segments that do not cross, measured round one of them.
Approach nearest_of(const Point& a, const Point& b, const Point& c, const Point& d) {
    Approach best;
    const auto offer = [&](const Point& on_first, const Point& on_second) {
        const double metres = geodesic::distance(on_first, on_second);
        if (metres < best.metres) best = {on_first, on_second, metres};
    };
    for (const Point& p : {a, b})
        offer(p, ground::nearest_on_segment(p, c, d));
    for (const Point& p : {c, d})
        offer(ground::nearest_on_segment(p, a, b), p);
    const std::vector<Point> common = common_points(a, b, c, d);
    if (!common.empty()) offer(common[0], common[0]);
    return best;
}

double box_distance_square(const Box& s, const Box& t) {
    const double dx = std::max({0.0, s.min_x - t.max_x, t.min_x - s.max_x});
    const double dy = std::max({0.0, s.min_y - t.max_y, t.min_y - s.max_y});
    return dx * dx / 4 + dy * dy;  // below 60 degrees of latitude not more than the true one
}

}  // namespace

const LineNet::Nodes& Corner::on(const NamedNet& net) const {
    static const LineNet::Nodes nowhere;
    const auto found = nodes.find(&net);
    return found == nodes.end() ? nowhere : found->second;
}

void Corner::add(const NamedNet& net, std::size_t node) {
    LineNet::Nodes& on_net = nodes[&net];
    if (std::find(on_net.begin(), on_net.end(), node) == on_net.end()) on_net.push_back(node);
}

std::vector<Corner> corners_of(NamedNet& a, NamedNet& b, double gap_m, double corner_m) {
    return Finder(a, b, gap_m, corner_m).corners();
}

Approach approach(const LineNet& a, const LineNet& b) {
    const std::vector<Box> first = boxes_of(a), second = boxes_of(b);
    Approach best;
    constexpr double metres_a_degree = 110500;  // not more than the true one
    for (std::size_t i = 0; i < first.size(); ++i) {
        for (std::size_t j = 0; j < second.size(); ++j) {
            const double bound = metres_a_degree * std::sqrt(box_distance_square(first[i], second[j]));
            if (bound >= best.metres) continue;
            const LineNet::Edge &e = a.edges()[i], &f = b.edges()[j];
            const Approach here = nearest_of(a.at(e.a), a.at(e.b), b.at(f.a), b.at(f.b));
            if (here.metres < best.metres) best = here;
        }
    }
    return best;
}

Approach approach(const LineNet& net, const LineNet::Edges& a, const LineNet::Edges& b) {
    Approach best;
    for (const std::size_t i : a) {
        for (const std::size_t j : b) {
            const LineNet::Edge &e = net.edges()[i], &f = net.edges()[j];
            const Approach here = nearest_of(net.at(e.a), net.at(e.b), net.at(f.a), net.at(f.b));
            if (here.metres < best.metres) best = here;
        }
    }
    return best;
}

void join_carriageways(NamedNet& named, Corner& corner, double corner_m) {
    if (!named.road || corner.on(named).empty()) return;
    LineNet& net = named.net;
    const LineNet::Nodes own = corner.on(named);
    // Edges that come near the corner, and how near they come to which of its nodes.
    LineNet::Edges near;
    for (std::size_t e = 0; e < net.edges().size(); ++e) {
        const LineNet::Edge& edge = net.edges()[e];
        for (const std::size_t node : own) {
            const Point foot = ground::nearest_on_segment(net.at(node), net.at(edge.a), net.at(edge.b));
            if (geodesic::distance(net.at(node), foot) > corner_m) continue;
            near.push_back(e);
            break;
        }
    }
    // Edges hang together here when they share a node that is near as well.
    const auto is_near = [&](std::size_t node) {
        return std::any_of(own.begin(), own.end(), [&](std::size_t mine) {
            return geodesic::distance(net.at(mine), net.at(node)) <= corner_m;
        });
    };
    Groups groups(near.size());
    std::map<std::size_t, std::size_t> first_at;
    std::set<std::size_t> own_groups;
    for (std::size_t i = 0; i < near.size(); ++i) {
        const LineNet::Edge& edge = net.edges()[near[i]];
        for (const std::size_t node : {edge.a, edge.b}) {
            if (!is_near(node)) continue;
            const auto [entry, added] = first_at.emplace(node, i);
            if (!added) groups.join(i, entry->second);
        }
    }
    for (std::size_t i = 0; i < near.size(); ++i) {
        const LineNet::Edge& edge = net.edges()[near[i]];
        for (const std::size_t node : own) {
            if (edge.a == node || edge.b == node) own_groups.insert(groups.of(i));
        }
    }
    std::map<std::size_t, LineNet::Edges> others;
    for (std::size_t i = 0; i < near.size(); ++i) {
        if (!own_groups.contains(groups.of(i))) others[groups.of(i)].push_back(near[i]);
    }
    std::vector<Bridge> found;
    for (const auto& [group, edges] : others) {
        Bridge best;
        best.metres = std::numeric_limits<double>::infinity();
        for (const std::size_t node : own) {
            const LineNet::Nearest here = net.nearest(net.at(node), edges);
            if (here.metres < best.metres)
                best = {net.at(node), here.point, here.metres, Bridge::Kind::carriageway};
        }
        found.push_back(best);
    }
    std::sort(found.begin(), found.end(), [](const Bridge& p, const Bridge& q) {
        return p.to == q.to ? less(p.from, q.from) : less(p.to, q.to);
    });
    for (const Bridge& bridge : found) {
        const std::size_t node = net.insert(bridge.to);
        corner.add(named, node);
        if (!(net.at(node) == bridge.from))
            corner.bridges.push_back({bridge.from, net.at(node), bridge.metres, bridge.kind});
    }
}

}  // namespace bareland
