// Which parts of a line lie in a polygon.
//
// Guarantees: the polygon is closed: what runs along its edge is in it (in both of two polygons that share
// the edge); what only touches it in a place is not. Crossings are decided by exact signs (geo/predicates);
// where they lie is rounded once. Two polygons that share an edge cut a line at the same bits. Neither the
// order nor the direction of rings changes anything.
#pragma once

#include <span>
#include <vector>

#include "geo/edge_tree.hpp"

namespace bareland::network {

class ShapeCuts {
  public:
    explicit ShapeCuts(const MultiPolygon& shape);

    struct Part {
        double from_m = 0, to_m = 0;  // geodesic metres along the line
        Point from, to;
    };
    // Parts in order, apart from each other. `line` has two points or more.
    std::vector<Part> inside(std::span<const Point> line) const;
    bool holds(const Point& place) const;  // inside or on the edge
    bool near_edge(const Point& place, double metres) const;

  private:
    struct Crossed;
    void cross(const Point& a, const Point& b, Crossed& out) const;

    EdgeTree tree_;
    EdgeTree::Part part_;
};

}  // namespace bareland::network
