// Classes of a map of shades, and their colours.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace bareland::cartography {

// Upper ends of the classes but the last: value v is of class i when breaks[i-1] < v <= breaks[i].
//
// Natural breaks (Fisher's exact optimum: least sum of squares within classes, Fisher 1958; by dynamic
// programming over the sorted values) with at most `classes`, moved to round values that separate the same
// values where there is such a number of at most three digits. Zeros are a class of their own when there are
// zeros and other values. Fewer classes when there are fewer different values. Ascending, without repeats.
// Values must be finite.
std::vector<double> class_breaks(std::span<const double> values, std::size_t classes);

std::size_t class_of(double value, std::span<const double> breaks);

// The shade of class `index` of `count`, as red, green, blue of 0..1: from light yellow to dark brown, on a
// line whose lightness L* falls evenly, so that the order stays in grey and with every kind of colour
// blindness (hue changes only along yellow-brown, which both axes of confusion keep apart by lightness).
std::array<double, 3> shade(std::size_t index, std::size_t count);

// Lightness L* (CIE 1976, sRGB, D65) of a colour, 0..100.
double lightness(const std::array<double, 3>& rgb);

}  // namespace bareland::cartography
