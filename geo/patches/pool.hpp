// Pieces that are being put together: what belongs together so far, their figures, borders and shares. For
// geo/patches only.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/patches/chains.hpp"
#include "geo/patches/patches.hpp"

namespace bareland::patches {

inline constexpr std::size_t classes = 2;
using RowRuns = std::array<std::vector<Run>, classes>;  // by class, from the left

// Which of many numbers are one: union-find with path halving; the smaller number stands for all.
class Unions {
  public:
    Id add() {
        parent_.push_back(static_cast<Id>(parent_.size()));
        return parent_.back();
    }
    Id find(Id id) {
        while (parent_[id] != id) {
            parent_[id] = parent_[parent_[id]];
            id = parent_[id];
        }
        return id;
    }
    Id unite(Id a, Id b) {
        a = find(a);
        b = find(b);
        if (a > b) std::swap(a, b);
        parent_[b] = a;
        return a;
    }
    void append(const Unions& other) {
        const auto first = static_cast<Id>(parent_.size());
        for (const Id parent : other.parent_)
            parent_.push_back(parent + first);
    }
    std::size_t size() const { return parent_.size(); }

  private:
    std::vector<Id> parent_;
};

// What is known of a provisional piece.
struct Tally {
    Class of = Class::bare;
    std::uint64_t cells = 0;
    AreaSum area;
    std::int64_t first_row = 0, first_col = 0, last_row = 0, last_col = 0;
    void add(const Tally& other);
};

// Area of a provisional piece within a region.
struct Share {
    Id piece;
    RegionIndex region;
    AreaSum area;
};

// Provisional pieces are numbered from 0; `by_sides` says which hang together by sides, `pieces` which are
// one piece.
class Pool {
  public:
    explicit Pool(int connect) : connect_(connect) {}

    // Rows of runs of one class without numbers: each run gets its piece (that of the row above, or a new
    // one) and its chains. `above`: of the row above, already numbered.
    void first_row(Class of, std::int64_t row, std::vector<Run>& runs);
    void next_row(Class of, std::int64_t row, std::span<const Run> above, std::vector<Run>& runs);
    void add_cells(Id piece, std::int64_t row, const Run& run, const AreaSum& area);
    void add_share(Id piece, RegionIndex region, const AreaSum& area);

    // The line above row `y` of one class: unites pieces and joins borders of the runs on its two sides.
    void line(std::int64_t y, std::span<const Run> above, std::span<const Run> below);
    // Takes over another pool; the numbers in `runs`, which are its, are changed to those they have now.
    void append(Pool&& other, std::span<RowRuns* const> runs);
    // All pieces that none of these runs belongs to, in order; what is left is numbered anew, in the runs,
    // too.
    std::vector<Piece> finished(std::span<RowRuns* const> open, double shapes_from_m2);

  private:
    Id begin(Class of, std::int64_t row, const Run& run);
    void unite(const Run& a, const Run& b);
    Id side_of(Id piece) { return connect_ == 4 ? pieces_.find(piece) : by_sides_.find(piece); }
    void gather_tallies();
    void gather_shares();
    void gather_rings();
    struct Kept {
        std::vector<bool> open;  // by number that stands for a piece
        std::vector<Id> number;  // new numbers; no_id: finished
    };
    Kept number_open(std::span<RowRuns* const> open);
    void forget(const Kept& kept, std::span<RowRuns* const> open);

    int connect_;
    Unions by_sides_;  // where pieces hang together by corners, too; else not kept
    Unions pieces_;
    std::vector<Tally> tallies_;
    std::vector<Share> shares_;
    std::vector<ClosedRing> rings_;
    Chains chains_;
};

// In the order in which pieces are delivered.
bool before(const Piece& a, const Piece& b);

// The polygon of the rings of what hangs together by sides.
Polygon polygon_of(std::span<const ClosedRing> rings);

}  // namespace bareland::patches
