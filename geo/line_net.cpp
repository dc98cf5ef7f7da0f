#include "geo/line_net.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>

#include "geo/box_index.hpp"
#include "geo/geodesic.hpp"
#include "geo/ground.hpp"

namespace bareland {
namespace {

bool less(const Point& a, const Point& b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

struct Segment {
    Point a, b;  // a before b
    std::vector<std::size_t> records;
};

// Every segment once, with the records that have it, in canonical order.
std::vector<Segment> segments_of(std::span<const NetLine> lines) {
    std::vector<Segment> all;
    for (const NetLine& line : lines) {
        for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
            const Point a = line.points[i], b = line.points[i + 1];
            if (a == b) continue;
            all.push_back({less(a, b) ? a : b, less(a, b) ? b : a, {line.record}});
        }
    }
    std::sort(all.begin(), all.end(), [](const Segment& s, const Segment& t) {
        if (!(s.a == t.a)) return less(s.a, t.a);
        if (!(s.b == t.b)) return less(s.b, t.b);
        return s.records < t.records;
    });
    std::vector<Segment> out;
    for (Segment& s : all) {
        if (out.empty() || !(out.back().a == s.a) || !(out.back().b == s.b)) {
            out.push_back(std::move(s));
        } else if (out.back().records.back() != s.records[0]) {
            out.back().records.push_back(s.records[0]);
        }
    }
    return out;
}

Box box_of(const Point& a, const Point& b) {
    Box box;
    box.add({std::min(a.x, b.x) - hair, std::min(a.y, b.y) - hair});
    box.add({std::max(a.x, b.x) + hair, std::max(a.y, b.y) + hair});
    return box;
}

// The segments cut where they meet one another.
std::vector<Segment> noded(const std::vector<Segment>& segments) {
    std::vector<Box> boxes;
    boxes.reserve(segments.size());
    for (const Segment& s : segments)
        boxes.push_back(box_of(s.a, s.b));
    const BoxIndex index(boxes);
    std::vector<std::vector<Point>> cuts(segments.size());
    for (std::size_t i = 0; i < segments.size(); ++i) {
        for (const std::size_t j : index.query(boxes[i])) {
            if (j <= i) continue;
            for (const Point& p : common_points(segments[i].a, segments[i].b, segments[j].a, segments[j].b)) {
                cuts[i].push_back(p);
                cuts[j].push_back(p);
            }
        }
    }
    std::vector<NetLine> pieces;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        std::vector<Point>& line = cuts[i];
        const Point a = segments[i].a, b = segments[i].b;
        line.push_back(a);
        line.push_back(b);
        const auto along = [&](const Point& p) {
            return (p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y);
        };
        std::sort(line.begin(), line.end(), [&](const Point& p, const Point& q) {
            const double s = along(p), t = along(q);
            return s != t ? s < t : less(p, q);
        });
        line.erase(std::unique(line.begin(), line.end()), line.end());
        for (const std::size_t record : segments[i].records)
            pieces.push_back({line, record});
    }
    return segments_of(pieces);
}

double distance_to_segment(const Point& p, const Point& a, const Point& b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double square = dx * dx + dy * dy;
    const double along =
        square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0;
    return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

double side(const Point& a, const Point& b, const Point& p) {
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

}  // namespace

std::vector<Point> common_points(const Point& a0, const Point& b0, const Point& c0, const Point& d0) {
    Point a = less(a0, b0) ? a0 : b0, b = less(a0, b0) ? b0 : a0;
    Point c = less(c0, d0) ? c0 : d0, d = less(c0, d0) ? d0 : c0;
    if (less(c, a) || (c == a && less(d, b))) {
        std::swap(a, c);
        std::swap(b, d);
    }
    std::vector<Point> out;
    if (!box_of(a, b).meets(box_of(c, d))) return out;
    for (const Point& p : {a, b}) {
        if (distance_to_segment(p, c, d) <= hair) out.push_back(p);
    }
    for (const Point& p : {c, d}) {
        if (distance_to_segment(p, a, b) <= hair) out.push_back(p);
    }
    std::sort(out.begin(), out.end(), less);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    if (!out.empty()) return out;
    const double sc = side(a, b, c), sd = side(a, b, d), sa = side(c, d, a), sb = side(c, d, b);
    if ((sc > 0) == (sd > 0) || (sa > 0) == (sb > 0)) return out;
    const double t = sa / (sa - sb);
    Point p{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
    // Meridians and parallels (rays) keep their coordinate.
    if (a.x == b.x) p.x = a.x;
    if (c.x == d.x) p.x = c.x;
    if (a.y == b.y) p.y = a.y;
    if (c.y == d.y) p.y = c.y;
    out.push_back(p);
    return out;
}

LineNet::LineNet(std::span<const NetLine> lines) {
    const std::vector<Segment> segments = noded(segments_of(lines));
    std::vector<Point> points;
    for (const Segment& s : segments) {
        points.push_back(s.a);
        points.push_back(s.b);
    }
    std::sort(points.begin(), points.end(), less);
    for (const Point& p : points)
        node_for(p);
    for (const Segment& s : segments)
        add_edge(node_for(s.a), node_for(s.b), s.records);
}

std::size_t LineNet::node_for(const Point& p) {
    const auto [entry, added] = index_.emplace(std::pair{p.x, p.y}, nodes_.size());
    if (added) {
        nodes_.push_back(p);
        at_node_.emplace_back();
    }
    return entry->second;
}

std::optional<std::size_t> LineNet::find(const Point& p) const {
    const auto found = index_.find({p.x, p.y});
    if (found == index_.end()) return std::nullopt;
    return found->second;
}

std::size_t LineNet::add_edge(std::size_t a, std::size_t b, std::vector<std::size_t> records) {
    edges_.push_back({a, b, std::move(records), std::nullopt});
    at_node_[a].push_back(edges_.size() - 1);
    at_node_[b].push_back(edges_.size() - 1);
    return edges_.size() - 1;
}

double LineNet::edge_metres(std::size_t edge) const {
    return geodesic::distance(nodes_[edges_[edge].a], nodes_[edges_[edge].b]);
}

Box LineNet::box() const {
    Box box;
    for (const Point& p : nodes_)
        box.add(p);
    return box;
}

std::size_t LineNet::split(std::size_t edge, const Point& p) {
    const std::size_t node = node_for(p);
    const std::size_t far = edges_[edge].b;
    if (node == edges_[edge].a || node == far) return node;
    std::erase(at_node_[far], edge);
    edges_[edge].b = node;
    at_node_[node].push_back(edge);
    const std::size_t added = add_edge(node, far, edges_[edge].records);
    edges_[added].bridge = edges_[edge].bridge;
    return node;
}

std::size_t LineNet::insert(const Point& p) {
    if (const auto there = find(p)) return *there;
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < edges_.size(); ++i) {
        const double d = distance_to_segment(p, nodes_[edges_[i].a], nodes_[edges_[i].b]);
        if (d < least) {
            least = d;
            best = i;
        }
    }
    for (const std::size_t node : {edges_[best].a, edges_[best].b}) {
        if (std::hypot(nodes_[node].x - p.x, nodes_[node].y - p.y) <= hair) return node;
    }
    return split(best, p);
}

LineNet::Nearest LineNet::nearest(const Point& p) const {
    Edges all(edges_.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return nearest(p, all);
}

LineNet::Nearest LineNet::nearest(const Point& p, std::span<const std::size_t> among) const {
    const ground::Local local(p);
    Nearest best;
    double least = std::numeric_limits<double>::infinity();
    for (const std::size_t i : among) {
        const Point foot = ground::nearest_on_segment(p, nodes_[edges_[i].a], nodes_[edges_[i].b]);
        const Point m = local.metres(foot);
        const double square = m.x * m.x + m.y * m.y;
        if (square < least || (square == least && less(foot, best.point))) {
            least = square;
            best = {foot, i, 0};
        }
    }
    best.metres = among.empty() ? least : geodesic::distance(p, best.point);
    return best;
}

LineNet::Nodes LineNet::ends() const {
    Nodes out;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        if (at_node_[i].size() == 1) out.push_back(i);
    }
    std::sort(out.begin(), out.end(),
              [&](std::size_t a, std::size_t b) { return less(nodes_[a], nodes_[b]); });
    return out;
}

LineNet::Nodes LineNet::pieces() const {
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    Nodes piece(nodes_.size(), none);
    std::size_t count = 0;
    for (std::size_t start = 0; start < nodes_.size(); ++start) {
        if (piece[start] != none) continue;
        Nodes open{start};
        piece[start] = count;
        while (!open.empty()) {
            const std::size_t node = open.back();
            open.pop_back();
            for (const std::size_t e : at_node_[node]) {
                const std::size_t next = edges_[e].a == node ? edges_[e].b : edges_[e].a;
                if (piece[next] != none) continue;
                piece[next] = count;
                open.push_back(next);
            }
        }
        ++count;
    }
    return piece;
}

// ---- gaps ----------------------------------------------------------------------------------------

void LineNet::add_bridge(std::size_t a, std::size_t b) {
    if (less(nodes_[b], nodes_[a])) std::swap(a, b);
    Bridge bridge{nodes_[a], nodes_[b], geodesic::distance(nodes_[a], nodes_[b]), Bridge::Kind::gap};
    if (bridge.metres <= touch_m) bridge.kind = Bridge::Kind::touch;
    const std::size_t edge = add_edge(a, b, {});
    edges_[edge].bridge = bridges_.size();
    bridges_.push_back(bridge);
}

void LineNet::join_facing_ends(double gap_m) {
    const double reach = std::max(gap_m, touch_m);
    struct Pair {
        double metres;
        std::size_t a, b;
    };
    constexpr double any_heading_m = 2;  // closer than this the heading of an end means nothing
    const Nodes loose = ends();
    // Whether going on from the end leads towards `to`, within 60 degrees.
    const auto faces = [&](std::size_t end, std::size_t to) {
        const Edge& edge = edges_[at_node_[end][0]];
        const ground::Local local(nodes_[end]);
        const Point back = local.metres(nodes_[edge.a == end ? edge.b : edge.a]);
        const Point on = local.metres(nodes_[to]);
        const double cosine =
            -(back.x * on.x + back.y * on.y) / (std::hypot(back.x, back.y) * std::hypot(on.x, on.y));
        return cosine >= 0.5;
    };
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < loose.size(); ++i) {
        for (std::size_t j = i + 1; j < loose.size(); ++j) {
            if (std::abs(nodes_[loose[i]].y - nodes_[loose[j]].y) * 110000 > reach) continue;
            const double metres = geodesic::distance(nodes_[loose[i]], nodes_[loose[j]]);
            if (metres > reach) continue;
            if (metres > any_heading_m && !(faces(loose[i], loose[j]) && faces(loose[j], loose[i]))) continue;
            // The two ends of one segment are no gap.
            if (at_node_[loose[i]][0] == at_node_[loose[j]][0]) continue;
            pairs.push_back({metres, loose[i], loose[j]});
        }
    }
    // Ends are in canonical order, so equal distances are decided by the places.
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair& p, const Pair& q) { return p.metres < q.metres; });
    std::vector<bool> used(nodes_.size(), false);
    for (const Pair& pair : pairs) {
        if (used[pair.a] || used[pair.b]) continue;
        used[pair.a] = used[pair.b] = true;
        add_bridge(pair.a, pair.b);
    }
}

