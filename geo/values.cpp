#include "geo/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "geo/messages.hpp"

namespace bareland {
namespace {

void skip_blanks(std::string_view& text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
}

std::optional<std::int64_t> take_integer(std::string_view& text) {
    skip_blanks(text);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    skip_blanks(text);
    return value;
}

std::optional<ValueSet::Range> parse_item(std::string_view item) {
    const auto first = take_integer(item);
    if (!first) return std::nullopt;
    if (item.empty()) return ValueSet::Range{*first, *first};
    if (item.front() != '-') return std::nullopt;
    item.remove_prefix(1);
    const auto last = take_integer(item);
    if (!last || !item.empty() || *last < *first) return std::nullopt;
    return ValueSet::Range{*first, *last};
}

bool touches(const ValueSet::Range& earlier, const ValueSet::Range& later) {
    return earlier.last == std::numeric_limits<std::int64_t>::max() || later.first <= earlier.last + 1;
}

std::vector<ValueSet::Range> merged(std::vector<ValueSet::Range> ranges) {
    std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<ValueSet::Range> out;
    for (const ValueSet::Range& range : ranges) {
        if (!out.empty() && touches(out.back(), range)) {
            out.back().last = std::max(out.back().last, range.last);
        } else {
            out.push_back(range);
        }
    }
    return out;
}

}  // namespace

ValueSet ValueSet::parse(std::string_view text, std::string_view option) {
    std::vector<Range> ranges;
    std::string_view rest = text;
    while (true) {
        const std::size_t comma = rest.find(',');
        const std::string_view item = rest.substr(0, comma);
        const auto range = parse_item(item);
        if (!range) throw Error(messages::bad_values, option, text, item);
        ranges.push_back(*range);
        if (comma == std::string_view::npos) break;
        rest.remove_prefix(comma + 1);
    }
    ValueSet set;
    set.ranges_ = merged(std::move(ranges));
    return set;
}

bool ValueSet::contains(std::int64_t value) const {
    const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), value,
                                        [](std::int64_t v, const Range& range) { return v < range.first; });
    return after != ranges_.begin() && value <= std::prev(after)->last;
}

std::optional<std::int64_t> ValueSet::common(const ValueSet& other) const {
    auto a = ranges_.begin();
    auto b = other.ranges_.begin();
    while (a != ranges_.end() && b != other.ranges_.end()) {
        const std::int64_t first = std::max(a->first, b->first);
        if (first <= std::min(a->last, b->last)) return first;
        if (a->last < b->last) {
            ++a;
        } else {
            ++b;
        }
    }
    return std::nullopt;
}

std::string ValueSet::text() const {
    std::string out;
    for (const Range& range : ranges_) {
        if (!out.empty()) out += ',';
        out += fmt::format("{}", range.first);
        if (range.last != range.first) out += fmt::format("-{}", range.last);
    }
    return out;
}

void require_disjoint(const ValueSet& a, std::string_view option_a, const ValueSet& b,
                      std::string_view option_b) {
    if (const auto value = a.common(b))
        throw Error(messages::values_not_disjoint, option_a, option_b, *value);
}

}  // namespace bareland
