#include <algorithm>
#include <bit>

#include "geo/coverage.hpp"

namespace bareland {
namespace {

constexpr std::uint64_t golden = 0x9E3779B97F4A7C15u;

// -0.0 and 0.0 hash apart although equal: adding 0.0 makes them one.
std::uint64_t hash_of(const Point& p) {
    const auto x = std::bit_cast<std::uint64_t>(p.x + 0.0);
    const auto y = std::bit_cast<std::uint64_t>(p.y + 0.0);
    return (x ^ std::rotl(y * golden, 32)) * golden;
}
// Of an edge, whichever way it goes.
std::uint64_t hash_of(const Point& a, const Point& b) {
    const std::uint64_t h = (hash_of(a) ^ hash_of(b)) * golden;
    return h ^ (h >> 32);
}

// One vertex in 16 is looked up to find borders that run together.
bool is_anchor(const Point& p) {
    return std::bit_cast<std::uint64_t>(p.x + 0.0) * golden >> 60 == 0;
}

constexpr std::uint32_t free_slot = 0xFFFFFFFFu;

}  // namespace

void StripWalker::walk(const Borders& borders, std::size_t strip, int window_cols) {
    const std::int64_t top = static_cast<std::int64_t>(strip) * borders.strip_rows();
    walker_.start(borders.cols(), top, std::min(borders.rows(), top + borders.strip_rows()), window_cols,
                  borders.to_cells_);
    chains_ = borders.bins_[strip];
    first_edge_.assign(1, 0);
    for (const Chain& chain : chains_)
        first_edge_.push_back(first_edge_.back() + chain.edges);
    matched_.assign(first_edge_.back(), 0);
    match_chains();
    walk_unmatched();
}

// ---- borders that run together

void StripWalker::match_chains() {
    const std::size_t expected = first_edge_.back() / 16 + 2 * chains_.size();
    anchors_.assign(std::bit_ceil(std::max<std::size_t>(16, expected * 3)), {free_slot, 0});
    for (std::uint32_t c = 0; c < chains_.size(); ++c) {
        const Chain& chain = chains_[c];
        const std::uint8_t* matched = &matched_[first_edge_[c]];
        match_at({c, 0});
        for (std::uint32_t v = 1; v < chain.edges; ++v) {
            // Edges that have been walked already need no anchor.
            if (matched[v - 1] + matched[v] == 2) continue;
            if (is_anchor(chain.first[v])) match_at({c, v});
        }
        match_at({c, chain.edges});
    }
}

// Follows the chain and those that have been at this vertex before, and notes that it was here.
void StripWalker::match_at(Anchor here) {
    const Chain& chain = chains_[here.chain];
    const std::uint8_t* matched = &matched_[first_edge_[here.chain]];
    const bool ahead_done = here.vertex == chain.edges || matched[here.vertex] != 0;
    const bool behind_done = here.vertex == 0 || matched[here.vertex - 1] != 0;
    if (ahead_done && behind_done) return;
    const Point& vertex = chain.first[here.vertex];
    const std::size_t mask = anchors_.size() - 1;
    const std::uint64_t hash = hash_of(vertex);
    std::size_t slot = (hash >> 20 ^ hash) & mask;
    std::size_t known = 0;
    for (; anchors_[slot].chain != free_slot; slot = (slot + 1) & mask) {
        const Anchor there = anchors_[slot];
        const Chain& other = chains_[there.chain];
        if (other.first[there.vertex] != vertex) continue;
        // Many chains at one vertex are not borders but a fan; the table must not degrade to a list.
        if (++known > 8) return;
        // Going apart in opposite directions, chains of one sign have their regions on the two sides.
        const int direction = other.sign == chain.sign ? -1 : 1;
        follow(here, 1, there, direction);
        follow(here, -1, there, -direction);
    }
    anchors_[slot] = here;
}

// Walks the edges that both chains have from the anchors on, in the directions of the steps.
void StripWalker::follow(Anchor a, int step_a, Anchor b, int step_b) {
    struct Cursor {
        Cursor(const Chain& chain, std::uint8_t* edges, std::uint32_t vertex, int direction)
            : at(chain.first + vertex),
              matched(edges + vertex - (direction < 0 ? 1 : 0)),
              left(direction < 0 ? vertex : chain.edges - vertex),
              step(direction) {}
        void advance() {
            *matched = 1;
            at += step;
            matched += step;
        }
        const Point* at;
        std::uint8_t* matched;
        std::uint32_t left;
        int step;
    };
    const Chain& mine = chains_[a.chain];
    const Chain& other = chains_[b.chain];
    Cursor p(mine, matched_.data() + first_edge_[a.chain], a.vertex, step_a);
    Cursor q(other, matched_.data() + first_edge_[b.chain], b.vertex, step_b);
    std::uint32_t edges = 0;
    for (const std::uint32_t most = std::min(p.left, q.left);
         edges < most && p.at[p.step] == q.at[q.step] && p.matched != q.matched && *p.matched == 0 &&
         *q.matched == 0;
         ++edges) {
        p.advance();
        q.advance();
    }
    if (edges == 0 || mine.region == other.region) return;
    const Point* const first = mine.first + a.vertex - (step_a < 0 ? edges : 0);
    if (mine.sign > 0) {
        walker_.walk(first, edges, mine.region, other.region);
    } else {
        walker_.walk(first, edges, other.region, mine.region);
    }
}

// ---- the others

void StripWalker::walk_unmatched() {
    singles_.clear();
    const auto left = static_cast<std::size_t>(std::count(matched_.begin(), matched_.end(), 0));
    if (left == 0) return;
    table_.assign(std::bit_ceil(std::max<std::size_t>(16, left * 2)), 0);
    for (std::size_t c = 0; c < chains_.size(); ++c) {
        const Chain& chain = chains_[c];
        const std::uint8_t* matched = &matched_[first_edge_[c]];
        for (std::uint32_t e = 0; e < chain.edges; ++e) {
            if (matched[e] == 0) add_single(chain.first + e, chain.region, chain.sign);
        }
    }
    const auto continues = [](const Single& a, const Single& b) {
        return a.from + 1 == b.from && a.plus == b.plus && a.minus == b.minus;
    };
    for (std::size_t i = 0; i < singles_.size();) {
        std::size_t end = i + 1;
        while (end < singles_.size() && continues(singles_[end - 1], singles_[end]))
            ++end;
        const Single& single = singles_[i];
        if (single.plus != single.minus) walker_.walk(single.from, end - i, single.plus, single.minus);
        i = end;
    }
}

// Stores the edge, or gives its other side to the region when it is there already.
void StripWalker::add_single(const Point* from, RegionIndex region, int sign) {
    const Point& a = from[0];
    const Point& b = from[1];
    const std::uint64_t mask = table_.size() - 1;
    std::uint64_t slot = hash_of(a, b) & mask;
    for (; table_[slot] != 0; slot = (slot + 1) & mask) {
        Single& known = singles_[table_[slot] - 1];
        const bool along = known.from[0] == a && known.from[1] == b;
        if (!along && !(known.from[0] == b && known.from[1] == a)) continue;
        RegionIndex& side = (sign > 0) == along ? known.plus : known.minus;
        if (side != no_region) continue;  // both sides taken: overlapping regions; store it once more
        side = region;
        return;
    }
    singles_.push_back({from, sign > 0 ? region : no_region, sign > 0 ? no_region : region});
    table_[slot] = static_cast<std::uint32_t>(singles_.size());
}

}  // namespace bareland
