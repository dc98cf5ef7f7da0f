// The walk of geo/edge_walker.cpp for eight edges at once: the same formulas in the same order, so that the
// heights and areas are the same to the bit.
//
// Edges are taken eight by eight along the border. Those that end in the cell where they start or in one of
// its neighbours ("near") are worked out on the spot; the piece of an edge in the cell of a vertex is joined
// with that of the next edge there. Longer ones ("far") are collected, and then eight of them go from cell to
// cell in step. An edge that leaves the window is walked alone, the plain way.
#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "geo/coverage.hpp"

namespace bareland {

#if defined(__x86_64__)
namespace {

constexpr std::size_t lanes = 8;

// Points or cells, a lane each.
struct Places {
    __m512d x, y;
};
struct Cells {
    __m512d col, row;  // whole numbers
};
// What edges add to cells.
struct Parts {
    __m512i cover, area;
};

BARELAND_WIDE_INLINE __m512d number(double value) {
    return _mm512_set1_pd(value);
}
BARELAND_WIDE_INLINE __mmask8 less(__m512d a, __m512d b) {
    return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ);
}
BARELAND_WIDE_INLINE __mmask8 not_zero(__m512d a) {
    return _mm512_cmp_pd_mask(a, _mm512_setzero_pd(), _CMP_NEQ_OQ);
}
BARELAND_WIDE_INLINE __m512d choose(__mmask8 which, __m512d yes, __m512d no) {
    return _mm512_mask_blend_pd(which, no, yes);
}
BARELAND_WIDE_INLINE __m512i choose(__mmask8 which, __m512i yes, __m512i no) {
    return _mm512_mask_blend_epi64(which, no, yes);
}
BARELAND_WIDE_INLINE Places choose(__mmask8 which, const Places& yes, const Places& no) {
    return {choose(which, yes.x, no.x), choose(which, yes.y, no.y)};
}
BARELAND_WIDE_INLINE Cells choose(__mmask8 which, const Cells& yes, const Cells& no) {
    return {choose(which, yes.col, no.col), choose(which, yes.row, no.row)};
}
BARELAND_WIDE_INLINE Parts choose(__mmask8 which, const Parts& yes, const Parts& no) {
    return {choose(which, yes.cover, no.cover), choose(which, yes.area, no.area)};
}
BARELAND_WIDE_INLINE __m512i integers(__m512d whole) {
    return _mm512_cvttpd_epi64(whole);
}
BARELAND_WIDE_INLINE __m512i nearest(__m512d value) {
    return _mm512_cvttpd_epi64(value + number(0.5));
}
BARELAND_WIDE_INLINE __m512i fixed(__m512d y) {
    return nearest(y * number(static_cast<double>(share::one)));
}
BARELAND_WIDE_INLINE __m512d whole_part(__m512d value) {
    return _mm512_roundscale_pd(value, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC);
}
BARELAND_WIDE_INLINE __m512i fixed_row(__m512d y) {
    const __m512d row = whole_part(y);
    return _mm512_add_epi64(_mm512_slli_epi64(integers(row), share::bits), fixed(y - row));
}
BARELAND_WIDE_INLINE __m512i clamp(__m512i value, __m512i low, __m512i high) {
    return _mm512_min_epi64(_mm512_max_epi64(value, low), high);
}
BARELAND_WIDE_INLINE Cells cells_of(const Places& p) {
    return {whole_part(p.x), whole_part(p.y)};
}
BARELAND_WIDE_INLINE Parts sum(const Parts& a, const Parts& b) {
    return {_mm512_add_epi64(a.cover, b.cover), _mm512_add_epi64(a.area, b.area)};
}

// `height` that edges span in a cell from x = `from` to `to`, its left side being at `left`; counted negative
// where `up`.
BARELAND_WIDE_INLINE Parts piece(__m512i height, __m512d from, __m512d to, __m512d left, __mmask8 up) {
    const __m512d middle = number(0.5) * (from + to) - left;
    const __m512d mean_x = _mm512_min_pd(_mm512_max_pd(middle, _mm512_setzero_pd()), number(1.0));
    const __m512i area = nearest(_mm512_cvtepi64_pd(height) * (number(1.0) - mean_x));
    const __m512i zero = _mm512_setzero_si512();
    return {_mm512_mask_sub_epi64(height, up, zero, height), _mm512_mask_sub_epi64(area, up, zero, area)};
}

// So many points (8 at most) in cell coordinates; the other lanes are of no use.
BARELAND_WIDE_INLINE Places place(const Point* points, std::size_t count, const Affine& to_cells) {
    const auto there = static_cast<unsigned>((1U << (2 * count)) - 1);
    const double* const from = &points->x;
    const __m512d low = _mm512_maskz_loadu_pd(static_cast<__mmask8>(there), from);
    const __m512d high = _mm512_maskz_loadu_pd(static_cast<__mmask8>(there >> lanes), from + lanes);
    const __m512d x = _mm512_permutex2var_pd(low, _mm512_set_epi64(14, 12, 10, 8, 6, 4, 2, 0), high);
    const __m512d y = _mm512_permutex2var_pd(low, _mm512_set_epi64(15, 13, 11, 9, 7, 5, 3, 1), high);
    return {number(to_cells.a) + number(to_cells.b) * x + number(to_cells.c) * y,
            number(to_cells.d) + number(to_cells.e) * x + number(to_cells.f) * y};
}

// The parts of edges in the cells of their two ends and in the one between.
struct NearParts {
    Parts at_from, at_to, between;
    Cells between_cell;
};

// EdgeWalker::walk_near for the lanes `near`; the others get nothing.
BARELAND_WIDE_INLINE NearParts near_parts(__mmask8 near, __mmask8 up, const Places& upper,
                                          const Places& lower, const Cells& cell, __m512d across,
                                          __m512d down) {
    const __m512d zero = _mm512_setzero_pd();
    const __m512d one = number(1.0);
    const __m512d x0 = upper.x - cell.col;
    const __m512d y0 = upper.y - cell.row;
    const __m512d x1 = lower.x - cell.col;
    const __m512d y1 = lower.y - cell.row;
    const __mmask8 moves_across = not_zero(across);
    const __mmask8 moves_down = not_zero(down);
    const __m512d side = choose(less(across, zero), zero, one);  // where the first column ends
    const __m512d y_side = choose(moves_across, y0 + (side - x0) * ((y1 - y0) / (x1 - x0)), y1);
    const __m512d y_bottom = choose(moves_down, one, y1);
    const __m512d x_side = choose(moves_across, side, x1);
    const __m512d x_bottom = choose(moves_down, x0 + (one - y0) * ((x1 - x0) / (y1 - y0)), x1);
    const __mmask8 sideways = less(y_side, y_bottom);
    const __m512d xa = choose(sideways, x_side, x_bottom);
    const __m512d xb = choose(sideways, x_bottom, x_side);
    const __m512i start = fixed(y0);
    const __m512i end = fixed(y1);
    const __m512i a = clamp(fixed(choose(sideways, y_side, y_bottom)), start, end);
    const __m512i b = clamp(fixed(choose(sideways, y_bottom, y_side)), a, end);
    const __m512d col_between = choose(sideways, across, zero);
    const Parts first = piece(_mm512_maskz_sub_epi64(near, a, start), x0, xa, zero, up);
    Parts second = piece(_mm512_maskz_sub_epi64(near, b, a), xa, xb, col_between, up);
    Parts third = piece(_mm512_maskz_sub_epi64(near, end, b), xb, x1, across, up);
    // Of two cells the second is that of the lower end.
    const Parts nothing{_mm512_setzero_si512(), _mm512_setzero_si512()};
    const __mmask8 three = moves_across & moves_down;
    third = sum(third, choose(three, nothing, second));
    second = choose(three, second, nothing);
    return {choose(up, third, first),
            choose(up, first, third),
            second,
            {cell.col + col_between, cell.row + choose(sideways, zero, down)}};
}

}  // namespace

