// The ways of geo/window_cells.cpp that take eight cells at once: the same integers.
#include <algorithm>
#include <bit>

#include "geo/window_cells.hpp"

namespace bareland {

#if defined(__x86_64__)
namespace {

constexpr std::size_t lanes = 8;

BARELAND_WIDE_INLINE __m512i integer(std::int64_t value) {
    return _mm512_set1_epi64(value);
}
BARELAND_WIDE_INLINE __m512i add(__m512i a, __m512i b) {
    return _mm512_add_epi64(a, b);
}
BARELAND_WIDE_INLINE __m512i sub(__m512i a, __m512i b) {
    return _mm512_sub_epi64(a, b);
}
BARELAND_WIDE_INLINE __mmask8 first_lanes(std::size_t count) {
    return static_cast<__mmask8>((1U << std::min(count, lanes)) - 1);
}
BARELAND_WIDE_INLINE __m512i low_half(__m512i value) {
    return _mm512_and_si512(value, integer(0xFFFFFFFF));
}
// The sum of each lane and all before it.
BARELAND_WIDE_INLINE __m512i running_sum(__m512i value) {
    const __m512i zero = _mm512_setzero_si512();
    value = add(value, _mm512_alignr_epi64(value, zero, 7));
    value = add(value, _mm512_alignr_epi64(value, zero, 6));
    return add(value, _mm512_alignr_epi64(value, zero, 4));
}
// For compressing bits to their numbers.
BARELAND_WIDE_INLINE __m512i bytes_0_to_63() {
    static constexpr auto bytes = [] {
        std::array<std::uint8_t, 64> out{};
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = static_cast<std::uint8_t>(i);
        return out;
    }();
    return _mm512_loadu_si512(bytes.data());
}
BARELAND_WIDE_INLINE __m512i last_lane(__m512i value) {
    return _mm512_permutexvar_epi64(integer(7), value);
}

// RowArea of eight rows.
struct RowAreas {
    __m512d c[4];
    __m512d centre;

    BARELAND_WIDE_INLINE RowAreas(const AreaPlane& plane, __m512i rows)
        : centre(_mm512_set1_pd(plane.col_centre)) {
        const __m512d t = _mm512_cvtepi64_pd(rows) + _mm512_set1_pd(0.5) - _mm512_set1_pd(plane.row_centre);
        for (std::size_t j = 0; j < 4; ++j) {
            const auto& of = plane.integral;
            c[j] =
                ((_mm512_set1_pd(of[3][j]) * t + _mm512_set1_pd(of[2][j])) * t + _mm512_set1_pd(of[1][j])) *
                    t +
                _mm512_set1_pd(of[0][j]);
        }
    }
    BARELAND_WIDE_INLINE __m512i upto(__m512i cols) const {
        const __m512d t = _mm512_cvtepi64_pd(cols) - centre;
        return _mm512_cvttpd_epi64((((c[3] * t + c[2]) * t + c[1]) * t + c[0]) * t);
    }
};

// A sum of products of integers below 2^44 (covers of a cell, of several edges even) and 2^61 (areas), kept
// in halves: a x b = (a1 2^20 + a0) (b1 2^31 + b0). Holds 256 products a lane: 2^24 2^30 256 < 2^63.
class Products {
  public:
    BARELAND_WIDE_INLINE void clear() {
        for (__m512i& sum : sums_)
            sum = _mm512_setzero_si512();
    }
    struct Factor {
        __m512i high, low;
    };
    static constexpr int factor_bits = 20;
    static constexpr int other_bits = 31;

