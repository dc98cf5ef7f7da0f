#include "geo/patches/pool.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace bareland::patches {
namespace {

// Whether the first place comes before the second one: by row, then by column.
bool earlier(std::int64_t row, std::int64_t col, std::int64_t other_row, std::int64_t other_col) {
    return row != other_row ? row < other_row : col < other_col;
}

bool higher(const Corner& a, const Corner& b) {
    return a.y != b.y ? a.y < b.y : a.x < b.x;
}

Ring ring_of(const std::vector<Corner>& corners) {
    const auto first = std::min_element(corners.begin(), corners.end(), higher);
    Ring ring;
    ring.reserve(corners.size() + 1);
    const auto add = [&](const Corner& c) {
        ring.push_back({static_cast<double>(c.x), static_cast<double>(c.y)});
    };
    std::for_each(first, corners.end(), add);
    std::for_each(corners.begin(), first + 1, add);
    return ring;
}

bool ring_before(const Ring& a, const Ring& b) {
    return a.front().y != b.front().y ? a.front().y < b.front().y : a.front().x < b.front().x;
}

}  // namespace

void Tally::add(const Tally& other) {
    cells += other.cells;
    area += other.area;
    if (earlier(other.first_row, other.first_col, first_row, first_col)) {
        first_row = other.first_row;
        first_col = other.first_col;
    }
    if (other.last_row > last_row || (other.last_row == last_row && other.last_col < last_col)) {
        last_row = other.last_row;
        last_col = other.last_col;
    }
}

bool before(const Piece& a, const Piece& b) {
    return std::tie(a.last_row, a.last_col, a.of) < std::tie(b.last_row, b.last_col, b.of);
}

Polygon polygon_of(std::span<const ClosedRing> rings) {
    Polygon out;
    for (const ClosedRing& closed : rings) {
        for (const std::vector<Corner>& ring : simple_rings(closed.corners)) {
            if (twice_area(ring) > 0) {
                out.outer = ring_of(ring);
            } else {
                out.holes.push_back(ring_of(ring));
            }
        }
    }
    std::sort(out.holes.begin(), out.holes.end(), ring_before);
    return out;
}

// ---- putting together

Id Pool::begin(Class of, std::int64_t row, const Run& run) {
    if (connect_ != 4) by_sides_.add();
    tallies_.push_back({of, 0, {}, row, run.from, row, run.from});
    return pieces_.add();
}

void Pool::add_cells(Id piece, std::int64_t row, const Run& run, const AreaSum& area) {
    Tally& tally = tallies_[piece];
    tally.add({tally.of, static_cast<std::uint64_t>(run.to - run.from), area, row, run.from, row, run.from});
}

void Pool::add_share(Id piece, RegionIndex region, const AreaSum& area) {
    if (!shares_.empty() && shares_.back().piece == piece && shares_.back().region == region) {
        shares_.back().area += area;
    } else {
        shares_.push_back({piece, region, area});
    }
}

void Pool::unite(const Run& a, const Run& b) {
    pieces_.unite(a.piece, b.piece);
    if (connect_ != 4 && a.from < b.to && b.from < a.to) by_sides_.unite(a.piece, b.piece);
}

void Pool::line(std::int64_t y, std::span<const Run> above, std::span<const Run> below) {
    const std::int32_t reach = connect_ == 4 ? 0 : 1;  // cells that touch at a corner only
    std::size_t i = 0;
    for (const Run& run : below) {
        while (i < above.size() && above[i].to + reach <= run.from)
            ++i;
        for (std::size_t k = i; k < above.size() && above[k].from < run.to + reach; ++k)
            unite(above[k], run);
    }
    chains_.line(static_cast<std::int32_t>(y), above, below, rings_);
}

void Pool::first_row(Class of, std::int64_t row, std::vector<Run>& runs) {
    for (Run& run : runs) {
        run.piece = begin(of, row, run);
        run.left = chains_.begin(run.piece);
        run.right = chains_.begin(run.piece);
    }
}

void Pool::next_row(Class of, std::int64_t row, std::span<const Run> above, std::vector<Run>& runs) {
    std::size_t i = 0;
    for (Run& run : runs) {
        while (i < above.size() && above[i].to <= run.from)
            ++i;
        const bool continues = i < above.size() && above[i].from < run.to;
        run.piece = continues ? above[i].piece : begin(of, row, run);
        run.left = chains_.begin(run.piece);
        run.right = chains_.begin(run.piece);
    }
    line(row, above, runs);
}

void Pool::append(Pool&& other, std::span<RowRuns* const> runs) {
    const auto first = static_cast<Id>(pieces_.size());
    const Id first_chain = chains_.append(other.chains_, first);
    pieces_.append(other.pieces_);
    by_sides_.append(other.by_sides_);
    tallies_.insert(tallies_.end(), other.tallies_.begin(), other.tallies_.end());
    for (const Share& share : other.shares_)
        shares_.push_back({share.piece + first, share.region, share.area});
    for (ClosedRing& ring : other.rings_)
        rings_.push_back({ring.piece + first, std::move(ring.corners)});
    for (RowRuns* const row : runs) {
        for (std::vector<Run>& of_class : *row) {
            for (Run& run : of_class) {
                run.piece += first;
                run.left += first_chain;
                run.right += first_chain;
            }
        }
    }
}

// ---- what is finished

