// Little zones on little road maps, for the tests of zones as links.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "geo/geodesic.hpp"
#include "geo/network/build.hpp"
#include "geo/network/zone_links.hpp"
#include "tests/support/ascii_map.hpp"

namespace bareland::network {

// A road along nodes of the map.
inline RoadRecord named(const test::AsciiMap& map, const std::string& nodes, const std::string& name,
                        Oneway oneway = Oneway::no) {
    RoadRecord like;
    like.name = name;
    like.oneway = oneway;
    return map.road(nodes, like);
}

inline LoopLink loop_link(const RoadRecord& road, int carriageway = 0) {
    return {road.id, road.name, carriageway, road.line};
}

// A network, a zone on it, and ways by the letters of their junctions.
class ZoneCase {
  public:
    ZoneCase(test::AsciiMap map, std::vector<RoadRecord> roads, ZoneRecord of, ZoneLinkOptions options = {})
        : map_(std::move(map)),
          network(build_network(roads, {}).network),
          record(std::move(of)),
          zone(zone_links(network, record, options, findings)) {}

    std::optional<Index> junction(char node) const {
        for (std::size_t j = 0; j < network.junctions.size(); ++j) {
            if (network.junctions[j] == map_.at(node)) return static_cast<Index>(j);
        }
        return std::nullopt;
    }
    Index link(char from, char to) const {
        for (std::size_t i = 0; i < network.links.size(); ++i) {
            const Link& l = network.links[i];
            if (l.tail == junction(from) && l.head == junction(to)) return static_cast<Index>(i);
        }
        throw std::invalid_argument(std::string("no link ") + from + to);
    }
    Path way(const std::string& nodes) const {
        Path path;
        for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
            path.links.push_back(link(nodes[i], nodes[i + 1]));
            path.length_mm += network.links[path.links.back()].length_mm;
        }
        path.from = {path.links.front(), 0};
        path.to = {path.links.back(), network.links[path.links.back()].length_mm};
        return path;
    }
    std::vector<Visit> visited(const std::string& nodes) const { return visits(network, zone, way(nodes)); }
    // Millimetres of a way in the zone.
    std::uint64_t inside(const std::string& nodes) const { return inside_mm(visited(nodes)); }
    std::uint64_t length(const std::string& nodes) const { return way(nodes).length_mm; }
    std::vector<ZoneSpan::Role> roles(char from, char to) const {
        std::vector<ZoneSpan::Role> out;
        for (const ZoneSpan& span : zone.of(link(from, to)))
            out.push_back(span.role);
        return out;
    }

  private:
    test::AsciiMap map_;

  public:
    Network network;
    ZoneRecord record;
    std::vector<Finding> findings;
    ZoneLinks zone;
};

}  // namespace bareland::network
