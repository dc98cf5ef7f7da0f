// Turn restrictions of OpenStreetMap as turn bans.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/registry.hpp"
#include "layers/osm_file.hpp"

namespace bareland::osm {

// What a restriction relation says to a truck: of restriction:hgv, restriction:goods,
// restriction:motor_vehicle and restriction the first that is there, each also :conditional; the old
// day_on, day_off, hour_on, hour_off as times. Empty: it is for others, or says nothing.
struct Sense {
    bool only = false;
    std::string when;  // empty: always
};
std::vector<Sense> senses_of(const Tags& tags);

// The road record that a way has become, of several parts that which has the node. Empty: none has.
using RoadOf = std::function<std::string(std::int64_t way, std::optional<std::int64_t> node)>;

struct Bans {
    std::vector<TurnBanRecord> records;
    std::size_t incomplete = 0;  // name ways that are not roads here; the first of them:
    std::int64_t first_incomplete = 0;
    std::size_t malformed = 0;  // without from, via or to, or of a kind nobody knows
    std::int64_t first_malformed = 0;
};
// One record for each pair of `from` and `to` (no_entry has several from, no_exit several to) and each sense.
// `is_left_out`: a way that is in the file and not for motor vehicles; what concerns such a way is left out
// silently.
Bans bans_of(std::span<const Relation> relations, const RoadOf& road_of,
             const std::function<bool(std::int64_t way)>& is_left_out);

}  // namespace bareland::osm