// What the wide walk of one border keeps.
struct EdgeWalker::Wide {
    BARELAND_WIDE Wide(EdgeWalker& its_walker, const Pen& pen)
        : walker(its_walker), next(pen.next), top(number(static_cast<double>(its_walker.top_))) {}

    EdgeWalker& walker;
    std::size_t next;
    __m512d top;
    // Far edges that wait, in cell coordinates.
    std::array<double, 2 * lanes> upper_x{}, upper_y{}, lower_x{}, lower_y{};
    unsigned far_count = 0;
    unsigned far_up = 0;  // bit set: the border goes up along that one

    // Room for so many times eight touches.
    BARELAND_WIDE void make_room(std::size_t times) {
        walker.make_room({next, no_cell, 0, 0}, lanes * (times + 1));
    }
    // Those of the lanes that do anything; a touch must be of a row of the strip.
    BARELAND_WIDE_INLINE void put(const Cells& cells, const Parts& parts) {
        const __m512i any = _mm512_or_si512(parts.cover, parts.area);
        const __mmask8 taken = _mm512_test_epi64_mask(any, any);
        const __m512i row = _mm512_slli_epi64(integers(cells.row - top), 32);
        const __m512i cell = _mm512_or_si512(row, integers(cells.col));
        Touches& to = walker.touches_;
        _mm512_storeu_si512(to.cells.data() + next, _mm512_maskz_compress_epi64(taken, cell));
        _mm512_storeu_si512(to.covers.data() + next, _mm512_maskz_compress_epi64(taken, parts.cover));
        _mm512_storeu_si512(to.areas.data() + next, _mm512_maskz_compress_epi64(taken, parts.area));
        next += static_cast<std::size_t>(std::popcount(taken));
    }
    BARELAND_WIDE_INLINE void collect(__mmask8 far, __mmask8 up, const Places& upper, const Places& lower) {
        _mm512_storeu_pd(upper_x.data() + far_count, _mm512_maskz_compress_pd(far, upper.x));
        _mm512_storeu_pd(upper_y.data() + far_count, _mm512_maskz_compress_pd(far, upper.y));
        _mm512_storeu_pd(lower_x.data() + far_count, _mm512_maskz_compress_pd(far, lower.x));
        _mm512_storeu_pd(lower_y.data() + far_count, _mm512_maskz_compress_pd(far, lower.y));
        const __m512i ones = _mm512_maskz_set1_epi64(up, 1);
        const __m512i ups = _mm512_maskz_compress_epi64(far, ones);
        far_up |= static_cast<unsigned>(_mm512_test_epi64_mask(ups, ups)) << far_count;
        far_count += static_cast<unsigned>(std::popcount(far));
        if (far_count >= lanes) walk_far(lanes);
    }
    BARELAND_WIDE void walk_far(unsigned count);
    void walk_alone(const Point* points) {
        walk_far(far_count);  // they are of the run at hand
        const Affine& to_cells = walker.to_cells_;
        const Pen pen{next, no_cell, 0, 0};
        next = walker.walk_apart(pen, to_cells.apply(points[0]), to_cells.apply(points[1])).next;
    }
};

