// `bareland routes sweep`: the road each side of a site's exit that has to be kept clean (docs/routes.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/network/sweep.hpp"
#include "jobs/report/report.hpp"
#include "jobs/routes/options.hpp"

namespace bareland::routes {

struct SweepOptions {
    Sources sources;  // sources.sites are those whose exits are asked for
    Output output;
    std::optional<double> each_side_m;  // nothing: the profile's
    Date as_of;                         // of network and units
};

// Along one road within one unit.
struct SweptPart {
    std::string road_id, road, road_class;
    bool one_way = false;
    double from_m = 0, to_m = 0;  // along the road, from the gate's place on it
    std::string unit_id, unit;    // empty: no unit holds it
    std::string sweeper;          // as the roads have it; empty: they do not say
    Text sweepers;                // the same in words; of an unknown one what the profile says
    std::vector<Point> line;      // away from the gate
};

struct SweptArm {
    network::SweepArm::Side side{};
    double azimuth = 0;
    double length_m = 0;
    network::SweepArm::End end{};
    std::vector<SweptPart> parts;
};

enum class SweepStatus {
    swept,
    no_road,  // none that trucks may use is near enough
    no_gate,  // of an area it must be said where its exits are
};

struct SweptGate {
    std::string site_id, site, gate_id;  // gate_id empty: no_gate
    std::optional<Point> place, on;      // the gate, and the place on the road; on: swept only
    double snap_m = 0;
    SweepStatus status = SweepStatus::swept;
    std::vector<SweptArm> arms;  // two where swept
    Text text;
    double length_m() const;
};

struct SweepResult {
    Date as_of;
    double each_side_m = 0;
    bool to_be_confirmed = false;
    std::string clause;
    Text duty;
    std::vector<SweptGate> gates;  // by site as given, then gate id
    std::vector<Finding> findings;
    std::vector<report::Parameter> parameters;
    std::vector<report::Input> inputs;
};

const char* side_key(network::SweepArm::Side side);  // "left"; null: unknown
Text side_text(const SweptArm& arm);                 // 左侧, 东侧
const char* end_key(network::SweepArm::End end);     // "dead_end"
Text end_text(network::SweepArm::End end);
const char* status_key(SweepStatus status);
Text status_text(SweepStatus status);

SweepResult run_sweep(const SweepOptions& options);
// The whole command: sweep.csv, sweep.xlsx, sweep.gpkg, sweep.json, and what is printed.
int execute_sweep(const SweepOptions& options);

}  // namespace bareland::routes
