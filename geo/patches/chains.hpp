// Borders of cells as they are followed from row to row. For geo/patches only.
//
// A border runs along cell edges with its cells on the left of the direction of travel, seen with rows
// growing downwards: down along the left side of a run of cells, up along its right side. A chain is a
// stretch of it, given by its corners; it grows at both ends until they meet and it is a ring.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/geometry.hpp"

namespace bareland::patches {

using Id = std::uint32_t;
inline constexpr Id no_id = 0xffffffffU;

struct Corner {
    std::int32_t x, y;
    bool operator==(const Corner&) const = default;
};

// Cells [from, to) of one row and one class.
struct Run {
    std::int32_t from, to;
    Id piece;        // provisional number of the piece it belongs to
    Id left, right;  // chains of its two sides
};

struct ClosedRing {
    Id piece;
    std::vector<Corner> corners;  // not repeated at the end
};

class Chains {
  public:
    // A side of a run: a chain without corners so far.
    Id begin(Id piece);

    // The line between two rows, at height `y`: `above` ends there, `below` begins there; both are runs of
    // one class, from the left, and may be empty. Chains are joined and get their corners; rings that close
    // are added to `closed`. Where two cells of the line touch at a corner only, each keeps its corner to
    // itself.
    void line(std::int32_t y, std::span<const Run> above, std::span<const Run> below,
              std::vector<ClosedRing>& closed);

    // Takes over all chains of `other`, whose pieces are numbered from `first_piece` on from now on. Returns
    // what is to be added to its chains' numbers.
    Id append(const Chains& other, Id first_piece);
    // Forgets everything but the chains of these runs and numbers those anew. `piece_of`: new numbers of
    // pieces by old ones.
    void keep(std::span<std::vector<Run>* const> runs, const std::vector<Id>& piece_of);

  private:
    struct Node {
        Corner at;
        Id next;
    };
    struct Chain {
        Id first = no_id, last = no_id;  // nodes
        Id piece = no_id;
        Id joined = no_id;  // the chain it has become part of
    };

    Id find(Id chain);
    void add_corner_behind(Id chain, Corner at);
    void join(Id tail, Id head, std::vector<ClosedRing>& closed);
    void close(const Chain& chain, std::vector<ClosedRing>& closed) const;

    std::vector<Chain> chains_;
    std::vector<Node> nodes_;
};

// A closed border to rings that are simple: cut where it passes a corner twice.
std::vector<std::vector<Corner>> simple_rings(const std::vector<Corner>& corners);
// Twice the signed area, positive when the inside is on the left with rows growing downwards.
std::int64_t twice_area(std::span<const Corner> ring);

}  // namespace bareland::patches
