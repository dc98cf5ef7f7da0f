// What a district's documents say of trucks ([routes] of a profile): whom the rule is for, whom it exempts,
// in what words verdicts are given, and the distances that decide. docs/profiles.md explains each key.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"
#include "geo/fleet.hpp"

namespace bareland {

struct RouteRules {
    // Vehicles that are to go round the zone.
    std::vector<VehicleClass> classes{VehicleClass::muck_truck, VehicleClass::heavy_diesel};
    // Those of them that need not, when their energy is one of `new_energy`.
    std::vector<VehicleClass> exempt_classes{VehicleClass::muck_truck};
    std::vector<Energy> new_energy{Energy::electric, Energy::hydrogen};
    // Vehicles that may drive nowhere in the district.
    struct Ban {
        std::vector<VehicleClass> classes{VehicleClass::muck_truck, VehicleClass::heavy_diesel,
                                          VehicleClass::other};
        std::vector<Energy> energies{Energy::diesel};
        int standard_at_most = 3;
    };
    Ban ban;

    // A way out is the shortest when it has no more than the least possible metres inside plus the larger of
    // both.
    struct ExitTolerance {
        double metres = 20;
        double share = 0.02;  // of the least possible
    };
    ExitTolerance exit_tolerance;

    bool free_over_under = true;  // bridges over and tunnels under the zone are not driving into it
    double junction_m = 50;       // the longest connector within a junction of a loop
    double carriageway_m = 60;    // how far apart carriageways of one road may run

    // How roads of a line layer become a network.
    struct Network {
        double join_m = 0.5;  // ends this near to another line are joined to it
        double gap_m = 5;     // a dead end this near to another line is suspicious
    };
    Network network;

    // How far, in metres, things may be from the road they belong to.
    struct Snap {
        double gate = 100;        // a gate or an address from the street it opens on
        double route = 30;        // a line as drawn from the roads it follows
        double site_start = 200;  // the start of a route from the gate of its site: farther is a finding
        // Classes of roads that no gate opens on, in the words of OpenStreetMap and of survey layers.
        std::vector<std::string> no_gate{"motorway",     "motorway_link", "高速公路",
                                         "高速公路匝道", "高速",          "高速匝道"};
    };
    Snap snap_m;

    // What trucks of a class are taken to measure, for limits on roads.
    struct Truck {
        double weight_t = 31;
        double height_m = 3.6;
        double width_m = 2.55;
        bool operator==(const Truck&) const = default;
    };
    std::map<VehicleClass, Truck> trucks{{VehicleClass::muck_truck, {}},
                                         {VehicleClass::heavy_diesel, {49, 4, 2.55}},
                                         {VehicleClass::other, {4.5, 3, 2.3}}};

    // The road to be swept each side of a site's exit.
    struct Sweep {
        double each_side_m = 100;
        bool to_be_confirmed = false;  // the document does not say so in so many words
        std::string clause;
        Text duty;      // what is to be done there
        Text sweepers;  // who sweeps, where a layer does not say
    };
    Sweep sweep;

    // How GPS points become trips.
    struct Trips {
        double stop_s = 300;          // a stop this long ends a trip
        double stop_radius_m = 60;    // within this a vehicle has not moved
        double longest_gap_s = 1800;  // without points for longer a trip ends
        double gap_s = 120;           // without points for longer: nothing is known of what lies between
        double shortest_m = 200;      // shorter trips are none
        double origin_m = 150;  // a trip that begins this near to a gate, or within a site, is the site's
        double sigma_m = 8;     // error of the points
        double beta_m = 30;     // of the way's length against the straight distance
        double radius_m = 60;   // roads farther from a point are not its road
        double max_speed_kmh = 130;      // faster is a jump
        double least_confidence = 0.95;  // below it a reading is not certain
        double most_off_road = 0.25;     // share of the points without a road: with more, nothing is certain
    };
    Trips trips;

    // Of every verdict, by its key.
    struct Wording {
        std::string clause;
        Text text;  // with the placeholders below
    };
    std::map<std::string, Wording> wording;  // complete

    bool concerns(VehicleClass value) const;
    bool exempts(VehicleClass value, Energy energy) const;
    bool bans(VehicleClass value, Energy energy, int standard) const;
    Truck truck_of(std::optional<VehicleClass> value) const;  // unknown: the largest of each measure
};

// The verdicts, as files and wordings name them.
inline constexpr std::array<std::string_view, 9> verdict_keys{
    "banned",  "not_applicable",    "exempt",      "clear",      "should_detour",
    "exit_ok", "exit_not_shortest", "not_covered", "cannot_tell"};
// What wordings may name in braces, as in "{zone}".
std::span<const std::string> route_placeholders();

RouteRules default_route_rules();

// As it took effect, as one JSON object.
std::string route_rules_json(const RouteRules& rules);

}  // namespace bareland
