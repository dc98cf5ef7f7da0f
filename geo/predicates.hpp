// Signs that are exact whatever the rounding: on which side, whether on the line, whether two edges meet.
//
// The filter is Shewchuk's first stage ("Adaptive Precision Floating-Point Arithmetic and Fast Robust
// Geometric Predicates", 1997); what it cannot decide is summed exactly, as an expansion of doubles.
// Coordinates must be finite and their products must neither overflow nor underflow.
#pragma once

#include "geo/geometry.hpp"

namespace bareland {

// 1 when a, b, c turn left (c is left of the line from a to b), -1 right, 0 when they lie on one line.
int orientation(const Point& a, const Point& b, const Point& c);

// Whether p lies on the closed edge from a to b.
bool on_edge(const Point& p, const Point& a, const Point& b);

// Whether two closed edges have a point in common.
bool edges_meet(const Point& a, const Point& b, const Point& c, const Point& d);

}  // namespace bareland
