// From places to the network: the nearest places on links, and lines drawn over the network to ways.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/network/network.hpp"

namespace bareland::network {

struct Snap {
    Position position;
    double distance_m = 0;   // geodesic
    Point on;                // the place on the link
    bool right_side = true;  // the place lies to the right of the link's direction, or on it
};

// Links that a gate hardly ever opens on, though trucks may use them.
struct Gateless {
    LinkSet never;
    LinkSet seldom;  // only where there is no other road
};
// Bridges and tunnels are so seldom, and roads of the classes (words of Road::road_class) never, as
// motorways, which give no access to what lies beside them; where `barred` is false they are seldom, too.
Gateless gateless(const Network& network, std::span<const std::string> classes, bool barred);

// The links near a place. Built once a network; any number of threads may ask.
class SnapIndex {
  public:
    explicit SnapIndex(const Network& network);
    ~SnapIndex();
    SnapIndex(SnapIndex&&) noexcept;

    // One snap a link, within `radius_m`, nearest first (then by link), at most `most`; both directions of a
    // street are two. Links of `closed` are left out.
    std::vector<Snap> near(const Point& place, double radius_m, const LinkSet* closed = nullptr,
                           std::size_t most = 64) const;
    // Where a vehicle can start from (or arrive at) a gate: the nearest street trucks may use, in both
    // directions where it is one street; where the place lies between two carriageways' links, that which has
    // the place on its right. Links of `closed` are left out, and those of `gateless` as it says. Empty: none
    // within the limit.
    std::vector<Snap> gate(const Point& place, double limit_m, const LinkSet* closed = nullptr,
                           const Gateless* gateless = nullptr) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland::network
