#include "layers/registry_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "geo/messages.hpp"
#include "geo/messages_import.hpp"
#include "layers/headers.hpp"

namespace bareland::registry {
namespace {

using coordinates::Axis;

constexpr std::array place_keys{"x", "y", "lon", "lat", "geometry"};
constexpr std::array wkt_headers{"geometry", "wkt", "geom", "wktgeom", "thegeom", "几何", "几何图形"};

std::optional<std::size_t> exact(std::span<const std::string> headers, const std::string& wanted) {
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (headers[i] == wanted) return i;
    }
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (plain_header(headers[i]) == plain_header(wanted)) return i;
    }
    return std::nullopt;
}

std::size_t mapped(const Map::value_type& entry, std::span<const std::string> headers, const Text& file) {
    if (const auto index = exact(headers, entry.second)) return *index;
    throw Error(messages::import_map_header, file, entry.first, entry.second, listed(headers));
}

std::optional<std::size_t> unique(std::span<const std::string> headers, const std::string& word,
                                  const Column& column, const Text& file) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (plain_header(headers[i]) != word) continue;
        if (found) {
            throw Error(messages::import_header_twice, file, column.name, headers[*found], headers[i],
                        column.key);
        }
        found = i;
    }
    return found;
}

double factor(const Column& column, const std::string& header, const Text& file) {
    const std::string unit = header_of(header).unit;
    if (column.unit == Column::Unit::none || unit.empty()) return 1;
    const bool length = column.unit == Column::Unit::length;
    if (const auto known = length ? length_unit(unit) : area_unit(unit)) return *known;
    throw Error(messages::import_unknown_unit, file, header, unit,
                length ? "m, 米, km, 公里" : "m2, ㎡, 平方米, 公顷, 亩, km2, 平方公里");
}

// ---- places

struct Candidate {
    Axis axis = Axis::x;
    std::size_t column = 0;
};

bool is_east(Axis axis) {
    return axis == Axis::east || axis == Axis::longitude || axis == Axis::x;
}

// The one column of an axis; two of them are an Error.
std::optional<Candidate> only(const std::vector<Candidate>& candidates, Axis axis,
                              std::span<const std::string> headers, const Text& file) {
    std::optional<Candidate> found;
    for (const Candidate& candidate : candidates) {
        if (candidate.axis != axis) continue;
        if (found) {
            const bool lon_lat = axis == Axis::longitude || axis == Axis::latitude;
            throw Error(messages::import_header_twice, file,
                        is_east(axis) ? Text{"横向坐标", "coordinates"} : Text{"纵向坐标", "coordinates"},
                        headers[found->column], headers[candidate.column],
                        is_east(axis) ? (lon_lat ? "lon" : "x") : (lon_lat ? "lat" : "y"));
        }
        found = candidate;
    }
    return found;
}

// Degrees, minutes and seconds in columns of their own.
std::optional<PlaceColumns::Coordinate> in_parts(Axis axis, std::span<const std::string> headers) {
    std::array<std::optional<std::size_t>, 3> columns;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const auto part = coordinates::angle_part_of(headers[i]);
        if (!part || part->first != axis) continue;
        auto& column = columns.at(static_cast<std::size_t>(part->second));
        if (!column) column = i;
    }
    if (!columns[0] || !columns[1]) return std::nullopt;
    PlaceColumns::Coordinate found;
    found.axis = axis;
    found.header = headers[*columns[0]];
    for (const auto& column : columns) {
        if (column) found.parts.push_back(*column);
    }
    return found;
}

void in_order(PlaceColumns& places, PlaceColumns::Coordinate a, PlaceColumns::Coordinate b) {
    if (b.parts.front() < a.parts.front()) std::swap(a, b);
    places.first = std::move(a);
    places.second = std::move(b);
}

}  // namespace

std::size_t column_of(const Role& role, std::string_view key) {
    for (std::size_t i = 0; i < role.columns.size(); ++i) {
        if (role.columns[i].key == key) return i;
    }
    throw Error(messages::internal, "no such column");
}

std::string plain_header(std::string_view header) {
    std::string name = header_of(header).name;
    std::erase_if(name, [](char c) { return c == '_' || c == '*' || c == ':'; });
    return name;
}

std::string listed(std::span<const std::string> headers) {
    std::string list;
    for (const std::string& header : headers) {
        if (header.empty()) continue;
        list += (list.empty() ? "" : ", ") + header;
    }
    return list;
}

void check_map(const Map& map, const Role& role) {
    for (const auto& entry : map) {
        const std::string& key = entry.first;
        const bool own = std::any_of(role.columns.begin(), role.columns.end(),
                                     [&](const Column& column) { return column.key == key; });
        const bool place = std::find(place_keys.begin(), place_keys.end(), key) != place_keys.end();
        if (own || place) continue;
        std::vector<std::string> keys;
        for (const Column& column : role.columns)
            keys.push_back(column.key);
        if (role.from_coordinates) keys.insert(keys.end(), place_keys.begin(), place_keys.end());
        throw Error(messages::import_map_key, role.name, key, listed(keys));
    }
}

