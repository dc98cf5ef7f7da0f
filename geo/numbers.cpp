#include "geo/numbers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace bareland {
namespace {

// Takes commas out where they part thousands; nothing where one stands elsewhere or is missing.
std::optional<std::string> without_thousands(std::string_view text) {
    if (text.find(',') == std::string_view::npos) return std::string(text);
    const std::size_t start = text.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(text.find('.'), text.size());
    if ((point - start) % 4 == 0) return std::nullopt;  // four digits, or none, before the first comma
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool comma_here = i < point && i > start && (point - i) % 4 == 0;
        if ((text[i] == ',') != comma_here) return std::nullopt;
        if (text[i] != ',') out += text[i];
    }
    return out;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
    const auto bare = without_thousands(text);
    if (!bare) return std::nullopt;
    double value = 0;
    const char* const end = bare->data() + bare->size();
    const auto [stop, error] = std::from_chars(bare->data(), end, value);
    if (error != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

}  // namespace bareland
