#include "geo/classify.hpp"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace bareland {
namespace {

#if defined(__x86_64__)
#define BARELAND_AVX2 __attribute__((target("avx2")))

bool has_avx2() {
    static const bool known = __builtin_cpu_supports("avx2") != 0;
    return known;
}

BARELAND_AVX2 inline __m256i twice(const std::array<std::uint8_t, 16>& table) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(table.data())));
}
#endif

}  // namespace

Classifier::Classifier(const CellClasses& classes) {
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
        for (std::size_t c = 0; c < class_count; ++c) {
            if ((table_[v] >> c & 1u) == 0) continue;
            auto& half = v < 128 ? sets_[c].low[v & 15] : sets_[c].high[v & 15];
            half = static_cast<std::uint8_t>(half | 1u << (v >> 4 & 7));
        }
    }
}

void Classifier::prepare(int count, RowMasks& out) const {
    const auto words = static_cast<std::size_t>((count + 63) / 64);
    for (auto* mask : {&out.bare, &out.netted, &out.unobserved}) {
        if (mask->size() < words) mask->resize(words);
        std::fill_n(mask->begin(), words, 0);
    }
    out.any_bare = out.any_netted = out.any_unobserved = false;
}

void Classifier::word_plain(const std::uint8_t* cells, int count, RowMasks& out, std::size_t word) const {
    std::uint8_t seen = 0;
    for (int i = 0; i < count; ++i)
        seen |= table_[cells[i]];
    if (seen == 0) return;
    std::array<std::uint64_t, 3> masks{};
    for (int i = 0; i < count; ++i) {
        const std::uint64_t bits = table_[cells[i]];
        for (std::size_t c = 0; c < masks.size(); ++c)
            masks[c] |= (bits >> c & 1u) << i;
    }
    out.bare[word] = masks[bare];
    out.netted[word] = masks[netted];
    out.unobserved[word] = masks[unobserved];
    out.any_bare |= masks[bare] != 0;
    out.any_netted |= masks[netted] != 0;
    out.any_unobserved |= masks[unobserved] != 0;
}

void Classifier::masks_plain(const std::uint8_t* cells, int count, RowMasks& out) const {
    prepare(count, out);
    for (int at = 0; at < count; at += 64) {
        word_plain(cells + at, std::min(64, count - at), out, static_cast<std::size_t>(at / 64));
    }
}

#if defined(__x86_64__)
// Membership of 32 bytes at once: shuffles look the low half up in both tables (a set top bit of the index
// yields 0, which picks the right one), and the bit of the high half selects.
BARELAND_AVX2 void Classifier::words_avx2(const std::uint8_t* cells, int words, RowMasks& out) const {
    const __m256i index_bits = _mm256_set1_epi8(static_cast<char>(0x8F));
    const __m256i top = _mm256_set1_epi8(static_cast<char>(0x80));
    const __m256i seven = _mm256_set1_epi8(7);
    const __m256i bit_of = _mm256_setr_epi8(
        1, 2, 4, 8, 16, 32, 64, static_cast<char>(128), 1, 2, 4, 8, 16, 32, 64, static_cast<char>(128), 1, 2,
        4, 8, 16, 32, 64, static_cast<char>(128), 1, 2, 4, 8, 16, 32, 64, static_cast<char>(128));
    const __m256i any_low = twice(sets_[any].low);
    const __m256i any_high = twice(sets_[any].high);
    std::uint64_t seen_bare = 0, seen_netted = 0, seen_unobserved = 0;
    for (int w = 0; w < words; ++w) {
        const auto* from = reinterpret_cast<const __m256i*>(cells + 64 * w);
        const __m256i a = _mm256_loadu_si256(from);
        const __m256i b = _mm256_loadu_si256(from + 1);
        const __m256i a_low = _mm256_and_si256(a, index_bits);
        const __m256i b_low = _mm256_and_si256(b, index_bits);
        const __m256i a_high = _mm256_xor_si256(a_low, top);
        const __m256i b_high = _mm256_xor_si256(b_low, top);
        const __m256i a_bit = _mm256_shuffle_epi8(bit_of, _mm256_and_si256(_mm256_srli_epi16(a, 4), seven));
        const __m256i b_bit = _mm256_shuffle_epi8(bit_of, _mm256_and_si256(_mm256_srli_epi16(b, 4), seven));
        const __m256i a_any =
            _mm256_or_si256(_mm256_shuffle_epi8(any_low, a_low), _mm256_shuffle_epi8(any_high, a_high));
        const __m256i b_any =
            _mm256_or_si256(_mm256_shuffle_epi8(any_low, b_low), _mm256_shuffle_epi8(any_high, b_high));
        const __m256i hit = _mm256_or_si256(_mm256_and_si256(a_any, a_bit), _mm256_and_si256(b_any, b_bit));
        if (_mm256_testz_si256(hit, hit) != 0) continue;
        std::array<std::uint64_t, 3> masks;
        for (std::size_t c = 0; c < masks.size(); ++c) {
            const __m256i low = twice(sets_[c].low);
            const __m256i high = twice(sets_[c].high);
            const __m256i in_a = _mm256_and_si256(
                _mm256_or_si256(_mm256_shuffle_epi8(low, a_low), _mm256_shuffle_epi8(high, a_high)), a_bit);
            const __m256i in_b = _mm256_and_si256(
                _mm256_or_si256(_mm256_shuffle_epi8(low, b_low), _mm256_shuffle_epi8(high, b_high)), b_bit);
            const auto mask_a =
                static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(in_a, a_bit)));
            const auto mask_b =
                static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(in_b, b_bit)));
            masks[c] = mask_a | static_cast<std::uint64_t>(mask_b) << 32;
        }
        const auto word = static_cast<std::size_t>(w);
        seen_bare |= out.bare[word] = masks[bare];
        seen_netted |= out.netted[word] = masks[netted];
        seen_unobserved |= out.unobserved[word] = masks[unobserved];
    }
    out.any_bare |= seen_bare != 0;
    out.any_netted |= seen_netted != 0;
    out.any_unobserved |= seen_unobserved != 0;
}

void Classifier::masks(const std::uint8_t* cells, int count, RowMasks& out) const {
    if (!has_avx2()) return masks_plain(cells, count, out);
    prepare(count, out);
    const int whole = count / 64;
    words_avx2(cells, whole, out);
    if (count > 64 * whole) {
        word_plain(cells + 64 * whole, count - 64 * whole, out, static_cast<std::size_t>(whole));
    }
}
#else
void Classifier::masks(const std::uint8_t* cells, int count, RowMasks& out) const {
    masks_plain(cells, count, out);
}
#endif

}  // namespace bareland