std::vector<Found> find_columns(const Role& role, std::span<const std::string> headers, const Map& map,
                                const Text& file) {
    std::vector<Found> found;
    for (const Column& column : role.columns) {
        Found& own = found.emplace_back();
        const auto entry = map.find(column.key);
        const bool otherwise = entry != map.end() && entry->second.starts_with('?');
        if (entry != map.end() && !otherwise) {
            if (entry->second.starts_with('=')) {
                own.constant = entry->second.substr(1);
            } else {
                own.index = mapped(*entry, headers, file);
            }
        } else {
            for (const std::string& word : column.headers) {
                own.index = unique(headers, word, column, file);
                if (own.index) break;
            }
            if (otherwise && !own.index) own.constant = entry->second.substr(1);
        }
        if (own.index) own.factor = factor(column, headers[*own.index], file);
    }
    return found;
}

void require_columns(const Role& role, const std::vector<Found>& found, std::span<const std::string> headers,
                     const Text& file) {
    for (std::size_t i = 0; i < role.columns.size(); ++i) {
        const Column& column = role.columns[i];
        if (found[i].index || found[i].constant || !column.required) continue;
        if (i < 2 && (found[0].index || found[1].index)) continue;  // id and name stand in for each other
        throw Error(messages::import_no_column, file, column.name.zh, column.name.en, listed(headers),
                    listed(column.headers), column.key);
    }
}

namespace {

// By --map, else by the header. The first of several.
std::optional<std::size_t> find_wkt(std::span<const std::string> headers, const Map& map, const Text& file) {
    if (const auto entry = map.find("geometry"); entry != map.end()) return mapped(*entry, headers, file);
    for (const char* word : wkt_headers) {
        for (std::size_t i = 0; i < headers.size(); ++i) {
            if (plain_header(headers[i]) == word) return i;
        }
    }
    return std::nullopt;
}

// The columns --map names for x, y, lon, lat. A header that tells its direction goes on telling it: x=东坐标
// is east.
std::vector<Candidate> mapped_axes(std::span<const std::string> headers, const Map& map, const Text& file) {
    std::vector<Candidate> candidates;
    constexpr std::array<std::pair<const char*, Axis>, 4> keys{
        {{"x", Axis::x}, {"y", Axis::y}, {"lon", Axis::longitude}, {"lat", Axis::latitude}}};
    for (const auto& [key, axis] : keys) {
        const auto entry = map.find(key);
        if (entry == map.end()) continue;
        const std::size_t column = mapped(*entry, headers, file);
        // A header that tells its direction goes on telling it: x=东坐标 is east.
        const auto told = coordinates::axis_of(headers[column]);
        candidates.push_back({is_bare(axis) && told && !is_bare(*told) ? *told : axis, column});
    }
    return candidates;
}

}  // namespace

PlaceColumns find_places(const Role& role, std::span<const std::string> headers, const Map& map,
                         const Text& file) {
    PlaceColumns places;
    std::vector<Candidate> candidates;
    if (role.from_coordinates) candidates = mapped_axes(headers, map, file);
    if (candidates.empty()) places.geometry = find_wkt(headers, map, file);
    if (places.geometry || !role.from_coordinates) return places;
    if (candidates.empty()) {
        for (std::size_t i = 0; i < headers.size(); ++i) {
            if (const auto axis = coordinates::axis_of(headers[i])) candidates.push_back({*axis, i});
        }
        auto lon = in_parts(Axis::longitude, headers);
        auto lat = in_parts(Axis::latitude, headers);
        if (lon && lat) {
            in_order(places, std::move(*lon), std::move(*lat));
            return places;
        }
    }
    constexpr std::array<std::pair<Axis, Axis>, 5> pairs{{{Axis::longitude, Axis::latitude},
                                                          {Axis::east, Axis::north},
                                                          {Axis::x, Axis::y},
                                                          {Axis::x, Axis::north},
                                                          {Axis::east, Axis::y}}};
    for (const auto& [east, north] : pairs) {
        const auto a = only(candidates, east, headers, file);
        const auto b = a ? only(candidates, north, headers, file) : std::nullopt;
        if (!b) continue;
        in_order(places, {a->axis, headers[a->column], {a->column}},
                 {b->axis, headers[b->column], {b->column}});
        return places;
    }
    if (!candidates.empty()) {  // half a place: shows that the row is a header
        const Candidate& half = candidates.front();
        places.first = {half.axis, headers[half.column], {half.column}};
    }
    return places;
}

std::string recognised(const Role& role, const std::vector<Found>& found,
                       std::span<const std::string> headers) {
    std::string list;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].constant) {
            list += fmt::format("{}{} = \"{}\"", list.empty() ? "" : ", ", role.columns[i].key,
                                *found[i].constant);
        }
        if (!found[i].index) continue;
        list +=
            fmt::format("{}{} = {}", list.empty() ? "" : ", ", role.columns[i].key, headers[*found[i].index]);
    }
    return list;
}

}  // namespace bareland::registry
