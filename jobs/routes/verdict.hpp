// What the district's rule says of one trip: a pure function of what is known.
//
// A fact that is not known is a set of possible values. The verdict is given only when every combination of
// possible values leads to the same one; else it is `cannot_tell`, and the verdicts that were possible are
// listed. Unknown is never exempt.
//
// The table, first line that fits (rules.md 3D):
//   banned           class, energy and standard are those of the ban, wherever it drives
//   not_applicable   the rule does not speak of the class
//   exempt           an exempted class with new energy
//   not_covered      the destination lies in the zone
//   exit_ok          the origin lies in the zone; metres inside within the tolerance of the least possible,
//                    and it does not come back
//   exit_not_shortest  the same, otherwise
//   should_detour    the way enters the zone
//   clear            else
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "geo/fleet.hpp"
#include "layers/route_rules.hpp"

namespace bareland::routes {

// In the order of verdict_keys.
enum class Verdict {
    banned,
    not_applicable,
    exempt,
    clear,
    should_detour,
    exit_ok,
    exit_not_shortest,
    not_covered,
    cannot_tell,
};
std::string_view verdict_key(Verdict verdict);
Text verdict_text(Verdict verdict);  // 应引导绕行, should detour
// What a bureau would act on: --fail-on-breach.
bool is_breach(Verdict verdict);

// What is known of a vehicle; no value: unknown.
struct VehicleFacts {
    std::optional<VehicleClass> vehicle_class;
    std::optional<Energy> energy;
    std::optional<int> standard;
};

// One reading of a way. Where several are possible, each is a reading of its own.
struct WayFacts {
    // No value: unknown.
    std::optional<bool> begins_inside;
    std::optional<bool> ends_inside;
    std::uint64_t inside_mm = 0;                 // counted metres; of a way that enters more than 0
    std::optional<std::uint64_t> least_mm = {};  // the least possible from its origin; unknown for an area
                                                 // without a gate
    bool reentry = false;                        // leaves and comes back
};

struct Judgement {
    Verdict verdict = Verdict::cannot_tell;
    std::vector<Verdict> possible;  // each once, in the order of the enum; one, unless it cannot be told
    // Why it cannot be told: knowing this alone could change what is possible.
    bool needs_class = false, needs_energy = false, needs_standard = false;
    bool needs_origin = false, needs_destination = false;
    bool needs_gate = false;     // the least possible way out
    bool needs_reading = false;  // which of the readings is right
};

Judgement judge(const VehicleFacts& vehicle, std::span<const WayFacts> readings, const RouteRules& rules);

// Metres inside that still count as the shortest way out.
std::uint64_t most_inside_mm(std::uint64_t least_mm, const RouteRules::ExitTolerance& tolerance);

}  // namespace bareland::routes