    static BARELAND_WIDE_INLINE Factor factor(__m512i a) {
        return {_mm512_srai_epi64(a, factor_bits), _mm512_and_si512(a, integer((1 << factor_bits) - 1))};
    }
    BARELAND_WIDE_INLINE void add_product(const Factor& a, __m512i b) {
        const __m512i high = _mm512_srai_epi64(b, other_bits);
        const __m512i low = _mm512_and_si512(b, integer((std::int64_t{1} << other_bits) - 1));
        sums_[0] = add(sums_[0], _mm512_mul_epi32(a.low, low));
        sums_[1] = add(sums_[1], _mm512_mul_epi32(a.high, low));
        sums_[2] = add(sums_[2], _mm512_mul_epi32(a.low, high));
        sums_[3] = add(sums_[3], _mm512_mul_epi32(a.high, high));
    }
    BARELAND_WIDE_INLINE WideInteger total() const {
        return whole(sums_[0]) + (whole(sums_[1]) << factor_bits) + (whole(sums_[2]) << other_bits) +
               (whole(sums_[3]) << (factor_bits + other_bits));
    }

  private:
    // Lanes may be so large that their sum needs more bits than one has.
    static BARELAND_WIDE_INLINE WideInteger whole(__m512i lanes_of) {
        const __m512i high = _mm512_srai_epi64(lanes_of, 32);
        return (WideInteger{_mm512_reduce_add_epi64(high)} << 32) +
               _mm512_reduce_add_epi64(low_half(lanes_of));
    }
    __m512i sums_[4];
};

}  // namespace

BARELAND_WIDE void WindowCells::set_rows_wide() {
    __m512i before = _mm512_setzero_si512();
    for (std::size_t r = 0; r < rows_; r += lanes) {
        const __mmask8 there = first_lanes(rows_ - r);
        const __m512i row =
            add(integer(static_cast<std::int64_t>(r)), _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0));
        const RowAreas areas(*areas_->plane(), row);
        const __m512i sums = running_sum(sub(areas.upto(integer(cols_)), areas.upto(_mm512_setzero_si512())));
        _mm512_mask_storeu_epi64(row_sums_.data() + r + 1, there, add(before, sums));
        before = add(before, last_lane(sums));
    }
    row_sums_[0] = 0;
}

BARELAND_WIDE void WindowCells::list_rows_wide(ClassMasks::Class mask) {
    constexpr std::size_t at_once = 16;
    rows_with_.resize(rows_ + at_once);
    const __m512i numbers = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(bytes_0_to_63()));
    std::size_t count = 0;
    for (std::size_t r = 0; r < rows_; r += at_once) {
        const auto there = static_cast<__mmask16>((1U << std::min(rows_ - r, at_once)) - 1);
        const __m512i seen = _mm512_maskz_loadu_epi32(there, row_seen_.data() + r);
        const __mmask16 with = _mm512_test_epi32_mask(seen, _mm512_set1_epi32(1 << mask));
        const __m512i rows = _mm512_add_epi32(numbers, _mm512_set1_epi32(static_cast<int>(r)));
        _mm512_storeu_si512(rows_with_.data() + count, _mm512_maskz_compress_epi32(with, rows));
        count += static_cast<std::size_t>(std::popcount(with));
    }
    rows_with_.resize(count);
}

