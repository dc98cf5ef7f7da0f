// Where words and numbers stand on a map.
#pragma once

#include <optional>
#include <vector>

#include "geo/geometry.hpp"

namespace bareland::cartography {

// The pole of inaccessibility: the point of the shape farthest from its border, and that distance
// (GEOSMaximumInscribedCircle, to `tolerance`). Of several polygons the one with the largest circle counts.
// Nothing for a shape without area.
struct Pole {
    Point at;
    double radius = 0;
};
std::optional<Pole> pole_of(const MultiPolygon& shape, double tolerance);

// A label's place: an upright or turned rectangle on the page.
struct Place {
    Point centre;
    double width = 0;
    double height = 0;
    double angle = 0;  // degrees, clockwise
};
bool collide(const Place& a, const Place& b);
bool within(const Place& place, const Box& box);

// Puts labels where none meets another nor leaves the frame; the first to ask has the first choice.
class Labels {
  public:
    // `frame`: on the page; `gap`: the least distance between labels, millimetres.
    Labels(const Box& frame, double gap);

    // Takes the place if it is free.
    bool take(const Place& place);
    // What is drawn there already: no label may lie on it.
    void block(const Place& place);
    bool free(const Place& place) const;

    // The nearest free place to the anchor, looked for on rings round it, the anchor itself first; at most
    // `reach` away. Nothing when there is none.
    std::optional<Place> near(const Point& anchor, double width, double height, double reach);
    // The same beside the anchor (a symbol stands there): the label's box keeps `clear` away from it.
    std::optional<Place> beside(const Point& anchor, double width, double height, double clear, double reach);
    // Along a line: where it runs straight for the label's length, nearest to its middle, reading from left
    // to right. `slack`: how far the line may leave the label's axis.
    std::optional<Place> along(const std::vector<Point>& line, double width, double height, double slack);
    // Inside a shape: its pole first, then other places whose box lies within the shape, then nothing.
    std::optional<Place> inside(const MultiPolygon& shape, double width, double height);

    const std::vector<Place>& taken() const { return taken_; }

  private:
    Box frame_;
    double gap_;
    std::vector<Place> taken_;
};

}  // namespace bareland::cartography
