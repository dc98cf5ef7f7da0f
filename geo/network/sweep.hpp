// The road each side of a gate: what a site has to keep clean at its exit.
//
// Measured along the road, not as a radius: from the place on the road nearest to the gate, both ways, on a
// one-way carriageway downstream and upstream. At a junction it goes on along the same road: the piece of the
// same name (of several the straightest, of a dual carriageway the one on the gate's side); where the name
// ends, the piece that leads most nearly straight on, if it turns by less than 60 degrees. It ends where the
// road does, and where it comes round to what is swept already. Turn bans and access play no part: it is
// ground that is swept, not a trip.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "geo/network/pieces.hpp"
#include "geo/network/snap.hpp"

namespace bareland::network {

// A stretch along one road record.
struct SweepStretch {
    Index road = 0;
    bool one_way = false;
    std::uint64_t from_mm = 0, to_mm = 0;  // along the road, from the gate's place on it
    std::vector<Point> line;               // away from the gate
};

struct SweepArm {
    enum class End {
        range,     // the whole range
        dead_end,  // the road ends before
        road_end,  // it meets others there, and none goes on straight
        ring,      // it comes round to what is swept already
    };
    enum class Side { left, right, unknown };  // seen by who leaves the gate; unknown where it is on the road
    Side side = Side::unknown;
    double azimuth = 0;  // in which it sets off, degrees clockwise from north
    std::uint64_t length_mm = 0;
    End end = End::range;
    std::vector<SweepStretch> stretches;
};

struct Sweep {
    Point gate;
    Snap snap;
    std::vector<SweepArm> arms;  // left, right; or the one with the flow first
    std::uint64_t length_mm() const { return arms[0].length_mm + arms[1].length_mm; }
};

// Nothing: no road that trucks may use and a gate may open on within `limit_m` of the gate. `pieces`, `index`
// and `gateless` are of one network.
std::optional<Sweep> sweep(const Pieces& pieces, const SnapIndex& index, const Point& gate, double limit_m,
                           double each_side_m, const Gateless* gateless = nullptr);

}  // namespace bareland::network
