// Little road maps drawn with letters, as whole tests:
//
//     const AsciiMap map(R"(
//         A---B---C
//             |
//             D
//     )", 100);
//     roads = {map.road("ABC", {.name = "东街"}), map.road("BD")};
//
// Every letter or digit is a node; its row and column are its place, `metres` apart in both directions. What
// is drawn between the letters is for the reader: roads are named by their nodes.
#pragma once

#include <cctype>
#include <cmath>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "geo/registry.hpp"

namespace bareland::test {

class AsciiMap {
  public:
    explicit AsciiMap(std::string_view drawing, double metres = 100, Point north_west = {116.6, 39.9}) {
        constexpr double pi = 3.14159265358979323846;
        const double dy = metres / 111'030.0;
        const double dx = metres / (111'320.0 * std::cos(north_west.y * pi / 180));
        int row = 0;
        int column = 0;
        for (const char c : drawing) {
            if (c == '\n') {
                ++row;
                column = 0;
                continue;
            }
            if (std::isalnum(static_cast<unsigned char>(c)) != 0)
                nodes_[c] = {north_west.x + column * dx, north_west.y - row * dy};
            ++column;
        }
    }

    Point at(char node) const {
        const auto found = nodes_.find(node);
        if (found == nodes_.end()) throw std::invalid_argument(std::string("no node ") + node);
        return found->second;
    }

    // A road along nodes; its id is their letters unless `like` has one.
    RoadRecord road(const std::string& nodes, RoadRecord like = {}) const {
        if (like.id.empty()) like.id = nodes;
        if (like.road_class.empty()) like.road_class = "primary";
        for (const char node : nodes) {
            like.line.push_back(at(node));
            like.nodes.push_back(node);
        }
        return like;
    }

    // A ring through nodes, as a polygon.
    MultiPolygon area(const std::string& nodes) const {
        Polygon polygon;
        for (const char node : nodes)
            polygon.outer.push_back(at(node));
        polygon.outer.push_back(polygon.outer.front());
        return {polygon};
    }

  private:
    std::map<char, Point> nodes_;
};

}  // namespace bareland::test
