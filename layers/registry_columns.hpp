// Which columns the layers of the registry have, by what names bureaus know them, and how they are found
// among the headers of a file. docs/imports.md lists them. For layers/registry_*.cpp only.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/coordinates.hpp"
#include "geo/error.hpp"
#include "layers/vector.hpp"

namespace bareland::registry {

struct Column {
    enum class Unit { none, length, area };
    std::string key;  // our name, as --map takes it
    Text name;        // for messages
    // Accepted headers, spelt as plain_header() leaves them; where a file has several, the first of these
    // counts.
    std::vector<std::string> headers;
    bool required = false;
    Unit unit = Unit::none;  // what a unit in the header's brackets may be
};

struct Role {
    Text name;  // "水源井", "wells"
    Shapes shapes = Shapes::points;
    bool from_coordinates = false;  // a table may give places in two columns
    std::vector<Column> columns;    // `id` and `name` first
    bool placeless = false;         // a table whose rows have no place
};
const Role& units_role();
const Role& zones_role();
const Role& wells_role();
const Role& sites_role();
const Role& roads_role();
const Role& vehicles_role();
const Role& gates_role();
const Role& routes_role();

// The column's index; the role must have it.
std::size_t column_of(const Role& role, std::string_view key);

// A header without brackets, blanks, full width, case and underscores.
std::string plain_header(std::string_view header);

// The user's --map, our key -> header. Throws Error(messages::import_map_key) for a key the role has not.
using Map = std::map<std::string, std::string>;
void check_map(const Map& map, const Role& role);

struct Found {
    std::optional<std::size_t> index;
    double factor = 1;  // the unit of its header in m or m2
    // Instead of a column: --map says what all rows have ("oneway==no").
    std::optional<std::string> constant{};
};
// Where each of the role's columns stands among `headers`. `file` is for messages. Errors: a header that
// --map names is not there, two headers fit alike, an unknown unit.
std::vector<Found> find_columns(const Role& role, std::span<const std::string> headers, const Map& map,
                                const Text& file);
// The first required column that was not found is an Error, unless it is id or name and the other is there.
void require_columns(const Role& role, const std::vector<Found>& found, std::span<const std::string> headers,
                     const Text& file);

// Where a table keeps its places: a column of WKT, else, where the role allows it, two of coordinates (or two
// groups of degrees, minutes and seconds). Longitude and latitude go before eastings and northings, those
// before bare x and y.
struct PlaceColumns {
    std::optional<std::size_t> geometry;  // WKT
    struct Coordinate {
        coordinates::Axis axis = coordinates::Axis::x;
        std::string header;              // for messages
        std::vector<std::size_t> parts;  // one column, or degrees, minutes and perhaps seconds
    };
    std::optional<Coordinate> first, second;  // as they stand in the table, left to right

    bool complete() const { return geometry || (first && second); }
    std::size_t count() const { return geometry ? 1U : (first ? 1U : 0U) + (second ? 1U : 0U); }
};
PlaceColumns find_places(const Role& role, std::span<const std::string> headers, const Map& map,
                         const Text& file);

// "a, b, c"
std::string listed(std::span<const std::string> headers);

// "id = 编号, name = 项目名称", for the finding.
std::string recognised(const Role& role, const std::vector<Found>& found,
                       std::span<const std::string> headers);

}  // namespace bareland::registry