BARELAND_WIDE void WindowCells::find_ends_wide(ClassMasks::Class mask, ClassEnds& to) {
    const std::size_t words = masks_->words();
    grow(words_, rows_with_.size() * (words + 1) + lanes);
    grow(places_, words_.size());
    // Through members they would be read again after every store.
    std::uint64_t* const changes_of = to.changes.data();
    std::uint32_t* const ranks_of = to.ranks.data();
    std::uint32_t* const row_ranks = to.row_ranks.data();
    std::uint64_t* const words_of = words_.data();
    std::uint64_t* const places_of = places_.data();
    std::size_t total = 0;
    std::size_t filled = 0;  // words with changes
    __m512i rank = _mm512_setzero_si512();
    for (const std::uint32_t r : rows_with_) {
        const std::uint64_t* const bits = masks_->row(mask, r).data();
        std::size_t count = 0;
        const std::uint64_t row_place = std::uint64_t{r} << 32;
        __m512i before = _mm512_setzero_si512();
        for (std::size_t w = 0; w < words; w += lanes) {
            const __mmask8 there = first_lanes(words - w);
            const __m512i cells = _mm512_maskz_loadu_epi64(there, bits + w);
            const __m512i previous = _mm512_alignr_epi64(cells, before, 7);
            const __m512i changes =
                _mm512_maskz_xor_epi64(there, cells, _mm512_shldi_epi64(cells, previous, 1));
            const __m512i counts = _mm512_popcnt_epi64(changes);
            const __m512i upto = running_sum(counts);
            _mm512_mask_storeu_epi64(changes_of + r * words + w, there, changes);
            _mm256_mask_storeu_epi32(ranks_of + r * words + w, there,
                                     _mm512_cvtepi64_epi32(add(sub(upto, counts), rank)));
            const __m512i all = last_lane(upto);
            rank = add(rank, all);
            count += static_cast<std::size_t>(_mm_cvtsi128_si64(_mm512_castsi512_si128(all)));
            const __mmask8 any = _mm512_test_epi64_mask(changes, changes);
            const __m512i places = add(integer(static_cast<std::int64_t>(row_place + 64 * w)),
                                       _mm512_set_epi64(448, 384, 320, 256, 192, 128, 64, 0));
            _mm512_storeu_si512(words_of + filled, _mm512_maskz_compress_epi64(any, changes));
            _mm512_storeu_si512(places_of + filled, _mm512_maskz_compress_epi64(any, places));
            filled += static_cast<std::size_t>(std::popcount(any));
            before = cells;
        }
        const std::uint64_t open = bits[words - 1] >> 63;  // a run that ends at the row's end
        words_of[filled] = 1;
        places_of[filled] = row_place + 64 * words;
        filled += open;
        rank = add(rank, integer(static_cast<std::int64_t>(open)));
        count += open;
        row_ranks[r + 1] = static_cast<std::uint32_t>(count);
        total += count;
    }
    to.count = total;
    grow(to.ends, total + lanes);
    const __m512i numbers = bytes_0_to_63();
    std::uint64_t* end = to.ends.data();
    for (std::size_t i = 0; i < filled; ++i) {
        const __m512i place = integer(static_cast<std::int64_t>(places_of[i]));
        __m512i found = _mm512_maskz_compress_epi8(words_of[i], numbers);
        const int count = std::popcount(words_of[i]);
        for (int done = 0; done < count; done += static_cast<int>(lanes)) {
            _mm512_storeu_si512(end + done, add(place, _mm512_cvtepu8_epi64(_mm512_castsi512_si128(found))));
            found = _mm512_alignr_epi64(found, found, 1);
        }
        end += count;
    }
}

BARELAND_WIDE void WindowCells::sum_ends_wide(ClassEnds& of) const {
    const std::size_t count = of.count;
    grow(of.sums, count + 1);
    const __mmask8 begins = 0x55;
    const __m512i zero = _mm512_setzero_si512();
    __m512i before = zero;
    for (std::size_t i = 0; i < count; i += lanes) {
        const __mmask8 there = first_lanes(count - i);
        const __m512i ends = _mm512_maskz_loadu_epi64(there, of.ends.data() + i);
        const RowAreas areas(*areas_->plane(), _mm512_srli_epi64(ends, 32));
        const __m512i upto = _mm512_maskz_mov_epi64(there, areas.upto(low_half(ends)));
        const __m512i sums = running_sum(_mm512_mask_sub_epi64(upto, begins, zero, upto));
        _mm512_mask_storeu_epi64(of.sums.data() + i + 1, there, add(before, sums));
        before = add(before, last_lane(sums));
    }
    of.sums[0] = 0;
}

