#include "layers/utf8.hpp"

#include <algorithm>
#include <array>

namespace bareland {
namespace {

constexpr char32_t replacement = 0xFFFD;

struct Decoded {
    char32_t code = replacement;
    std::size_t length = 1;
};

bool continues(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// One code point at the start of a non-empty text (RFC 3629: no overlong forms, no surrogates, up to
// U+10FFFF).
Decoded decode(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return {lead, 1};
    std::size_t length = 0;
    char32_t code = 0;
    char32_t least = 0;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2, code = lead & 0x1FU, least = 0x80;
    } else if ((lead & 0xF0U) == 0xE0U) {
        length = 3, code = lead & 0x0FU, least = 0x800;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4, code = lead & 0x07U, least = 0x10000;
    }
    if (length == 0 || text.size() < length) return {};
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(text[i])) return {};
        code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
    return {code, length};
}

struct Range {
    char32_t first;
    char32_t last;
};

// Blocks whose characters are wide or full-width, coarse where the gaps are unassigned (Unicode 15).
constexpr std::array wide{
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2329, 0x232A},   Range{0x23E9, 0x23EC},
    Range{0x25FD, 0x25FE},   Range{0x2614, 0x2615},   Range{0x2648, 0x2653},   Range{0x26AA, 0x26AB},
    Range{0x26BD, 0x26BE},   Range{0x26C4, 0x26C5},   Range{0x2705, 0x2705},   Range{0x270A, 0x270B},
    Range{0x2728, 0x2728},   Range{0x274C, 0x274C},   Range{0x2753, 0x2755},   Range{0x2757, 0x2757},
    Range{0x2795, 0x2797},   Range{0x2B1B, 0x2B1C},   Range{0x2B50, 0x2B50},   Range{0x2E80, 0x303E},
    Range{0x3041, 0x4DBF},   Range{0x4E00, 0xA4CF},   Range{0xA960, 0xA97F},   Range{0xAC00, 0xD7A3},
    Range{0xF900, 0xFAFF},   Range{0xFE10, 0xFE19},   Range{0xFE30, 0xFE6F},   Range{0xFF01, 0xFF60},
    Range{0xFFE0, 0xFFE6},   Range{0x16FE0, 0x18D08}, Range{0x1AFF0, 0x1B2FB}, Range{0x1F200, 0x1F320},
    Range{0x1F32D, 0x1F335}, Range{0x1F337, 0x1F37C}, Range{0x1F37E, 0x1F393}, Range{0x1F3A0, 0x1F3CA},
    Range{0x1F400, 0x1F43E}, Range{0x1F442, 0x1F4FC}, Range{0x1F4FF, 0x1F53D}, Range{0x1F5FB, 0x1F64F},
    Range{0x1F680, 0x1F6C5}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};

constexpr std::array invisible{
    Range{0x0000, 0x001F}, Range{0x007F, 0x009F}, Range{0x00AD, 0x00AD}, Range{0x0300, 0x036F},
    Range{0x200B, 0x200F}, Range{0x202A, 0x202E}, Range{0x2060, 0x2064}, Range{0x20D0, 0x20F0},
    Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF}, Range{0xE0100, 0xE01EF},
};

template <std::size_t N>
bool in_ranges(const std::array<Range, N>& ranges, char32_t code) {
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), code,
                                        [](char32_t c, const Range& r) { return c < r.first; });
    return after != ranges.begin() && code <= std::prev(after)->last;
}

std::size_t width_of(char32_t code) {
    if (code >= 0x20 && code < 0x7F) return 1;
    if (in_ranges(invisible, code)) return 0;
    return in_ranges(wide, code) ? 2 : 1;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const Decoded next = decode(text);
        width += width_of(next.code);
        text.remove_prefix(next.length);
    }
    return width;
}

std::string shortened(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    const std::string_view mark = std::string_view("..").substr(0, std::min<std::size_t>(2, width));
    std::string kept;
    std::size_t used = mark.size();
    while (!text.empty()) {
        const Decoded next = decode(text);
        used += width_of(next.code);
        if (used > width) break;
        kept += text.substr(0, next.length);
        text.remove_prefix(next.length);
    }
    return kept.append(mark);
}

std::string padded_left(std::string_view text, std::size_t width) {
    const std::size_t own = display_width(text);
    return std::string(own < width ? width - own : 0, ' ').append(text);
}

std::string padded_right(std::string_view text, std::size_t width) {
    const std::size_t own = display_width(text);
    return std::string(text).append(own < width ? width - own : 0, ' ');
}

std::string valid_utf8(std::string_view text) {
    std::string valid;
    valid.reserve(text.size());
    while (!text.empty()) {
        const Decoded next = decode(text);
        const bool bad = next.code == replacement && next.length == 1;
        valid += bad ? std::string_view("\xEF\xBF\xBD") : text.substr(0, next.length);
        text.remove_prefix(next.length);
    }
    return valid;
}

}  // namespace bareland
