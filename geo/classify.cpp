#include "geo/classify.hpp"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace bareland {
namespace {

#if defined(__x86_64__)
#define BARELAND_AVX2 __attribute__((target("avx2")))
#define BARELAND_AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi")))

BARELAND_AVX2 inline __m256i twice(const std::array<std::uint8_t, 16>& table) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(table.data())));
}

// Classes of 64 cells by the short table.
BARELAND_AVX512 inline __attribute__((always_inline)) __m512i near_classes(const std::uint8_t* cells,
                                                                           __m512i table, __m512i shift) {
    const __m512i index =
        _mm512_min_epu8(_mm512_add_epi8(_mm512_loadu_si512(cells), shift), _mm512_set1_epi8(63));
    return _mm512_maskz_permutexvar_epi8(~__mmask64{0}, index, table);
}

// The classes of which `classes`, bytes of the table, has any.
BARELAND_AVX512 inline std::uint8_t classes_in(__m512i classes) {
    if (_mm512_test_epi8_mask(classes, classes) == 0) return 0;
    unsigned seen = 0;
    for (std::size_t c = 0; c < ClassMasks::class_count; ++c) {
        const bool any = _mm512_test_epi8_mask(classes, _mm512_set1_epi8(static_cast<char>(1 << c))) != 0;
        seen |= (any ? 1u : 0u) << c;
    }
    return static_cast<std::uint8_t>(seen);
}
#endif

}  // namespace

bool Classifier::available(Way way) {
#if defined(__x86_64__)
    if (way == Way::avx512)
        return __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vbmi") != 0;
    if (way == Way::avx2) return __builtin_cpu_supports("avx2") != 0;
#endif
    return way == Way::plain;
}

Classifier::Classifier(const CellClasses& classes)
    : way_(available(Way::avx512) ? Way::avx512
           : available(Way::avx2) ? Way::avx2
                                  : Way::plain) {
    const auto set = [&](const std::vector<ByteRange>& ranges, std::uint8_t value) {
        for (const ByteRange& range : ranges) {
            for (std::size_t v = range.first; v <= range.last; ++v)
                table_[v] = value;
        }
    };
    set(classes.netted, 1u << netted);
    set(classes.bare, 1u << bare);
    set(classes.unobserved, 1u << unobserved);
    for (std::size_t v = 0; v < 256; ++v) {
        if (table_[v] != 0) table_[v] = static_cast<std::uint8_t>(table_[v] | (1u << any));
        for (std::size_t c = 0; c <= any; ++c) {
            if ((static_cast<unsigned>(table_[v]) >> c & 1U) == 0) continue;
            auto& half = v < 128 ? sets_[c].low[v & 15] : sets_[c].high[v & 15];
            half = static_cast<std::uint8_t>(half | 1u << (v >> 4 & 7));
        }
    }
    find_near();
}

void Classifier::find_near() {
    for (std::size_t first = 0; first < table_.size() && !is_near_; ++first) {
        const auto at = [&](std::size_t i) { return table_[(first + i) % table_.size()]; };
        std::size_t past = table_.size();
        while (past > 0 && at(past - 1) == 0)
            --past;
        if (past > 63) continue;
        is_near_ = true;
        near_shift_ = static_cast<std::uint8_t>(table_.size() - first);
        for (std::size_t i = 0; i < 63; ++i)
            near_[i] = at(i);
    }
}

void Classifier::masks(const std::uint8_t* cells, std::ptrdiff_t stride, int rows, int cols,
                       ClassMasks& out) const {
    masks_by(way_, cells, stride, rows, cols, out);
}

void Classifier::masks_by(Way way, const std::uint8_t* cells, std::ptrdiff_t stride, int rows, int cols,
                          ClassMasks& out) const {
    const auto whole = static_cast<std::size_t>(cols / 64);
    const auto rest = static_cast<std::size_t>(cols % 64);
    const auto height = static_cast<std::size_t>(rows);
    out.words_ = whole + (rest != 0 ? 1 : 0);
    for (auto& masks : out.masks_)
        masks.resize(height * out.words_);
    out.seen_.assign(height, 0);
    const Out to{{out.masks_[bare].data(), out.masks_[netted].data(), out.masks_[unobserved].data()},
                 out.seen_.data(),
                 out.words_};
    const auto whole_words = way == Way::avx512 && is_near_ ? &Classifier::rows_avx512_near
                             : way == Way::avx512           ? &Classifier::rows_avx512
                             : way == Way::avx2             ? &Classifier::rows_avx2
                                                            : &Classifier::rows_plain;
    for (std::size_t r = 0; r < height && rest != 0; ++r) {
        const std::uint8_t* const from = cells + static_cast<std::ptrdiff_t>(r) * stride + 64 * whole;
        to.seen[r] = word_plain(from, rest, r * out.words_ + whole, to);
    }
    if (whole != 0) (this->*whole_words)({cells, stride, height, whole}, to);
    for (std::uint8_t& seen : out.seen_)
        seen = static_cast<std::uint8_t>(seen & ~(1u << any));
}