// Figures of all numbers of a piece to the one that stands for it.
void Pool::gather_tallies() {
    for (Id id = 0; id < tallies_.size(); ++id) {
        const Id piece = pieces_.find(id);
        if (piece == id) continue;
        tallies_[piece].add(tallies_[id]);
        tallies_[id].cells = 0;
        tallies_[id].area = {};
    }
}

void Pool::gather_shares() {
    for (Share& share : shares_)
        share.piece = pieces_.find(share.piece);
    std::sort(shares_.begin(), shares_.end(), [](const Share& a, const Share& b) {
        return std::tie(a.piece, a.region) < std::tie(b.piece, b.region);
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < shares_.size(); ++i) {
        const bool same = kept > 0 && shares_[kept - 1].piece == shares_[i].piece &&
                          shares_[kept - 1].region == shares_[i].region;
        if (same) {
            shares_[kept - 1].area += shares_[i].area;
        } else {
            shares_[kept++] = shares_[i];
        }
    }
    shares_.resize(kept);
}

// By piece, then by what hangs together by sides, which stands as the rings' piece from here on.
void Pool::gather_rings() {
    for (ClosedRing& ring : rings_)
        ring.piece = side_of(ring.piece);
    std::sort(rings_.begin(), rings_.end(), [&](const ClosedRing& a, const ClosedRing& b) {
        const Id piece_a = pieces_.find(a.piece);
        const Id piece_b = pieces_.find(b.piece);
        return std::tie(piece_a, a.piece) < std::tie(piece_b, b.piece);
    });
}

Pool::Kept Pool::number_open(std::span<RowRuns* const> open) {
    Kept kept;
    kept.open.assign(pieces_.size(), false);
    for (const RowRuns* const row : open) {
        for (const std::vector<Run>& of_class : *row) {
            for (const Run& run : of_class)
                kept.open[pieces_.find(run.piece)] = true;
        }
    }
    kept.number.assign(pieces_.size(), no_id);
    Id next = 0;
    for (Id id = 0; id < pieces_.size(); ++id) {
        if (side_of(id) == id && kept.open[pieces_.find(id)]) kept.number[id] = next++;
    }
    for (Id id = 0; id < pieces_.size(); ++id)
        kept.number[id] = kept.number[side_of(id)];
    return kept;
}

std::vector<Piece> Pool::finished(std::span<RowRuns* const> open, double shapes_from_m2) {
    gather_tallies();
    gather_shares();
    gather_rings();
    const Kept kept = number_open(open);
    std::vector<Piece> done;
    std::size_t share = 0;
    std::size_t ring = 0;
    for (Id id = 0; id < pieces_.size(); ++id) {
        if (pieces_.find(id) != id || kept.open[id]) continue;
        const Tally& tally = tallies_[id];
        Piece piece{tally.of,        tally.cells,    tally.area,     {}, tally.first_row,
                    tally.first_col, tally.last_row, tally.last_col, {}};
        while (share < shares_.size() && shares_[share].piece < id)
            ++share;
        for (; share < shares_.size() && shares_[share].piece == id; ++share) {
            if (!(shares_[share].area == AreaSum{}))
                piece.regions.push_back({shares_[share].region, shares_[share].area});
        }
        while (ring < rings_.size() && pieces_.find(rings_[ring].piece) < id)
            ++ring;
        while (ring < rings_.size() && pieces_.find(rings_[ring].piece) == id) {
            std::size_t end = ring + 1;
            while (end < rings_.size() && rings_[end].piece == rings_[ring].piece)
                ++end;
            if (tally.area.square_metres() >= shapes_from_m2)
                piece.shape.push_back(polygon_of(std::span(rings_).subspan(ring, end - ring)));
            ring = end;
        }
        std::sort(piece.shape.begin(), piece.shape.end(),
                  [](const Polygon& a, const Polygon& b) { return ring_before(a.outer, b.outer); });
        done.push_back(std::move(piece));
    }
    std::sort(done.begin(), done.end(), before);
    forget(kept, open);
    return done;
}

// Leaves what is open, by its new numbers.
void Pool::forget(const Kept& kept, std::span<RowRuns* const> open) {
    Pool left(connect_);
    for (Id id = 0; id < pieces_.size(); ++id) {
        if (side_of(id) != id || kept.number[id] == no_id) continue;
        left.pieces_.add();
        if (connect_ != 4) left.by_sides_.add();
        left.tallies_.push_back(tallies_[id]);
    }
    for (Id id = 0; id < pieces_.size(); ++id) {
        if (kept.number[id] != no_id) left.pieces_.unite(kept.number[id], kept.number[pieces_.find(id)]);
    }
    for (const Share& share : shares_) {
        if (const Id number = kept.number[share.piece]; number != no_id)
            left.shares_.push_back({number, share.region, share.area});
    }
    for (ClosedRing& ring : rings_) {
        if (const Id number = kept.number[ring.piece]; number != no_id)
            left.rings_.push_back({number, std::move(ring.corners)});
    }
    std::vector<std::vector<Run>*> rows;
    for (RowRuns* const row : open) {
        for (std::vector<Run>& of_class : *row) {
            rows.push_back(&of_class);
            for (Run& run : of_class)
                run.piece = kept.number[run.piece];
        }
    }
    chains_.keep(rows, kept.number);
    left.chains_ = std::move(chains_);
    *this = std::move(left);
}

}  // namespace bareland::patches
