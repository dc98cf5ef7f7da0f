#include "geo/patches/chains.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace bareland::patches {
namespace {

// The sides of runs from the left: 0 the first one's left side, 1 its right side, 2 the second one's left ...
class Sides {
  public:
    explicit Sides(std::span<const Run> runs) : runs_(runs) {}
    static constexpr std::int32_t beyond = std::numeric_limits<std::int32_t>::max();

    std::int32_t x() const {
        if (at_ == 2 * runs_.size()) return beyond;
        return left() ? runs_[at_ / 2].from : runs_[at_ / 2].to;
    }
    bool left() const { return at_ % 2 == 0; }
    Id chain() const { return left() ? runs_[at_ / 2].left : runs_[at_ / 2].right; }
    void advance() { ++at_; }
    bool inside() const { return at_ % 2 == 1; }  // of a run, right of the side passed last

  private:
    std::span<const Run> runs_;
    std::size_t at_ = 0;
};

}  // namespace

Id Chains::begin(Id piece) {
    chains_.push_back({no_id, no_id, piece, no_id});
    return static_cast<Id>(chains_.size() - 1);
}

// Between two places where sides end or begin lies a piece of border if the cells above and below differ: it
// runs to the right under cells, to the left over cells.
void Chains::line(std::int32_t y, std::span<const Run> above, std::span<const Run> below,
                  std::vector<ClosedRing>& closed) {
    Sides up(above);
    Sides down(below);
    bool open = false;
    bool under = false;  // the open piece has its cells above
    std::int32_t from = 0;
    Id from_chain = no_id;
    while (true) {
        const std::int32_t x = std::min(up.x(), down.x());
        if (x == Sides::beyond) return;
        const bool ends = up.x() == x;
        const bool begins = down.x() == x;
        const Id upper = ends ? up.chain() : no_id;
        const Id lower = begins ? down.chain() : no_id;
        if (ends && begins && up.left() == down.left()) {  // straight on
            if (up.left()) {
                join(upper, lower, closed);
            } else {
                join(lower, upper, closed);
            }
            up.advance();
            down.advance();
            continue;
        }
        // Where both sides turn, that of the cells the border belongs to is meant.
        const auto side = [&](bool of_above) { return ends && (of_above || !begins) ? upper : lower; };
        if (open && under) {
            add_corner_behind(from_chain, {from, y});
            add_corner_behind(from_chain, {x, y});
            join(from_chain, side(true), closed);
        } else if (open) {
            const Id tail = side(false);
            add_corner_behind(tail, {x, y});
            add_corner_behind(tail, {from, y});
            join(tail, from_chain, closed);
        }
        if (ends) up.advance();
        if (begins) down.advance();
        open = up.inside() != down.inside();
        under = up.inside();
        from = x;
        from_chain = side(under);
    }
}

Id Chains::find(Id chain) {
    while (chains_[chain].joined != no_id) {
        Id& joined = chains_[chain].joined;
        if (chains_[joined].joined != no_id) joined = chains_[joined].joined;  // shortens the way next time
        chain = joined;
    }
    return chain;
}

void Chains::add_corner_behind(Id chain, Corner at) {
    Chain& to = chains_[find(chain)];
    const auto node = static_cast<Id>(nodes_.size());
    nodes_.push_back({at, no_id});
    if (to.last == no_id) {
        to.first = node;
    } else {
        nodes_[to.last].next = node;
    }
    to.last = node;
}

void Chains::join(Id tail, Id head, std::vector<ClosedRing>& closed) {
    const Id front = find(tail);
    const Id back = find(head);
    Chain& a = chains_[front];
    Chain& b = chains_[back];
    if (front == back) return close(a, closed);
    if (a.last == no_id) {
        a.first = b.first;
    } else {
        nodes_[a.last].next = b.first;
    }
    if (b.last != no_id) a.last = b.last;
    b.joined = front;
}

void Chains::close(const Chain& chain, std::vector<ClosedRing>& closed) const {
    ClosedRing ring{chain.piece, {}};
    for (Id node = chain.first; node != no_id; node = nodes_[node].next)
        ring.corners.push_back(nodes_[node].at);
    closed.push_back(std::move(ring));
}

Id Chains::append(const Chains& other, Id first_piece) {
    const auto first_chain = static_cast<Id>(chains_.size());
    const auto first_node = static_cast<Id>(nodes_.size());
    const auto moved = [](Id id, Id by) { return id == no_id ? no_id : id + by; };
    for (const Node& node : other.nodes_)
        nodes_.push_back({node.at, moved(node.next, first_node)});
    for (const Chain& chain : other.chains_) {
        chains_.push_back({moved(chain.first, first_node), moved(chain.last, first_node),
                           chain.piece + first_piece, moved(chain.joined, first_chain)});
    }
    return first_chain;
}

void Chains::keep(std::span<std::vector<Run>* const> runs, const std::vector<Id>& piece_of) {
    Chains kept;
    std::vector<Id> number(chains_.size(), no_id);
    const auto moved = [&](Id old) {
        const Id chain = find(old);
        if (number[chain] == no_id) {
            const Chain& from = chains_[chain];
            number[chain] = kept.begin(piece_of[from.piece]);
            for (Id node = from.first; node != no_id; node = nodes_[node].next)
                kept.add_corner_behind(number[chain], nodes_[node].at);
        }
        return number[chain];
    };
    for (std::vector<Run>* const row : runs) {
        for (Run& run : *row) {
            run.left = moved(run.left);
            run.right = moved(run.right);
        }
    }
    *this = std::move(kept);
}

std::int64_t twice_area(std::span<const Corner> ring) {
    std::int64_t twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Corner& a = ring[i];
        const Corner& b = ring[(i + 1) % ring.size()];
        twice += std::int64_t{b.x} * a.y - std::int64_t{a.x} * b.y;
    }
    return twice;
}

// Corners are put on a stack; one that is there already closes the ring above it.
std::vector<std::vector<Corner>> simple_rings(const std::vector<Corner>& corners) {
    std::vector<std::vector<Corner>> rings;
    // Which corners come twice: by sorting, as most rings have none.
    std::vector<Corner> sorted = corners;
    const auto less = [](const Corner& a, const Corner& b) { return a.y != b.y ? a.y < b.y : a.x < b.x; };
    std::sort(sorted.begin(), sorted.end(), less);
    std::vector<Corner> twice;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        if (sorted[i] == sorted[i - 1]) twice.push_back(sorted[i]);
    }
    if (twice.empty()) return {corners};
    const auto index_of = [&](const Corner& c) -> std::size_t {
        const auto found = std::lower_bound(twice.begin(), twice.end(), c, less);
        return found != twice.end() && *found == c ? static_cast<std::size_t>(found - twice.begin())
                                                   : twice.size();
    };
    constexpr std::size_t absent = ~std::size_t{0};
    std::vector<std::size_t> depth(twice.size(), absent);  // on the stack
    std::vector<Corner> stack;
    for (const Corner& corner : corners) {
        const std::size_t index = index_of(corner);
        if (index != twice.size()) {
            if (depth[index] != absent) {
                const std::size_t from = depth[index];
                rings.emplace_back(stack.begin() + static_cast<std::ptrdiff_t>(from), stack.end());
                for (const Corner& gone : rings.back()) {
                    if (const std::size_t i = index_of(gone); i != twice.size()) depth[i] = absent;
                }
                stack.resize(from);
            }
            depth[index] = stack.size();
        }
        stack.push_back(corner);
    }
    rings.push_back(std::move(stack));
    return rings;
}

}  // namespace bareland::patches
