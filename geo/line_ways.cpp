// Ways along a net: which edges lie between two places, the shortest way, what lies in a junction.
#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <queue>
#include <set>

#include "geo/geodesic.hpp"
#include "geo/line_net.hpp"

namespace bareland {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

// A plain graph in which `from` and `to` are one node each and joined by an edge of their own: the edges of
// the biconnected component of that edge are those on some simple way from one to the other.
class Blocks {
  public:
    struct Link {
        std::size_t a, b;
        std::size_t edge;  // `none`: the one that joins the two ends
    };

    Blocks(std::size_t nodes, std::vector<Link> links)
        : links_(std::move(links)), at_(nodes), seen_(nodes, 0), low_(nodes, 0) {
        for (std::size_t i = 0; i < links_.size(); ++i) {
            at_[links_[i].a].push_back(i);
            at_[links_[i].b].push_back(i);
        }
    }

    // Hopcroft and Tarjan's search from `root`, with a stack of its own: borders have tens of thousands of
    // nodes.
    std::vector<std::size_t> block_of_joint(std::size_t root) {
        enter(root, none);
        while (!stack_.empty()) {
            Frame& frame = stack_.back();
            if (frame.next < at_[frame.node].size()) {
                follow(at_[frame.node][frame.next++]);
            } else {
                leave();
            }
        }
        return found_;
    }

  private:
    struct Frame {
        std::size_t node, link, next = 0;
    };

    void enter(std::size_t node, std::size_t link) {
        seen_[node] = low_[node] = ++clock_;
        stack_.push_back({node, link});
    }

    void follow(std::size_t link) {
        Frame& frame = stack_.back();
        if (link == frame.link) return;
        const std::size_t node = frame.node;
        const std::size_t next = links_[link].a == node ? links_[link].b : links_[link].a;
        if (seen_[next] == 0) {
            open_.push_back(link);
            enter(next, link);
        } else if (seen_[next] < seen_[node]) {
            open_.push_back(link);
            low_[node] = std::min(low_[node], seen_[next]);
        }
    }

    void leave() {
        const Frame done = stack_.back();
        stack_.pop_back();
        if (stack_.empty()) return;
        const std::size_t parent = stack_.back().node;
        low_[parent] = std::min(low_[parent], low_[done.node]);
        if (low_[done.node] < seen_[parent]) return;
        std::vector<std::size_t> block;
        bool joint = false;
        for (;;) {
            const std::size_t link = open_.back();
            open_.pop_back();
            if (links_[link].edge == none) {
                joint = true;
            } else {
                block.push_back(links_[link].edge);
            }
            if (link == done.link) break;
        }
        if (joint) found_ = std::move(block);
    }

    std::vector<Link> links_;
    std::vector<std::vector<std::size_t>> at_;
    std::vector<std::size_t> seen_, low_;
    std::vector<Frame> stack_;
    std::vector<std::size_t> open_;
    std::vector<std::size_t> found_;
    std::size_t clock_ = 0;
};

}  // namespace

LineNet::Edges LineNet::between(const Nodes& from, const Nodes& to) const {
    Edges all(edges_.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return between(from, to, all);
}

LineNet::Edges LineNet::between(const Nodes& from, const Nodes& to, const Edges& among) const {
    Nodes number(nodes_.size());
    std::iota(number.begin(), number.end(), std::size_t{2});
    for (const std::size_t node : from)
        number[node] = 0;
    for (const std::size_t node : to) {
        if (number[node] == 0) return {};
        number[node] = 1;
    }
    std::vector<Blocks::Link> links{{0, 1, none}};
    for (const std::size_t e : among) {
        const std::size_t a = number[edges_[e].a], b = number[edges_[e].b];
        if (a != b) links.push_back({a, b, e});
    }
    Edges block = Blocks(nodes_.size() + 2, std::move(links)).block_of_joint(0);
    std::sort(block.begin(), block.end());
    return block;
}

LineNet::Way LineNet::shortest(const Nodes& from, const Nodes& to, const Edges& among,
                               const std::vector<bool>& dear) const {
    constexpr double dear_factor = 1e6;
    std::map<std::size_t, Edges> at;
    for (const std::size_t e : among) {
        at[edges_[e].a].push_back(e);
        at[edges_[e].b].push_back(e);
    }
    using Item = std::pair<double, std::size_t>;
    std::priority_queue<Item, std::vector<Item>, std::greater<>> open;
    std::map<std::size_t, std::pair<double, std::size_t>> best;  // cost, edge taken
    for (const std::size_t node : from) {
        best[node] = {0, none};
        open.push({0, node});
    }
    std::size_t end = none;
    while (!open.empty() && end == none) {
        const auto [cost, here] = open.top();
        open.pop();
        if (cost > best[here].first) continue;
        if (std::find(to.begin(), to.end(), here) != to.end()) {
            end = here;
            break;
        }
        for (const std::size_t e : at[here]) {
            const std::size_t next = edges_[e].a == here ? edges_[e].b : edges_[e].a;
            const bool is_dear = e < dear.size() && dear[e];
            const double there = cost + edge_metres(e) * (is_dear ? dear_factor : 1);
            const auto known = best.find(next);
            if (known != best.end() && known->second.first <= there) continue;
            best[next] = {there, e};
            open.push({there, next});
        }
    }
    Way way;
    if (end == none) return way;
    way.nodes.push_back(end);
    for (std::size_t e = best[end].second; e != none; e = best[way.nodes.back()].second) {
        way.edges.push_back(e);
        way.metres += edge_metres(e);
        way.nodes.push_back(edges_[e].a == way.nodes.back() ? edges_[e].b : edges_[e].a);
    }
    std::reverse(way.nodes.begin(), way.nodes.end());
    std::reverse(way.edges.begin(), way.edges.end());
    for (const std::size_t node : way.nodes)
        way.line.push_back(nodes_[node]);
    return way;
}

LineNet::Edges LineNet::around(const Nodes& nodes, double radius_m) const {
    constexpr double detour = 1.5;  // longer ways lead round something else
    std::set<std::size_t> edges;
    for (const std::size_t start : nodes) {
        using Item = std::pair<double, std::size_t>;
        std::priority_queue<Item, std::vector<Item>, std::greater<>> open;
        std::map<std::size_t, std::pair<double, std::size_t>> best{{start, {0, none}}};  // metres, edge taken
        open.push({0, start});
        while (!open.empty()) {
            const auto [metres, here] = open.top();
            open.pop();
            if (metres > best[here].first) continue;
            if (here != start && std::find(nodes.begin(), nodes.end(), here) != nodes.end()) {
                if (metres > detour * geodesic::distance(nodes_[start], nodes_[here])) continue;
                for (std::size_t node = here; node != start;) {
                    const std::size_t e = best[node].second;
                    edges.insert(e);
                    node = edges_[e].a == node ? edges_[e].b : edges_[e].a;
                }
                continue;
            }
            for (const std::size_t e : at_node_[here]) {
                const std::size_t next = edges_[e].a == here ? edges_[e].b : edges_[e].a;
                const double there = metres + edge_metres(e);
                if (there > detour * radius_m) continue;
                const auto known = best.find(next);
                if (known != best.end() && known->second.first <= there) continue;
                best[next] = {there, e};
                open.push({there, next});
            }
        }
    }
    return {edges.begin(), edges.end()};
}

}  // namespace bareland
