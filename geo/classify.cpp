#include "geo/classify.hpp"

#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace bareland {
namespace {

#ifdef __SSE2__
std::uint64_t mask_of_64(const std::uint8_t* bytes, std::span<const ByteRange> ranges) {
    std::uint64_t mask = 0;
    for (int part = 0; part < 4; ++part) {
        const __m128i cells = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * part));
        __m128i hit = _mm_setzero_si128();
        for (const ByteRange& range : ranges) {
            // In range when (cell - first) mod 256 <= last - first.
            const __m128i width = _mm_set1_epi8(static_cast<char>(range.last - range.first));
            const __m128i above = _mm_sub_epi8(cells, _mm_set1_epi8(static_cast<char>(range.first)));
            hit = _mm_or_si128(hit, _mm_cmpeq_epi8(_mm_min_epu8(above, width), above));
        }
        mask |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(hit))) << (16 * part);
    }
    return mask;
}
#else
std::uint64_t mask_of_64(const std::uint8_t* bytes, std::span<const ByteRange> ranges) {
    std::uint64_t mask = 0;
    for (int i = 0; i < 64; ++i) {
        for (const ByteRange& range : ranges) {
            if (bytes[i] >= range.first && bytes[i] <= range.last) mask |= std::uint64_t{1} << i;
        }
    }
    return mask;
}
#endif

}  // namespace

bool class_mask(const std::uint8_t* bytes, int count, std::span<const ByteRange> ranges, std::uint64_t* words) {
    const int whole = count / 64;
    std::uint64_t any = 0;
    for (int w = 0; w < whole; ++w) any |= words[w] = mask_of_64(bytes + 64 * w, ranges);
    if (const int rest = count - 64 * whole; rest > 0) {
        std::uint8_t padded[64] = {};
        std::memcpy(padded, bytes + 64 * whole, static_cast<std::size_t>(rest));
        words[whole] = mask_of_64(padded, ranges) & ((std::uint64_t{1} << rest) - 1);
        any |= words[whole];
    }
    return any != 0;
}

}  // namespace bareland