void Classifier::rows_plain(const Cells& cells, const Out& out) const {
    for (std::size_t r = 0; r < cells.rows; ++r) {
        const std::uint8_t* const from = cells.first + static_cast<std::ptrdiff_t>(r) * cells.stride;
        for (std::size_t w = 0; w < cells.words; ++w) {
            out.seen[r] |= word_plain(from + 64 * w, 64, r * out.pitch + w, out);
        }
    }
}

std::uint8_t Classifier::word_plain(const std::uint8_t* cells, std::size_t count, std::size_t word,
                                    const Out& out) const {
    std::uint8_t seen = 0;
    for (std::size_t i = 0; i < count; ++i)
        seen |= table_[cells[i]];
    std::array<std::uint64_t, 3> masks{};
    if (seen != 0) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint64_t bits = table_[cells[i]];
            for (std::size_t c = 0; c < masks.size(); ++c)
                masks[c] |= (bits >> c & 1u) << i;
        }
    }
    for (std::size_t c = 0; c < masks.size(); ++c)
        out.masks[c][word] = masks[c];
    return seen;
}

#if defined(__x86_64__)
// The table of 256 bytes is looked up for 64 cells at once: two permutations of 128 entries each, of which
// the cell's top bit picks one.
BARELAND_AVX512 void Classifier::rows_avx512(const Cells& cells, const Out& out) const {
    const __m512i t0 = _mm512_load_si512(table_.data());
    const __m512i t1 = _mm512_load_si512(table_.data() + 64);
    const __m512i t2 = _mm512_load_si512(table_.data() + 128);
    const __m512i t3 = _mm512_load_si512(table_.data() + 192);
    const __m512i bare_bit = _mm512_set1_epi8(1 << bare);
    const __m512i netted_bit = _mm512_set1_epi8(1 << netted);
    const __m512i unobserved_bit = _mm512_set1_epi8(1 << unobserved);
    for (std::size_t r = 0; r < cells.rows; ++r) {
        const std::uint8_t* const from = cells.first + static_cast<std::ptrdiff_t>(r) * cells.stride;
        __m512i seen = _mm512_setzero_si512();
        for (std::size_t w = 0; w < cells.words; ++w) {
            const __m512i cell = _mm512_loadu_si512(from + 64 * w);
            const __m512i classes =
                _mm512_mask_blend_epi8(_mm512_movepi8_mask(cell), _mm512_permutex2var_epi8(t0, cell, t1),
                                       _mm512_permutex2var_epi8(t2, cell, t3));
            seen = _mm512_or_si512(seen, classes);
            const std::size_t word = r * out.pitch + w;
            out.masks[bare][word] = _mm512_test_epi8_mask(classes, bare_bit);
            out.masks[netted][word] = _mm512_test_epi8_mask(classes, netted_bit);
            out.masks[unobserved][word] = _mm512_test_epi8_mask(classes, unobserved_bit);
        }
        out.seen[r] |= classes_in(seen);
    }
}

// Most rows have no cell of most classes, so that is asked first: writing masks takes longer than reading
// cells.
BARELAND_AVX512 void Classifier::rows_avx512_near(const Cells& cells, const Out& out) const {
    if (cells.words == 8) return rows_avx512_near_8(cells, out);
    const __m512i table = _mm512_load_si512(near_.data());
    const __m512i shift = _mm512_set1_epi8(static_cast<char>(near_shift_));
    for (std::size_t r = 0; r < cells.rows; ++r) {
        const std::uint8_t* const from = cells.first + static_cast<std::ptrdiff_t>(r) * cells.stride;
        __m512i seen = _mm512_setzero_si512();
        for (std::size_t w = 0; w < cells.words; ++w)
            seen = _mm512_or_si512(seen, near_classes(from + 64 * w, table, shift));
        out.seen[r] |= classes_in(seen);
        if (out.seen[r] == 0) continue;
        for (std::size_t c = 0; c < class_count; ++c) {
            if ((static_cast<unsigned>(out.seen[r]) >> c & 1U) == 0) continue;
            const __m512i bit = _mm512_set1_epi8(static_cast<char>(1 << c));
            std::uint64_t* const mask = out.masks[c] + r * out.pitch;
            for (std::size_t w = 0; w < cells.words; ++w)
                mask[w] = _mm512_test_epi8_mask(near_classes(from + 64 * w, table, shift), bit);
        }
    }
}

