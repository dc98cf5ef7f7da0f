// What of an OpenStreetMap file concerns roads, as it stands there: ways with highway=*, turn restrictions,
// and the places of their nodes.
//
// Reads .osm.pbf, .osm, .osm.gz and .osm.bz2 with libosmium; the format is told by the contents, of
// compressed XML by the name.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/month.hpp"

namespace bareland::osm {

using Tags = std::map<std::string, std::string>;

struct Way {
    std::int64_t id = 0;
    Tags tags;
    std::vector<std::int64_t> nodes;
};

struct Member {
    enum class Kind { node, way, other };
    Kind kind = Kind::other;
    std::int64_t ref = 0;
    std::string role;
};
struct Relation {
    std::int64_t id = 0;
    Tags tags;
    std::vector<Member> members;
};

struct File {
    std::vector<Way> ways;            // with highway=*, in the order of the file
    std::vector<Relation> relations;  // of a type that begins with "restriction"
    std::optional<Date> date;         // of the data, from the header
    // Degrees, WGS 84. Nothing: the file does not have the node.
    std::optional<Point> place(std::int64_t node) const;

    std::vector<std::int64_t> nodes;  // of the ways, ascending
    std::vector<Point> places;        // NaN where missing
};

// By contents, else by its name's ending. False for what is not there.
bool is_osm(const std::string& path);

// Errors: osm_unreadable (cut short, damaged, not OSM, with the library's reason), osm_history,
// file_unreadable.
File read(const std::string& path);

}  // namespace bareland::osm
