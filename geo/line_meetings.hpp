// Where two lines meet: the corners of loops and paths.
//
// Guarantees: a meeting is a place where the nets cross, touch or run together, or where the loose end of a
// road comes within the allowed gap of the other line without crossing it nearby. Meetings nearer to each
// other than `corner_m`, or joined by a stretch that the lines share, are one corner. Corners come sorted by
// place, and do not depend on the order or direction of the lines.
#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/line_net.hpp"
#include "geo/zone_recipe.hpp"

namespace bareland {

// A net with what the corner rules need to know of it.
struct NamedNet {
    recipe::Line line;
    Text words;  // for messages: 京秦铁路; the circle of 1000 m round 水源10#
    LineNet net;
    bool road = true;         // has carriageways and loose ends; else it is exact: circle, border, ray
    bool closed = false;      // circle, border: two ways from everywhere to everywhere
    std::size_t records = 0;  // lines of the source

    NamedNet(recipe::Line line_in, Text words_in, std::span<const NetLine> lines)
        : line(std::move(line_in)), words(std::move(words_in)), net(lines), records(lines.size()) {}
};

struct Corner {
    Point place;                                      // the middle of its meetings
    std::map<const NamedNet*, LineNet::Nodes> nodes;  // where it touches each net
    std::vector<Bridge> bridges;                      // between the nets, and between carriageways

    const LineNet::Nodes& on(const NamedNet& net) const;  // empty where it is not on it
    void add(const NamedNet& net, std::size_t node);
};

// Inserts nodes into both nets.
std::vector<Corner> corners_of(NamedNet& a, NamedNet& b, double gap_m, double corner_m);

// Where the nets come nearest to each other.
struct Approach {
    Point a, b;
    double metres = std::numeric_limits<double>::infinity();
};
Approach approach(const LineNet& a, const LineNet& b);
// The same of two parts of one net, by edges.
Approach approach(const LineNet& net, const LineNet::Edges& a, const LineNet::Edges& b);

// Other carriageways of the road `named` that pass a corner within `corner_m` without meeting the other line
// there: they are joined to the corner straight across, and become part of it.
void join_carriageways(NamedNet& named, Corner& corner, double corner_m);

}  // namespace bareland
