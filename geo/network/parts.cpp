#include "geo/network/parts.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

#include "geo/network/search.hpp"

namespace bareland::network {
namespace {

// Links of `used` by their tail, or by their head.
struct Star {
    std::vector<Index> first, links;
    Star(const Network& network, const LinkSet& used, Index Link::*end)
        : first(network.junctions.size() + 1) {
        for (std::size_t i = 0; i < network.links.size(); ++i) {
            if (used.has(static_cast<Index>(i))) ++first[network.links[i].*end + 1];
        }
        std::partial_sum(first.begin(), first.end(), first.begin());
        links.resize(first.back());
        std::vector<Index> next(first.begin(), first.end() - 1);
        for (std::size_t i = 0; i < network.links.size(); ++i) {
            const auto link = static_cast<Index>(i);
            if (used.has(link)) links[next[network.links[i].*end]++] = link;
        }
    }
};

// Tarjan's algorithm with a stack of its own: a long street would be too deep for calls.
class Tarjan {
  public:
    Tarjan(const Network& network, const LinkSet& used)
        : network_(network),
          star_(network, used, &Link::tail),
          part_(network.junctions.size(), none),
          number_(part_.size(), none),
          low_(part_.size(), 0),
          next_(star_.first) {}

    std::vector<Index> parts() {
        for (std::size_t i = 0; i < part_.size(); ++i) {
            if (number_[i] == none) visit(static_cast<Index>(i));
        }
        return std::move(part_);
    }

  private:
    void open(Index junction) {
        number_[junction] = low_[junction] = count_++;
        stack_.push_back(junction);
        path_.push_back(junction);
    }

    void visit(Index root) {
        open(root);
        while (!path_.empty()) {
            const Index at = path_.back();
            if (next_[at] == star_.first[at + 1]) {
                close(at);
                continue;
            }
            const Index to = network_.links[star_.links[next_[at]++]].head;
            if (number_[to] == none) {
                open(to);
            } else if (part_[to] == none) {
                low_[at] = std::min(low_[at], number_[to]);
            }
        }
    }

    void close(Index junction) {
        path_.pop_back();
        if (!path_.empty()) low_[path_.back()] = std::min(low_[path_.back()], low_[junction]);
        if (low_[junction] != number_[junction]) return;
        Index member = none;
        do {
            member = stack_.back();
            stack_.pop_back();
            part_[member] = parts_;
        } while (member != junction);
        ++parts_;
    }

    const Network& network_;
    Star star_;
    std::vector<Index> part_, number_, low_, next_, stack_, path_;
    Index count_ = 0, parts_ = 0;
};

// Weakly connected components: each junction's representative.
std::vector<Index> components(const Network& network) {
    std::vector<Index> parent(network.junctions.size());
    std::iota(parent.begin(), parent.end(), Index{0});
    const auto root = [&](Index at) {
        while (parent[at] != at)
            at = parent[at] = parent[parent[at]];
        return at;
    };
    for (const Link& link : network.links) {
        const Index a = root(link.tail), b = root(link.head);
        parent[std::max(a, b)] = std::min(a, b);
    }
    for (std::size_t i = 0; i < parent.size(); ++i)
        parent[i] = root(static_cast<Index>(i));
    return parent;
}

}  // namespace

std::vector<Index> strong_parts(const Network& network, const LinkSet& used) {
    return Tarjan(network, used).parts();
}

std::vector<bool> main_parts(const Network& network, const LinkSet& used) {
    const std::vector<Index> part = strong_parts(network, used);
    const std::vector<Index> component = components(network);
    std::vector<std::uint64_t> length(part.size(), 0);  // by part
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        const Link& link = network.links[i];
        if (used.has(static_cast<Index>(i)) && part[link.tail] == part[link.head])
            length[part[link.tail]] += link.length_mm;
    }
    std::vector<Index> best(part.size(), none);  // by component
    for (std::size_t i = 0; i < part.size(); ++i) {
        Index& main = best[component[i]];
        if (main == none || length[part[i]] > length[main]) main = part[i];
    }
    std::vector<bool> in(part.size());
    for (std::size_t i = 0; i < part.size(); ++i)
        in[i] = best[component[i]] == part[i];
    return in;
}

std::vector<bool> leading_to(const Network& network, const LinkSet& used, std::vector<bool> wanted) {
    const Star arriving(network, used, &Link::head);
    std::vector<Index> open;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i]) open.push_back(static_cast<Index>(i));
    }
    while (!open.empty()) {
        const Index at = open.back();
        open.pop_back();
        for (Index i = arriving.first[at]; i < arriving.first[at + 1]; ++i) {
            const Index tail = network.links[arriving.links[i]].tail;
            if (wanted[tail]) continue;
            wanted[tail] = true;
            open.push_back(tail);
        }
    }
    return wanted;
}

LinkSet with_links_behind(const Network& network, const LinkSet& destination, const LinkSet* closed) {
    LinkSet through(network.links.size());
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        const auto link = static_cast<Index>(i);
        if (!destination.has(link) && (closed == nullptr || !closed->has(link))) through.add(link);
    }
    const std::vector<bool> main = main_parts(network, through);
    LinkSet behind = destination;
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        const Link& link = network.links[i];
        if (!main[link.tail] || !main[link.head]) behind.add(static_cast<Index>(i));
    }
    return behind;
}

}  // namespace bareland::network