// The last `count` of the far edges, from cell to cell, downwards: EdgeWalker::walk_far.
BARELAND_WIDE void EdgeWalker::Wide::walk_far(unsigned count) {
    far_count -= count;
    const auto there = static_cast<__mmask8>((1U << count) - 1);
    const auto up = static_cast<__mmask8>(far_up >> far_count);
    far_up &= (1U << far_count) - 1;
    const Places upper{_mm512_maskz_loadu_pd(there, upper_x.data() + far_count),
                       _mm512_maskz_loadu_pd(there, upper_y.data() + far_count)};
    const Places lower{_mm512_maskz_loadu_pd(there, lower_x.data() + far_count),
                       _mm512_maskz_loadu_pd(there, lower_y.data() + far_count)};
    Cells cell = cells_of(upper);
    const Cells last = cells_of(lower);
    const __m512d zero = _mm512_setzero_pd();
    const __m512d one = number(1.0);
    const __m512d never = number(std::numeric_limits<double>::infinity());
    const __m512d x0 = upper.x - cell.col;
    const __m512d y0 = upper.y - cell.row;
    const __m512d x1 = lower.x - cell.col;
    const __m512d y1 = lower.y - cell.row;
    const __m512d dx_dy = (x1 - x0) / (y1 - y0);
    const __m512d dy_dx = (y1 - y0) / (x1 - x0);
    const __m512i last_height = fixed_row(y1);
    const __mmask8 leftwards = less(last.col, cell.col);
    const __m512d step = choose(leftwards, number(-1.0), one);
    __m512d cols_left = _mm512_abs_pd(last.col - cell.col);
    __m512d rows_left = last.row - cell.row;
    __m512d side = choose(leftwards, zero, one);  // where the column ends that the edge is in
    __m512d left = zero;                          // of that column
    __m512d bottom = one;                         // where its row ends
    __m512d x = x0;
    __m512i height = fixed(y0);
    const auto crossings = static_cast<std::size_t>(_mm512_reduce_max_pd(cols_left + rows_left));
    make_room(crossings + 1);
    for (std::size_t i = 0; i <= crossings; ++i) {
        const __mmask8 across = not_zero(cols_left);
        const __mmask8 down = not_zero(rows_left);
        const __mmask8 moves = across | down;
        const __m512d y_side = choose(across, y0 + (side - x0) * dy_dx, never);
        const __m512d y_bottom = choose(down, bottom, never);
        const __mmask8 sideways = less(y_side, y_bottom) & moves;
        const __mmask8 downwards = moves & static_cast<__mmask8>(~sideways);
        const __m512d y_end = choose(sideways, y_side, y_bottom);
        const __m512d x_end = choose(moves, choose(sideways, side, x0 + (bottom - y0) * dx_dy), x1);
        const __m512i end = choose(moves, clamp(fixed(y_end), height, last_height), last_height);
        put(cell, piece(_mm512_sub_epi64(end, height), x, x_end, left, up));
        x = x_end;
        height = end;
        cols_left = _mm512_mask_sub_pd(cols_left, sideways, cols_left, one);
        rows_left = _mm512_mask_sub_pd(rows_left, downwards, rows_left, one);
        cell.col = _mm512_mask_add_pd(cell.col, sideways, cell.col, step);
        side = _mm512_mask_add_pd(side, sideways, side, step);
        left = _mm512_mask_add_pd(left, sideways, left, step);
        cell.row = _mm512_mask_add_pd(cell.row, downwards, cell.row, one);
        bottom = _mm512_mask_add_pd(bottom, downwards, bottom, one);
    }
}

