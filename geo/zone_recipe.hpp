// What a legal document says of its zones, as read from a recipe (docs/recipes.md), before anything is
// looked up.
//
// Guarantee of whoever makes one: names are not empty, radii and distances finite and in range, each piece
// holds what its kind needs. Whether the names exist is the compiler's business.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/month.hpp"
#include "geo/registry.hpp"

namespace bareland::recipe {

enum class Compass { north, northeast, east, southeast, south, southwest, west, northwest };
std::string_view compass_word(Compass side);  // "north"
std::string_view compass_zh(Compass side);    // "北"
std::optional<Compass> compass_named(std::string_view word);
// Unit vector, x east, y north.
Point direction_of(Compass side);

// The unit name that stands for all units together.
inline constexpr std::string_view district = "district";

// Something that can be followed or reached.
struct Line {
    enum class Kind { road, circle, border, ray };
    Kind kind = Kind::road;
    std::string name;     // road; well (circle); unit (border); the road from whose end a ray goes
    double radius_m = 0;  // circle
    Compass ray{};        // ray: one of the four main directions
    Compass end{};        // ray: from the end of the road on that side
    bool operator==(const Line&) const = default;
};

// Which of several meetings: none said, the one farthest to a side, the one nearest to a place.
using At = std::variant<std::monostate, Compass, Point>;

// Which of two ways from place to place.
struct Way {
    std::optional<Compass> toward;
    std::optional<bool> clockwise;
};

struct Step {
    enum class End {
        next,   // where it meets the next step's line; the start in the last step
        line,   // where it meets `to`
        end,    // the end of the followed road
        start,  // the start of the path
        place,  // `place` on the line
    };
    std::optional<Line> follow;  // nothing: a ray
    Compass ray{};
    End end = End::next;
    std::optional<Line> to;
    Point place;
    At at;
    std::optional<Line> from;
    At from_at;
    Way way;
};

// Where a path begins.
struct Start {
    std::vector<Line> meeting;  // two lines, or none: `place`
    At at;
    Point place;
};

struct Piece {
    enum class Kind { loop, path, disc, unit, buffer, file, zone, unite, intersect };
    enum class By { name, source, kind };

    Kind kind = Kind::unit;
    std::string label;     // for messages and report: the recipe's, or made of kind and place
    std::size_t line = 1;  // of the file

    // loop (its entries become steps) and path
    std::vector<Step> steps;
    std::optional<Start> start;
    double gap_m = 0;
    double both_sides_m = 0;
    double carriageways_m = 60;

    // disc: wells, sources or kinds; unit: names; buffer: road names; zone: one id
    std::vector<std::string> names;
    std::optional<double> radius_m;
    By by = By::name;
    std::string source;

    // buffer, file
    double distance_m = 0;
    std::string file;  // as the recipe has it; FILE[:LAYER]
    std::map<std::string, std::string> where;
    std::string crs;

    std::vector<Piece> parts;  // unite, intersect; buffer of a piece: one
    std::vector<Piece> minus;
};

struct Zone {
    ZoneRecord record;  // without shape, discs and links
    Piece piece;
};

struct Recipe {
    std::string file;
    // Every name of a group, folded -> the group's first name, folded.
    std::map<std::string, std::string> synonyms;
    std::vector<Zone> zones;

    // The folded name by which records and recipe are compared.
    std::string key_of(std::string_view name) const;
};

// Every file that a piece of the recipe reads, each once.
struct FileNeed {
    std::string file;
    std::map<std::string, std::string> where;
    std::string crs;
    bool polygons_only = false;
    auto operator<=>(const FileNeed&) const = default;
};
std::vector<FileNeed> files_needed(const Recipe& recipe);

// The names that a range such as "基岩1#—基岩15#" or "基岩1#—15#" stands for; one name where it is no range.
// Nothing when it looks like a range whose ends do not match or that runs backwards.
std::optional<std::vector<std::string>> names_of_range(std::string_view text);

}  // namespace bareland::recipe