BARELAND_WIDE void WindowCells::add_touches_wide(const Touches& touches, std::size_t first, std::size_t count,
                                                 std::uint32_t col0, ShareSums& sums) const {
    constexpr std::size_t most = 128 * lanes;  // that Products hold, two of each touch
    for (; count > most; first += most, count -= most)
        add_touches_wide(touches, first, most, col0, sums);
    const std::size_t words = masks_->words();
    const __m512i zero = _mm512_setzero_si512();
    Products products[measures];
    for (Products& of : products)
        of.clear();
    for (std::size_t i = 0; i < count; i += lanes) {
        const __mmask8 there = first_lanes(count - i);
        const __m512i cells = _mm512_maskz_loadu_epi64(there, touches.cells.data() + first + i);
        const __m512i cover = _mm512_maskz_loadu_epi64(there, touches.covers.data() + first + i);
        const __m512i area = _mm512_maskz_loadu_epi64(there, touches.areas.data() + first + i);
        const __m512i row = _mm512_srli_epi64(cells, 32);
        const __m512i col = sub(low_half(cells), _mm512_maskz_set1_epi64(there, col0));
        const RowAreas areas(*areas_->plane(), row);
        const __m512i right = areas.upto(add(col, integer(1)));
        const __m512i cell = sub(right, areas.upto(col));
        const Products::Factor cover_factor = Products::factor(cover);
        const Products::Factor area_factor = Products::factor(area);
        products[covered].add_product(cover_factor, sub(areas.upto(integer(cols_)), right));
        products[covered].add_product(area_factor, cell);
        const __m256i seen = _mm512_i64gather_epi32(row, row_seen_.data(), 4);
        for (const Measure c : classes) {
            const __mmask8 of_class = _mm256_test_epi32_mask(seen, _mm256_set1_epi32(1 << mask_of(c)));
            if (of_class == 0) continue;
            const ClassEnds& ends = classes_[c];
            const __m512i word = add(_mm512_mul_epu32(row, integer(static_cast<std::int64_t>(words))),
                                     _mm512_srli_epi64(col, 6));
            const __m512i upto =
                _mm512_srlv_epi64(integer(-1), sub(integer(63), _mm512_and_si512(col, integer(63))));
            const __m512i changes = _mm512_mask_i64gather_epi64(zero, of_class, word, ends.changes.data(), 8);
            const __m256i word_rank =
                _mm512_mask_i64gather_epi32(_mm256_setzero_si256(), of_class, word, ends.ranks.data(), 4);
            const __m512i rank =
                add(_mm512_cvtepu32_epi64(word_rank), _mm512_popcnt_epi64(_mm512_and_si512(changes, upto)));
            const __mmask8 inside = _mm512_test_epi64_mask(rank, integer(1));
            const __m512i before = _mm512_mask_i64gather_epi64(zero, of_class, rank, ends.sums.data(), 8);
            const __m512i all = _mm512_mask_i64gather_epi64(zero, of_class, row, ends.row_sums.data() + 1, 8);
            const __m512i beyond = sub(sub(all, before), _mm512_maskz_mov_epi64(inside, right));
            products[c].add_product(cover_factor, beyond);
            products[c].add_product(area_factor, _mm512_maskz_mov_epi64(inside, cell));
        }
    }
    sums[covered] += products[covered].total();
    for (const Measure c : classes) {
        if (classes_[c].count != 0) sums[c] += products[c].total();
    }
}
#else
void WindowCells::find_ends_wide(ClassMasks::Class mask, ClassEnds& to) {
    find_ends_plain(mask, to);
}
void WindowCells::sum_ends_wide(ClassEnds& of) const {
    sum_ends(of);
}
void WindowCells::set_rows_wide() {
    set_rows();
}
void WindowCells::list_rows_wide(ClassMasks::Class mask) {
    list_rows(mask);
}
void WindowCells::add_touches_wide(const Touches& touches, std::size_t first, std::size_t count,
                                   std::uint32_t col0, ShareSums& sums) const {
    for (std::size_t i = first; i < first + count; ++i)
        add_touch(touches[i], col0, sums);
}
#endif

}  // namespace bareland
