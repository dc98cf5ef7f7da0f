// From corner to corner: which stretch of a line is meant, all of its carriageways, and what was bridged.
#include <algorithm>
#include <cmath>

#include "geo/geodesic.hpp"
#include "geo/messages_recipes.hpp"
#include "geo/zone_parts.hpp"

namespace bareland::zoning {
namespace {

using recipe::Compass;
using recipe::Line;
using recipe::Piece;

class WayFinder {
  public:
    WayFinder(const Context& context, const Piece& piece, std::size_t index, Leg& leg)
        : context_(context), piece_(piece), step_(piece.steps[index]), index_(index), leg_(leg) {}

    void find() {
        Leg& leg = leg_;
        const NamedNet& net = *leg.net;
        LineNet::Nodes from = leg.begin->on(net), to = leg.end->on(net);
        const auto shared = [&](std::size_t node) {
            return std::find(to.begin(), to.end(), node) != to.end();
        };
        std::erase_if(from, shared);
        if (from.empty() || to.empty() || leg.begin == leg.end)
            throw Error(messages::zone_one_place, where(), net.words, place_text(leg.begin->place));
        LineNet::Edges block = net.net.between(from, to);
        if (block.empty()) not_connected(leg, from, to);
        leg.way = net.net.shortest(from, to, block, {});
        if (net.closed || is_wide(net.net, block)) {
            block = one_way(from, to, block);
        } else {
            check_direction();
        }
        leg.edges = std::move(block);
        for (const auto& corner : {leg.begin, leg.end}) {
            // A border or circle has no carriageways, but must reach the outermost one of a road.
            if (net.closed && !meets_road(*corner)) continue;
            const LineNet::Edges more = net.net.around(corner->on(net), piece_.carriageways_m);
            leg.edges.insert(leg.edges.end(), more.begin(), more.end());
        }
        std::sort(leg.edges.begin(), leg.edges.end());
        leg.edges.erase(std::unique(leg.edges.begin(), leg.edges.end()), leg.edges.end());
        if (net.road) add_broken_carriageways(leg.begin->on(net), leg.end->on(net));
        context_.found(piece_, "way", net.words.en, fmt::format("{:.1f} m", leg.way.metres), leg.way.line);
    }

  private:
    Text where() const { return context_.where(piece_, index_ + 1); }

    static bool meets_road(const Corner& corner) {
        return std::any_of(corner.nodes.begin(), corner.nodes.end(),
                           [](const auto& entry) { return entry.first->road; });
    }

    // Carriageways beside the way that do not lead from corner to corner, because they are broken somewhere
    // or dive into a tunnel: they belong all the same. Their loose ends are closed straight across to what
    // does.
    void add_broken_carriageways(const LineNet::Nodes& from, const LineNet::Nodes& to) {
        const LineNet& net = leg_.net->net;
        std::vector<bool> taken(net.edges().size(), false), at_corner(net.nodes().size(), false);
        std::vector<int> degree(net.nodes().size(), 0);
        const auto count = [&](std::size_t e) {
            taken[e] = true;
            ++degree[net.edges()[e].a];
            ++degree[net.edges()[e].b];
        };
        for (const std::size_t e : leg_.edges)
            count(e);
        for (const std::size_t node : from)
            at_corner[node] = true;
        for (const std::size_t node : to)
            at_corner[node] = true;
        const LineNet::Edges whole = leg_.edges;
        LineNet::Edges more;
        const auto near_way = [&](std::size_t node) { return at_corner[node] || is_beside(net, node); };
        Box box;
        for (const Point& p : leg_.way.line)
            box.add(p);
        const double margin = piece_.carriageways_m / 50000;  // degrees, generous
        for (std::size_t e = 0; e < net.edges().size(); ++e) {
            const Point &a = net.at(net.edges()[e].a), &b = net.at(net.edges()[e].b);
            const bool far =
                std::max(a.x, b.x) < box.min_x - margin || std::min(a.x, b.x) > box.max_x + margin ||
                std::max(a.y, b.y) < box.min_y - margin || std::min(a.y, b.y) > box.max_y + margin;
            if (!far && !taken[e] && near_way(net.edges()[e].a) && near_way(net.edges()[e].b))
                more.push_back(e);
        }
        drop_stubs(net, from, to, more);
        for (const std::size_t e : more)
            count(e);
        for (const std::size_t e : more) {
            for (const std::size_t node : {net.edges()[e].a, net.edges()[e].b}) {
                if (degree[node] == 1 && !at_corner[node]) close_across(net, node, whole);
            }
        }
        leg_.edges.insert(leg_.edges.end(), more.begin(), more.end());
        std::sort(leg_.edges.begin(), leg_.edges.end());
    }

