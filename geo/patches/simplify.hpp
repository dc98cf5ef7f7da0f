// Simpler borders for patches that are drawn, with shared borders kept shared.
#pragma once

#include <span>

#include "geo/geometry.hpp"

namespace bareland::patches {

// How long a vector of the cell plane is on the ground: metres^2 = xx x^2 + 2 xy x y + yy y^2.
struct CellMetric {
    double xx = 1, xy = 0, yy = 1;
};

// Takes vertices out of the borders of all shapes together. Shapes are those of geo/patches: vertices at
// whole cell corners, no two overlap, and any may touch others along edges or at corners.
//
// Guarantees:
//  - A piece of border that two shapes share stays one and the same line for both; places where three shapes
//    or more meet, or where borders touch at a corner, stay where they are. Vertices are only taken out,
//    never moved.
//  - Every vertex that was taken out lies within `tolerance_m` of the straight edge that stands for its part
//    of the border.
//  - Shapes stay valid, keep their rings and do not overlap: a vertex goes only if the triangle with its two
//    neighbours holds no other vertex and its third side is no edge yet, so that the border sweeps over
//    nothing (all tests in integers).
//  - The order of the shapes changes nothing but the order of the result.
// Vertices go by the area of that triangle, the smallest first (Visvalingam and Whyatt 1993).
void simplify(std::span<MultiPolygon* const> shapes, const CellMetric& metric, double tolerance_m);

}  // namespace bareland::patches