void LineNet::join_pieces(double gap_m) {
    const double reach = std::max(gap_m, touch_m);
    for (;;) {
        const Nodes piece = pieces();
        if (piece.empty() || *std::max_element(piece.begin(), piece.end()) == 0) return;
        Nearest best;
        best.metres = std::numeric_limits<double>::infinity();
        std::size_t from = 0;
        for (const std::size_t end : ends()) {
            Edges others;
            const Point p = nodes_[end];
            for (std::size_t e = 0; e < edges_.size(); ++e) {
                const Point a = nodes_[edges_[e].a], b = nodes_[edges_[e].b];
                const double margin = reach / 110000;
                const bool far = std::max(a.y, b.y) < p.y - margin || std::min(a.y, b.y) > p.y + margin;
                if (!far && piece[edges_[e].a] != piece[end]) others.push_back(e);
            }
            if (others.empty()) continue;
            const Nearest here = nearest(p, others);
            if (here.metres < best.metres) {
                best = here;
                from = end;
            }
        }
        if (best.metres > reach) return;
        const std::size_t to = find(best.point) ? *find(best.point) : split(best.edge, best.point);
        add_bridge(from, to);
    }
}

bool LineNet::reaches(std::size_t node, const std::vector<bool>& marked, double metres) const {
    using Item = std::pair<double, std::size_t>;
    std::priority_queue<Item, std::vector<Item>, std::greater<>> open;
    std::map<std::size_t, double> best{{node, 0}};
    open.push({0, node});
    while (!open.empty()) {
        const auto [at, here] = open.top();
        open.pop();
        if (at > best[here]) continue;
        if (here < marked.size() && marked[here]) return true;
        for (const std::size_t e : at_node_[here]) {
            const std::size_t next = edges_[e].a == here ? edges_[e].b : edges_[e].a;
            const double there = at + edge_metres(e);
            if (there > metres) continue;
            const auto known = best.find(next);
            if (known != best.end() && known->second <= there) continue;
            best[next] = there;
            open.push({there, next});
        }
    }
    return false;
}

}  // namespace bareland