// The same for rows of 512 cells, as tiles mostly have: the classes of all stay in registers.
BARELAND_AVX512 void Classifier::rows_avx512_near_8(const Cells& cells, const Out& out) const {
    const __m512i table = _mm512_load_si512(near_.data());
    const __m512i shift = _mm512_set1_epi8(static_cast<char>(near_shift_));
    for (std::size_t r = 0; r < cells.rows; ++r) {
        const std::uint8_t* const from = cells.first + static_cast<std::ptrdiff_t>(r) * cells.stride;
        __m512i classes[8];
#pragma GCC unroll 8
        for (std::size_t w = 0; w < 8; ++w)
            classes[w] = near_classes(from + 64 * w, table, shift);
        const __m512i left =
            _mm512_or_si512(_mm512_or_si512(classes[0], classes[1]), _mm512_or_si512(classes[2], classes[3]));
        const __m512i right =
            _mm512_or_si512(_mm512_or_si512(classes[4], classes[5]), _mm512_or_si512(classes[6], classes[7]));
        const std::uint8_t seen = out.seen[r] | classes_in(_mm512_or_si512(left, right));
        out.seen[r] = seen;
        for (std::size_t c = 0; c < class_count; ++c) {
            if ((static_cast<unsigned>(seen) >> c & 1U) == 0) continue;
            const __m512i bit = _mm512_set1_epi8(static_cast<char>(1 << c));
            std::uint64_t* const mask = out.masks[c] + r * out.pitch;
#pragma GCC unroll 8
            for (std::size_t w = 0; w < 8; ++w)
                mask[w] = _mm512_test_epi8_mask(classes[w], bit);
        }
    }
}

// Membership of 32 bytes at once: shuffles look the low half up in both tables (a set top bit of the index
// yields 0, which picks the right one), and the bit of the high half selects.
BARELAND_AVX2 void Classifier::rows_avx2(const Cells& cells, const Out& out) const {
    const __m256i index_bits = _mm256_set1_epi8(static_cast<char>(0x8F));
    const __m256i top = _mm256_set1_epi8(static_cast<char>(0x80));
    const __m256i seven = _mm256_set1_epi8(7);
    const __m256i bit_of = _mm256_set1_epi64x(static_cast<std::int64_t>(0x8040201008040201u));
    const __m256i any_low = twice(sets_[any].low);
    const __m256i any_high = twice(sets_[any].high);
    for (std::size_t r = 0; r < cells.rows; ++r) {
        const std::uint8_t* const row = cells.first + static_cast<std::ptrdiff_t>(r) * cells.stride;
        std::array<std::uint64_t, 3> seen{};
        for (std::size_t w = 0; w < cells.words; ++w) {
            const auto* from = reinterpret_cast<const __m256i*>(row + 64 * w);
            const __m256i a = _mm256_loadu_si256(from);
            const __m256i b = _mm256_loadu_si256(from + 1);
            const __m256i a_low = _mm256_and_si256(a, index_bits);
            const __m256i b_low = _mm256_and_si256(b, index_bits);
            const __m256i a_high = _mm256_xor_si256(a_low, top);
            const __m256i b_high = _mm256_xor_si256(b_low, top);
            const __m256i a_bit =
                _mm256_shuffle_epi8(bit_of, _mm256_and_si256(_mm256_srli_epi16(a, 4), seven));
            const __m256i b_bit =
                _mm256_shuffle_epi8(bit_of, _mm256_and_si256(_mm256_srli_epi16(b, 4), seven));
            const __m256i a_any =
                _mm256_or_si256(_mm256_shuffle_epi8(any_low, a_low), _mm256_shuffle_epi8(any_high, a_high));
            const __m256i b_any =
                _mm256_or_si256(_mm256_shuffle_epi8(any_low, b_low), _mm256_shuffle_epi8(any_high, b_high));
            const __m256i hit =
                _mm256_or_si256(_mm256_and_si256(a_any, a_bit), _mm256_and_si256(b_any, b_bit));
            std::array<std::uint64_t, 3> masks{};
            for (std::size_t c = 0; c < masks.size() && _mm256_testz_si256(hit, hit) == 0; ++c) {
                const __m256i low = twice(sets_[c].low);
                const __m256i high = twice(sets_[c].high);
                const __m256i in_a = _mm256_and_si256(
                    _mm256_or_si256(_mm256_shuffle_epi8(low, a_low), _mm256_shuffle_epi8(high, a_high)),
                    a_bit);
                const __m256i in_b = _mm256_and_si256(
                    _mm256_or_si256(_mm256_shuffle_epi8(low, b_low), _mm256_shuffle_epi8(high, b_high)),
                    b_bit);
                const auto mask_a =
                    static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(in_a, a_bit)));
                const auto mask_b =
                    static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(in_b, b_bit)));
                masks[c] = mask_a | static_cast<std::uint64_t>(mask_b) << 32;
                seen[c] |= masks[c];
            }
            const std::size_t word = r * out.pitch + w;
            out.masks[bare][word] = masks[bare];
            out.masks[netted][word] = masks[netted];
            out.masks[unobserved][word] = masks[unobserved];
        }
        const auto any_of = [&](std::size_t c) { return seen[c] != 0 ? 1u << c : 0u; };
        out.seen[r] |= static_cast<std::uint8_t>(any_of(bare) | any_of(netted) | any_of(unobserved));
    }
}
#else
void Classifier::rows_avx512(const Cells& cells, const Out& out) const {
    rows_plain(cells, out);
}
void Classifier::rows_avx512_near(const Cells& cells, const Out& out) const {
    rows_plain(cells, out);
}
void Classifier::rows_avx512_near_8(const Cells& cells, const Out& out) const {
    rows_plain(cells, out);
}
void Classifier::rows_avx2(const Cells& cells, const Out& out) const {
    rows_plain(cells, out);
}
#endif

}  // namespace bareland