BARELAND_WIDE EdgeWalker::Pen EdgeWalker::walk_wide(Pen pen, const Point* points, std::size_t count) {
    Wide wide(*this, pen);
    const __m512d bottom = number(static_cast<double>(bottom_));
    const Parts nothing{_mm512_setzero_si512(), _mm512_setzero_si512()};
    Parts before = nothing;  // what the last eight edges add to the cells where they end
    bool pending = false;    // the last of those is still to be added
    for (std::size_t i = 0; i < count || pending;) {
        wide.make_room(2);
        const std::size_t edges = std::min(lanes, count - i);
        const Places from = place(points + i, std::min(lanes, edges + 1), to_cells_);
        const Places to = place(points + i + 1, edges, to_cells_);
        const __mmask8 up = ~less(from.y, to.y);
        const Places upper = choose(up, to, from);
        const Places lower = choose(up, from, to);
        const __m512d left = number(window_first_);
        const __m512d right = number(std::min(cols_, static_cast<double>(window_first_) + window_cols_));
        const __mmask8 inside = _mm512_cmp_pd_mask(_mm512_min_pd(from.x, to.x), left, _CMP_GE_OQ) &
                                less(_mm512_max_pd(from.x, to.x), right) &
                                _mm512_cmp_pd_mask(upper.y, wide.top, _CMP_GE_OQ) &
                                _mm512_cmp_pd_mask(lower.y, bottom, _CMP_LE_OQ);
        const auto run = std::min(edges, static_cast<std::size_t>(std::countr_one(inside)));
        const auto in_run = static_cast<__mmask8>((1U << run) - 1);
        const Cells from_cell = cells_of(from);
        const Cells to_cell = cells_of(to);
        const Cells cell = choose(up, to_cell, from_cell);
        const Cells last = choose(up, from_cell, to_cell);
        const __m512d across = last.col - cell.col;
        const __m512d down = last.row - cell.row;
        const __m512d one = number(1.0);
        const __mmask8 close =
            _mm512_cmp_pd_mask(_mm512_max_pd(_mm512_abs_pd(across), down), one, _CMP_LE_OQ);
        const NearParts parts = near_parts(in_run & close, up, upper, lower, cell, across, down);
        const Parts at_end{_mm512_alignr_epi64(parts.at_to.cover, before.cover, lanes - 1),
                           _mm512_alignr_epi64(parts.at_to.area, before.area, lanes - 1)};
        wide.put(from_cell, sum(parts.at_from, at_end));
        wide.put(parts.between_cell, parts.between);
        wide.collect(in_run & static_cast<__mmask8>(~close), up, upper, lower);
        i += run;
        pending = run == lanes;
        before = pending ? parts.at_to : nothing;
        if (run < edges) {
            wide.walk_alone(points + i);
            ++i;
        }
    }
    wide.walk_far(wide.far_count);
    return {wide.next, no_cell, 0, 0};
}
#else
EdgeWalker::Pen EdgeWalker::walk_wide(Pen pen, const Point* points, std::size_t count) {
    return walk_plain(pen, points, count);
}
#endif

}  // namespace bareland
