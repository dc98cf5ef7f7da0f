#include "layers/registry_header.hpp"

#include <algorithm>
#include <utility>

namespace bareland::registry {
namespace {

constexpr std::size_t most_levels = 3;  // 坐标 over 经度 over 度

using Cells = std::vector<std::string>;

const std::string& cell(const Cells& cells, std::size_t column) {
    static const std::string none;
    return column < cells.size() ? cells[column] : none;
}

// Whether `lower` can be what stands under the merged cells of `upper`: where both are filled, the upper text
// spans several lower ones, and some lower text has no text of its own above it.
bool continues(const Cells& upper, const Cells& lower) {
    const std::size_t columns = std::max(upper.size(), lower.size());
    bool spanned = false;
    for (std::size_t c = 0; c < columns; ++c) {
        if (cell(lower, c).empty()) continue;
        if (cell(upper, c).empty()) {
            spanned = true;
            continue;
        }
        bool spans = false;
        for (std::size_t next = c + 1; next < columns && cell(upper, next).empty(); ++next)
            spans = spans || !cell(lower, next).empty();
        if (!spans) return false;
    }
    return spanned;
}

// The text of `level` above column `c`: its own, or that of the merged cell it lies in. Merged cells end
// where a higher level begins a new one.
std::string spanning(const std::vector<const Cells*>& levels, std::size_t level, std::size_t c) {
    for (std::size_t at = c + 1; at-- > 0;) {
        if (!cell(*levels[level], at).empty()) return cell(*levels[level], at);
        for (std::size_t above = 0; above < level; ++above) {
            if (!cell(*levels[above], at).empty()) return {};
        }
    }
    return {};
}

Cells merged(const std::vector<const Cells*>& levels) {
    std::size_t columns = 0;
    for (const Cells* level : levels)
        columns = std::max(columns, level->size());
    Cells headers(columns);
    for (std::size_t c = 0; c < columns; ++c) {
        // Of the levels above the lowest one that has a text of its own in this column.
        std::size_t lowest = levels.size();
        while (lowest > 0 && cell(*levels[lowest - 1], c).empty())
            --lowest;
        for (std::size_t level = 0; level < lowest; ++level)
            headers[c] += spanning(levels, level, c);
    }
    return headers;
}

// How many columns have a header by name, whatever else is wrong with the row.
std::size_t known_words(const Role& role, const Cells& headers, const Map& map) {
    const auto stands = [&](const std::string& wanted) {
        return std::any_of(headers.begin(), headers.end(), [&](const std::string& header) {
            return plain_header(header) == plain_header(wanted);
        });
    };
    const auto mapped = std::count_if(map.begin(), map.end(),
                                      [&](const Map::value_type& entry) { return stands(entry.second); });
    const auto known = std::count_if(role.columns.begin(), role.columns.end(), [&](const Column& column) {
        return std::any_of(column.headers.begin(), column.headers.end(), stands);
    });
    return static_cast<std::size_t>(mapped + known);
}

HeaderRows judged(std::size_t first, std::size_t last, Cells headers, const Role& role, const Map& map) {
    HeaderRows rows{first, last, std::move(headers), 0, false};
    std::vector<Found> found;
    PlaceColumns places;
    try {
        found = find_columns(role, rows.headers, map, {});
        if (!role.placeless) places = find_places(role, rows.headers, map, {});
    } catch (const Error&) {
        // Something is named twice or wrongly, which is told when this turns out to be the header.
        rows.recognised = known_words(role, rows.headers, map);
        return rows;
    }
    rows.complete = role.placeless || places.complete();
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].index) ++rows.recognised;
        const bool stands_in = i < 2 && (found[0].index || found[1].index);
        if (role.columns[i].required && !found[i].index && !stands_in) rows.complete = false;
    }
    rows.recognised += places.count();
    return rows;
}

}  // namespace

std::optional<HeaderRows> find_header(const Sheet& sheet, const Role& role, const Map& map) {
    std::optional<HeaderRows> best;
    for (std::size_t levels = 1; levels <= most_levels; ++levels) {
        for (std::size_t first = 0; first < std::min(header_rows, sheet.rows.size()); ++first) {
            const std::size_t last = first + levels - 1;
            if (last >= sheet.rows.size()) break;
            std::vector<const Cells*> rows;
            bool whole = true;
            for (std::size_t i = first; i <= last; ++i) {
                rows.push_back(&sheet.rows[i].cells);
                if (i > first) whole = whole && continues(sheet.rows[i - 1].cells, sheet.rows[i].cells);
            }
            if (!whole) continue;
            HeaderRows header = judged(first, last, merged(rows), role, map);
            // 经度 alone is a header, and over 度, 分, 秒 it is a better one.
            const bool deeper = best && header.first == best->first && header.complete &&
                                header.recognised == best->recognised;
            if (deeper || header.recognised > (best ? best->recognised : 0)) best = std::move(header);
        }
    }
    return best;
}

}  // namespace bareland::registry
