// Enclosed ground by flooding: a slow way to find what lines enclose, that shares nothing with the product.
//
// A lattice over a box. Lines become fences so wide (`reach` on either side) that gaps close; everything that
// can be reached from the box's rim without crossing a fence is outside; the outside then takes back the
// width of the fences. What is left is what the outermost lines enclose: loose ends vanish, sharp corners are
// rounded. Error: half a cell along the edge, and reach^2 / 4 a corner.
#pragma once

#include <cstddef>
#include <vector>

#include "geo/geometry.hpp"

namespace bareland::testing {

class Flood {
  public:
    Flood(const Box& box, double cell, double reach);  // metres

    void fence(const std::vector<Point>& line);
    // After the last fence.
    void enclose();
    // Takes all ground within `metres` in.
    void grow(double metres);

    bool holds(const Point& p) const;
    double area() const;

  private:
    std::size_t index(std::size_t column, std::size_t row) const { return row * columns_ + column; }
    // Every cell within `metres` of a marked one.
    std::vector<char> spread(const std::vector<char>& marked, double metres) const;

    Box box_;
    double cell_, reach_;
    std::size_t columns_, rows_;
    std::vector<char> fence_, inside_;
};

}  // namespace bareland::testing