    // What lies round a corner from end to end is no carriageway of this leg: often a stub of the road
    // beyond.
    void drop_stubs(const LineNet& net, const LineNet::Nodes& from, const LineNet::Nodes& to,
                    LineNet::Edges& edges) const {
        const auto at_junction = [&](std::size_t node) {
            const auto close = [&](std::size_t corner) {
                return geodesic::distance(net.at(node), net.at(corner)) <= piece_.carriageways_m;
            };
            return std::any_of(from.begin(), from.end(), close) || std::any_of(to.begin(), to.end(), close);
        };
        // Nodes that are joined to one away from the corners by these edges.
        std::vector<bool> away(net.nodes().size(), false);
        for (const std::size_t e : edges) {
            for (const std::size_t node : {net.edges()[e].a, net.edges()[e].b})
                away[node] = away[node] || !at_junction(node);
        }
        for (bool changed = true; changed;) {
            changed = false;
            for (const std::size_t e : edges) {
                const std::size_t a = net.edges()[e].a, b = net.edges()[e].b;
                if (away[a] == away[b]) continue;
                away[a] = away[b] = changed = true;
            }
        }
        std::erase_if(edges, [&](std::size_t e) { return !away[net.edges()[e].a]; });
    }

    // Within a carriageway's distance of the way, and not beyond its ends.
    bool is_beside(const LineNet& net, std::size_t node) const {
        const LineNet::Nearest near = net.nearest(net.at(node), leg_.way.edges);
        return near.metres <= piece_.carriageways_m && !(near.point == leg_.way.line.front()) &&
               !(near.point == leg_.way.line.back());
    }

    void close_across(const LineNet& net, std::size_t node, const LineNet::Edges& whole) {
        const Point p = net.at(node);
        const LineNet::Nearest near = net.nearest(p, whole);
        if (near.metres > piece_.carriageways_m) return;
        // A millimetre beyond, so that it crosses what it goes to.
        const double over = near.metres > 0 ? 1e-3 / near.metres : 0;
        const Point end{near.point.x + (near.point.x - p.x) * over,
                        near.point.y + (near.point.y - p.y) * over};
        leg_.bridges.push_back({p, end, near.metres, Bridge::Kind::carriageway});
        context_.found(piece_, "carriageway", leg_.net->words.en, metres_text(near.metres) + " m",
                       {p, near.point});
        // The end it would have been joined to, had gap_m allowed it.
        GapReport broken{p, p, std::numeric_limits<double>::infinity()};
        for (const std::size_t other : net.ends()) {
            const double metres = geodesic::distance(p, net.at(other));
            if (other == node || metres >= broken.metres) continue;
            broken.to = net.at(other);
            broken.metres = metres;
        }
        leg_.report.broken.push_back(broken);
    }

