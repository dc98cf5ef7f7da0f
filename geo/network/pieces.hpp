// The pieces of road of a network, each once whichever way it may be driven, in a tree of boxes; and places
// along them.
//
// Guarantee: piece numbers follow link numbers, so that equal networks have equal pieces. Places along a
// piece are in its digitised direction.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/box_index.hpp"
#include "geo/local_metric.hpp"
#include "geo/network/network.hpp"

namespace bareland::network {

class Pieces {
  public:
    explicit Pieces(const Network& network);  // must outlive it

    struct Piece {
        Index forward = none, backward = none;  // links along and against the digitised direction
        bool one_way() const { return forward == none || backward == none; }
    };
    // Where a piece ends at a junction.
    struct End {
        Index piece = 0;
        bool last = false;  // with its last point; else with its first one
    };

    const Network& network() const { return network_; }
    std::size_t count() const { return pieces_.size(); }
    const Piece& operator[](std::size_t piece) const { return pieces_[piece]; }
    Index of(Index link) const { return of_link_[link]; }

    const Link& link(std::size_t piece) const;  // either
    const Road& road(std::size_t piece) const { return network_.roads[link(piece).road]; }
    // Of its road, folded (geo/names.hpp).
    const std::string& name(std::size_t piece) const { return names_[link(piece).road]; }
    std::span<const Point> line(std::size_t piece) const;
    std::uint32_t length_mm(std::size_t piece) const { return link(piece).length_mm; }
    Index junction(const End& end) const;
    std::span<const End> at(Index junction) const;

    std::vector<std::size_t> meeting(const Box& box) const { return index_.query(box); }

  private:
    std::vector<Box> boxes() const;

    const Network& network_;
    std::vector<Piece> pieces_;
    std::vector<std::string> names_;  // by road
    std::vector<Index> of_link_;
    std::vector<Index> first_end_;  // by junction, into ends_
    std::vector<End> ends_;
    BoxIndex index_;
};

// Whole millimetres, not beyond the length of the piece.
std::uint32_t millimetres(double metres, std::uint32_t length_mm);

// LocalMetric::nearest_on_edge, and 0 where the edge is a place.
inline double foot_on(const LocalMetric& metric, const Point& a, const Point& b) {
    return a == b ? 0 : metric.nearest_on_edge(a, b);
}

// The place of a line nearest to `p`, by geodesic distance to a millimetre within 1 km.
struct Foot {
    std::size_t segment = 0;
    double along_m = 0;     // from the line's start
    double distance_m = 0;  // from p
    Point at;
};
Foot nearest_place(std::span<const Point> line, const Point& p);

Box box_of(std::span<const Point> line);

}  // namespace bareland::network
