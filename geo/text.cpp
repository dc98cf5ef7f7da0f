#include "geo/text.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace bareland {
namespace {

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::size_t sequence_length(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    if (byte >= 0xF0U) return 4;
    if (byte >= 0xE0U) return 3;
    return byte >= 0xC0U ? 2 : 1;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

}  // namespace

std::vector<std::string_view> code_points(std::string_view text) {
    std::vector<std::string_view> points;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t wanted = sequence_length(text[at]);
        std::size_t length = 1;
        while (length < wanted && at + length < text.size() && is_continuation(text[at + length]))
            ++length;
        if (length < wanted) length = 1;
        points.push_back(text.substr(at, length));
        at += length;
    }
    return points;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    const auto from = code_points(a);
    const auto to = code_points(b);
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates) {
    const std::string wanted = lower(word);
    const std::size_t length = code_points(word).size();
    std::size_t best = std::max<std::size_t>(2, length / 3) + 1;
    std::optional<std::string> found;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edit_distance(wanted, lower(candidate));
        if (distance < best && (distance < length || distance == 0)) {
            best = distance;
            found = candidate;
        }
    }
    return found;
}

}  // namespace bareland