    [[noreturn]] void not_connected(const Leg& leg, const LineNet::Nodes& from,
                                    const LineNet::Nodes& to) const {
        const LineNet& net = leg.net->net;
        const LineNet::Nodes piece = net.pieces();
        LineNet::Edges first, second;
        for (std::size_t e = 0; e < net.edges().size(); ++e) {
            const std::size_t here = piece[net.edges()[e].a];
            if (here == piece[from[0]]) first.push_back(e);
            if (here == piece[to[0]]) second.push_back(e);
        }
        const Approach gap = approach(net, first, second);
        context_.found(piece_, "gap", leg.net->words.en, metres_text(gap.metres) + " m", {gap.a, gap.b});
        throw Error(messages::zone_not_connected, where(), leg.net->words, place_text(leg.begin->place),
                    place_text(leg.end->place), metres_text(gap.metres), place_text(gap.a), place_text(gap.b),
                    piece_.gap_m);
    }

    // Whether the edges enclose ground wider than carriageways are apart: then they are two ways, not one
    // road.
    bool is_wide(const LineNet& net, const LineNet::Edges& edges) const {
        std::vector<std::pair<Point, Point>> segments;
        for (const std::size_t e : edges)
            segments.emplace_back(net.at(net.edges()[e].a), net.at(net.edges()[e].b));
        return !ground::narrower_than(faces_of(std::move(segments)), piece_.carriageways_m / 2);
    }

    LineNet::Edges one_way(const LineNet::Nodes& from, const LineNet::Nodes& to,
                           const LineNet::Edges& block) {
        Leg& leg = leg_;
        const NamedNet& net = *leg.net;
        const std::vector<bool> near = beside(net, leg.way, block);
        const LineNet::Way other = net.net.shortest(from, to, block, near);
        const bool two =
            std::any_of(other.edges.begin(), other.edges.end(), [&](std::size_t e) { return !near[e]; });
        if (!two) return block;
        if (!prefers(leg.way, other)) leg.way = other;
        if (net.closed) return leg.way.edges;
        const std::vector<bool> along = beside(net, leg.way, block);
        LineNet::Edges kept;
        std::copy_if(block.begin(), block.end(), std::back_inserter(kept),
                     [&](std::size_t e) { return along[e]; });
        kept = net.net.between(from, to, kept);
        if (is_wide(net.net, kept)) two_ways(leg);
        return kept;
    }

    // Edges of the block that accompany the way: its own ones, and on a road those within its width.
    std::vector<bool> beside(const NamedNet& net, const LineNet::Way& way,
                             const LineNet::Edges& block) const {
        std::vector<bool> out(net.net.edges().size(), false);
        for (const std::size_t e : way.edges)
            out[e] = true;
        if (net.closed) return out;
        for (const std::size_t e : block) {
            const LineNet::Edge& edge = net.net.edges()[e];
            out[e] =
                out[e] || (net.net.nearest(net.net.at(edge.a), way.edges).metres <= piece_.carriageways_m &&
                           net.net.nearest(net.net.at(edge.b), way.edges).metres <= piece_.carriageways_m);
        }
        return out;
    }

    [[noreturn]] void two_ways(const Leg& leg) const {
        throw Error(messages::zone_two_ways, where(), leg.net->words, place_text(leg.begin->place),
                    place_text(leg.end->place));
    }

    // Whether the recipe wants the first of two ways.
    bool prefers(const LineNet::Way& first, const LineNet::Way& second) const {
        const recipe::Way& wanted = step_.way;
        if (wanted.clockwise) {
            std::vector<Point> round = first.line;
            round.insert(round.end(), second.line.rbegin(), second.line.rend());
            double twice = 0;
            for (std::size_t k = 0; k < round.size(); ++k) {
                const Point &p = round[k], &q = round[(k + 1) % round.size()], &o = round[0];
                twice += (p.x - o.x) * (q.y - o.y) - (q.x - o.x) * (p.y - o.y);
            }
            return (twice < 0) == *wanted.clockwise;
        }
        if (!wanted.toward) two_ways(leg_);
        // Which one sets off to that side, judged over the first 500 m.
        constexpr double stretch_m = 500;
        const double stretch = std::min({stretch_m, first.metres / 2, second.metres / 2});
        const double one = heading(first, stretch, *wanted.toward),
                     two = heading(second, stretch, *wanted.toward);
        constexpr double clear = 0.1;
        if (std::abs(one - two) < clear) two_ways(leg_);
        if (std::max(one, two) <= 0) wrong_way();
        return one > two;
    }

