#include "geo/names.hpp"

#include <array>
#include <utility>

namespace bareland {
namespace {

using namespace std::string_view_literals;
using Kind = NameParts::Kind;

// One UTF-8 sequence off the front; a byte that is no valid lead counts alone.
std::string_view take_code_point(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text.front());
    std::size_t length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : lead >= 0xC0U ? 2 : 1;
    if (length > text.size()) length = 1;
    const std::string_view point = text.substr(0, length);
    text.remove_prefix(length);
    return point;
}

bool is_blank(std::string_view point) {
    // ASCII blanks, no-break space, the ideographic space, zero-width characters and a byte order mark.
    constexpr std::array blanks{" "sv,      "\t"sv,     "\r"sv,     "\n"sv,     "\u00A0"sv,
                                "\u3000"sv, "\u200B"sv, "\u200C"sv, "\u200D"sv, "\uFEFF"sv};
    for (const std::string_view blank : blanks) {
        if (point == blank) return true;
    }
    return false;
}

bool looks_like_one(std::string_view point) {
    constexpr std::array dashes{"\u2014"sv, "\u2015"sv, "\u2500"sv, "\u30FC"sv, "\uFF0D"sv, "\uFF70"sv};
    for (const std::string_view dash : dashes) {
        if (point == dash) return true;
    }
    return false;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// U+FF01..U+FF5E are the ASCII characters in full width; nothing for every other sequence.
std::optional<char> half_width(std::string_view point) {
    if (point.size() != 3 || static_cast<unsigned char>(point[0]) != 0xEFU) return std::nullopt;
    const unsigned code = 0xF000U | (static_cast<unsigned char>(point[1]) & 0x3FU) << 6U |
                          (static_cast<unsigned char>(point[2]) & 0x3FU);
    if (code < 0xFF01U || code > 0xFF5EU) return std::nullopt;
    return static_cast<char>(code - 0xFF01U + 0x21U);
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        take_code_point(text);
        ++count;
    }
    return count;
}

// Takes `ending` off unless less than two characters would be left: the 乡 of 良乡 is no ending.
bool take_ending(std::string& text, std::string_view ending) {
    if (!std::string_view(text).ends_with(ending)) return false;
    const std::string_view stem = std::string_view(text).substr(0, text.size() - ending.size());
    if (code_points(stem) < 2) return false;
    text.resize(stem.size());
    return true;
}

// The peoples that name a township in Beijing: 于家务回族乡, 长哨营满族乡, 檀营满族蒙古族乡.
void drop_people(std::string& text) {
    while (take_ending(text, "回族") || take_ending(text, "满族") || take_ending(text, "蒙古族")) {
    }
}

}  // namespace

std::string folded_name(std::string_view name) {
    std::string out;
    while (!name.empty()) {
        const std::string_view point = take_code_point(name);
        if (is_blank(point)) continue;
        if (looks_like_one(point)) {
            out += "一";
        } else if (const auto half = half_width(point)) {
            out += lower(*half);
        } else if (point.size() == 1) {
            out += lower(point.front());
        } else {
            out += point;
        }
    }
    return out;
}

NameParts name_parts(std::string_view name) {
    // Longest first: 地区办事处 before 地区.
    constexpr std::array<std::pair<std::string_view, Kind>, 7> endings{{
        {"街道办事处", Kind::street},
        {"街道办", Kind::street},
        {"街道", Kind::street},
        {"地区办事处", Kind::town},
        {"地区", Kind::town},
        {"镇", Kind::town},
        {"乡", Kind::town},
    }};
    NameParts parts{folded_name(name), Kind::none};
    for (const auto& [ending, kind] : endings) {
        if (!take_ending(parts.stem, ending)) continue;
        if (ending == "乡") drop_people(parts.stem);
        parts.kind = kind;
        return parts;
    }
    return parts;
}

UnitNames::UnitNames(const std::map<std::string, std::vector<std::string>>& aliases) {
    for (const auto& [name, others] : aliases) {
        const std::string canonical = folded_name(name);
        canonical_.emplace(canonical, canonical);
        for (const std::string& other : others)
            canonical_.emplace(folded_name(other), canonical);
    }
}

std::string UnitNames::canonical(std::string_view name) const {
    std::string folded = folded_name(name);
    const auto found = canonical_.find(folded);
    return found == canonical_.end() ? folded : found->second;
}

namespace {

bool same_parts(const NameParts& a, const NameParts& b) {
    return a.stem == b.stem && (a.kind == b.kind || a.kind == Kind::none || b.kind == Kind::none);
}

}  // namespace

bool UnitNames::same(std::string_view a, std::string_view b) const {
    const std::string canonical_a = canonical(a);
    const std::string canonical_b = canonical(b);
    return canonical_a == canonical_b || same_parts(name_parts(canonical_a), name_parts(canonical_b));
}

UnitNames::Match UnitNames::match(std::string_view name, std::span<const std::string> among) const {
    const auto all = [&](auto&& answers) {
        Match match;
        for (std::size_t i = 0; i < among.size(); ++i) {
            if (answers(among[i])) match.found.push_back(i);
        }
        return match;
    };
    const std::string folded = folded_name(name);
    Match match = all([&](const std::string& other) { return folded_name(other) == folded; });
    if (!match.found.empty()) return match;
    const std::string wanted = canonical(name);
    match = all([&](const std::string& other) { return canonical(other) == wanted; });
    if (!match.found.empty()) return match;
    return all([&](const std::string& other) { return same(other, name); });
}

}  // namespace bareland
