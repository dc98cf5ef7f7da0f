#include "geo/zone_recipe.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include "geo/names.hpp"

namespace bareland::recipe {
namespace {

constexpr std::array<std::string_view, 8> words{"north", "northeast", "east", "southeast",
                                                "south", "southwest", "west", "northwest"};
constexpr std::array<std::string_view, 8> words_zh{"北", "东北", "东", "东南", "南", "西南", "西", "西北"};

// Between the two ends of a range. Longest first: "——" is one sign.
constexpr std::array<std::string_view, 9> range_signs{"——", "—", "－", "–", "～", "〜", "~", "-", "至"};

struct Numbered {
    std::string_view before;
    std::string_view digits;
    std::string_view after;
};

// The last run of digits of a name.
std::optional<Numbered> numbered(std::string_view name) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    std::size_t end = name.size();
    while (end > 0 && !digit(name[end - 1]))
        --end;
    std::size_t begin = end;
    while (begin > 0 && digit(name[begin - 1]))
        --begin;
    if (begin == end) return std::nullopt;
    return Numbered{name.substr(0, begin), name.substr(begin, end - begin), name.substr(end)};
}

std::optional<int> value_of(std::string_view digits) {
    int value = 0;
    const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || rest != digits.data() + digits.size()) return std::nullopt;
    return value;
}

std::optional<std::vector<std::string>> counted(const Numbered& first, const Numbered& last) {
    const bool same = (last.before.empty() || last.before == first.before) &&
                      (last.after.empty() || last.after == first.after);
    const auto low = value_of(first.digits), high = value_of(last.digits);
    constexpr int most = 10000;
    if (!same || !low || !high || *high < *low || *high - *low > most) return std::nullopt;
    const bool padded = first.digits.size() > 1 && first.digits[0] == '0';
    if (padded && first.digits.size() != last.digits.size()) return std::nullopt;
    std::vector<std::string> out;
    for (int n = *low; n <= *high; ++n) {
        std::string number = std::to_string(n);
        if (padded) number.insert(0, first.digits.size() - number.size(), '0');
        out.push_back(std::string(first.before) + number + std::string(first.after));
    }
    return out;
}

void collect(const Piece& piece, std::set<FileNeed>& out) {
    if (!piece.file.empty()) {
        out.insert({piece.file, piece.where, piece.crs, piece.kind == Piece::Kind::file});
    }
    for (const Piece& part : piece.parts)
        collect(part, out);
    for (const Piece& part : piece.minus)
        collect(part, out);
}

}  // namespace

std::string_view compass_word(Compass side) {
    return words.at(static_cast<std::size_t>(side));
}
std::string_view compass_zh(Compass side) {
    return words_zh.at(static_cast<std::size_t>(side));
}
std::optional<Compass> compass_named(std::string_view word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return std::nullopt;
    return static_cast<Compass>(found - words.begin());
}
Point direction_of(Compass side) {
    const double half = std::sqrt(0.5);
    constexpr std::array<std::array<int, 2>, 8> steps{
        {{0, 1}, {1, 1}, {1, 0}, {1, -1}, {0, -1}, {-1, -1}, {-1, 0}, {-1, 1}}};
    const auto [x, y] = steps.at(static_cast<std::size_t>(side));
    const double scale = x != 0 && y != 0 ? half : 1;
    return {x * scale, y * scale};
}

std::string Recipe::key_of(std::string_view name) const {
    std::string folded = folded_name(name);
    const auto found = synonyms.find(folded);
    return found == synonyms.end() ? folded : found->second;
}

std::vector<FileNeed> files_needed(const Recipe& recipe) {
    std::set<FileNeed> needs;
    for (const Zone& zone : recipe.zones)
        collect(zone.piece, needs);
    return {needs.begin(), needs.end()};
}

std::optional<std::vector<std::string>> names_of_range(std::string_view text) {
    for (const std::string_view sign : range_signs) {
        const auto at = text.find(sign);
        if (at == std::string_view::npos) continue;
        const std::string left = folded_name(text.substr(0, at));
        const std::string right = folded_name(text.substr(at + sign.size()));
        const auto first = numbered(left), last = numbered(right);
        // A sign in a name without numbers on both sides is part of the name.
        if (!first || !last) continue;
        return counted(*first, *last);
    }
    return std::vector<std::string>{std::string(text)};
}

}  // namespace bareland::recipe