    // Cosine of the angle between a way's first stretch and a direction.
    static double heading(const LineNet::Way& way, double stretch, Compass side) {
        double walked = 0;
        for (std::size_t k = 0; k + 1 < way.line.size(); ++k) {
            const double metres = geodesic::distance(way.line[k], way.line[k + 1]);
            if (walked + metres < stretch) {
                walked += metres;
                continue;
            }
            const double t = (stretch - walked) / metres;
            const Point p{way.line[k].x + (way.line[k + 1].x - way.line[k].x) * t,
                          way.line[k].y + (way.line[k + 1].y - way.line[k].y) * t};
            return reach_to(way.line[0], p, side) / std::max(1e-9, geodesic::distance(way.line[0], p));
        }
        return 0;
    }

    [[noreturn]] void wrong_way() const {
        const Compass side = *step_.way.toward;
        throw Error(messages::zone_wrong_way, where(), leg_.net->words,
                    Text{std::string(recipe::compass_zh(side)), std::string(recipe::compass_word(side))},
                    place_text(leg_.begin->place), place_text(leg_.end->place));
    }

    // On a line with one way, the recipe's word on where it leads is a check.
    void check_direction() const {
        const Leg& leg = leg_;
        if (!step_.way.toward || leg.way.line.empty()) return;
        if (reach_to(leg.way.line.front(), leg.way.line.back(), *step_.way.toward) <= 0) wrong_way();
    }

    const Context& context_;
    const Piece& piece_;
    const recipe::Step& step_;
    std::size_t index_;
    Leg& leg_;
};

void complete_report(Leg& leg) {
    StepReport& report = leg.report;
    const NamedNet& net = *leg.net;
    switch (net.line.kind) {
        case Line::Kind::road:
            report.kind = "road";
            break;
        case Line::Kind::circle:
            report.kind = "circle";
            break;
        case Line::Kind::border:
            report.kind = "border";
            break;
        case Line::Kind::ray:
            report.kind = "ray";
            break;
    }
    report.length_m = leg.way.metres;
    report.from = leg.begin->place;
    report.to = leg.end->place;
    std::vector<std::size_t> records;
    for (const std::size_t e : leg.edges) {
        const LineNet::Edge& edge = net.net.edges()[e];
        records.insert(records.end(), edge.records.begin(), edge.records.end());
        if (!edge.bridge) continue;
        const Bridge& bridge = net.net.bridges()[*edge.bridge];
        if (bridge.kind != Bridge::Kind::gap) continue;
        const GapReport gap{bridge.from, bridge.to, bridge.metres};
        const bool known = std::any_of(report.gaps.begin(), report.gaps.end(), [&](const GapReport& g) {
            return g.from == gap.from && g.to == gap.to;
        });
        if (!known) report.gaps.push_back(gap);
    }
    for (const Bridge& bridge : leg.end->bridges) {
        if (bridge.kind == Bridge::Kind::gap) report.gaps.push_back({bridge.from, bridge.to, bridge.metres});
    }
    std::sort(records.begin(), records.end());
    records.erase(std::unique(records.begin(), records.end()), records.end());
    report.lines = net.road ? records.size() : 0;
}

}  // namespace

double reach_to(const Point& origin, const Point& p, Compass side) {
    const Point m = ground::Local(origin).metres(p), way = recipe::direction_of(side);
    return m.x * way.x + m.y * way.y;
}

void find_way(const Context& context, const Piece& piece, std::size_t index, Leg& leg) {
    WayFinder(context, piece, index, leg).find();
    complete_report(leg);
}

}  // namespace bareland::zoning
