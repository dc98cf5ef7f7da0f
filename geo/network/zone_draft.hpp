// A zone as links while it is being made: what zone_links, zone_loop and zone_junctions share.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/network/pieces.hpp"
#include "geo/network/shape_cuts.hpp"
#include "geo/network/zone_links.hpp"

namespace bareland::network {

// What is nearer than this is one place: builders join ends across so much, and roads that cross without a
// common vertex are not cut nearer to a junction.
inline constexpr double near_m = 1;

// A part of a piece, in its digitised direction.
struct Stretch {
    std::uint32_t from_mm = 0, to_mm = 0;
    ZoneSpan::Role role = ZoneSpan::Role::inside;
};

// The pieces that the zone may concern, with what of them lies in it. Stretches are in order and apart.
class Draft {
  public:
    Draft(const Pieces& pieces, std::vector<std::size_t> candidates);  // ascending

    const Pieces& pieces() const { return pieces_; }
    std::size_t count() const { return candidates_.size(); }
    std::size_t piece(std::size_t i) const { return candidates_[i]; }
    std::vector<Stretch>& of(std::size_t i) { return stretches_[i]; }
    const std::vector<Stretch>& of(std::size_t i) const { return stretches_[i]; }
    // Of any piece of the network; empty where it is no candidate.
    const std::vector<Stretch>& of_piece(std::size_t piece) const;
    std::size_t index_of(std::size_t piece) const;  // count(): no candidate

    // Adds what is not yet in another stretch.
    void add(std::size_t i, std::uint32_t from_mm, std::uint32_t to_mm, ZoneSpan::Role role);
    // The stretch at that end of a piece; null where it is outside there.
    const Stretch* at(const Pieces::End& end) const;
    bool on_loop(const Pieces::End& end) const;
    bool loop_junction(Index junction) const;

  private:
    const Pieces& pieces_;
    std::vector<std::size_t> candidates_;
    std::vector<std::vector<Stretch>> stretches_;
};

// The links of the loop: found by id (or name) and place, with all carriageways of the named roads.
// Error(zone_link_missing).
void add_loop(Draft& draft, const ZoneRecord& zone, const ShapeCuts& edge, const ZoneLinkOptions& options);

// The links that make up a junction of the loop: connectors, and pieces of the loop within it.
void mark_junctions(Draft& draft, const ShapeCuts& edge, const ZoneLinkOptions& options);

// What passes over or under the zone.
void mark_grade(Draft& draft);

}  // namespace bareland::network
