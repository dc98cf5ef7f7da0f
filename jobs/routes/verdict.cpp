#include "jobs/routes/verdict.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace bareland::routes {
namespace {

constexpr std::array all_classes{VehicleClass::muck_truck, VehicleClass::heavy_diesel, VehicleClass::other};
constexpr std::array all_energies{Energy::diesel, Energy::gas, Energy::hybrid, Energy::electric,
                                  Energy::hydrogen};

// One vehicle as it may be.
struct Vehicle {
    VehicleClass vehicle_class;
    Energy energy;
    int standard;
};

std::vector<Vehicle> vehicles_of(const VehicleFacts& facts) {
    std::vector<Vehicle> out;
    for (const VehicleClass c : all_classes) {
        if (facts.vehicle_class && *facts.vehicle_class != c) continue;
        for (const Energy e : all_energies) {
            if (facts.energy && *facts.energy != e) continue;
            for (int s = lowest_standard; s <= highest_standard; ++s) {
                if (!facts.standard || *facts.standard == s) out.push_back({c, e, s});
            }
        }
    }
    return out;
}

// One way as it may be, nothing left open.
struct Way {
    bool begins_inside, ends_inside, enters, shortest;
};

constexpr std::array both{false, true};

std::vector<Way> ways_of(const WayFacts& facts, const RouteRules& rules) {
    std::vector<Way> out;
    for (const bool begins : both) {
        if (facts.begins_inside && *facts.begins_inside != begins) continue;
        for (const bool ends : both) {
            if (facts.ends_inside && *facts.ends_inside != ends) continue;
            for (const bool shortest : both) {
                const bool possible =
                    facts.reentry ? !shortest
                                  : !facts.least_mm ||
                                        shortest == (facts.inside_mm <=
                                                     most_inside_mm(*facts.least_mm, rules.exit_tolerance));
                if (possible) out.push_back({begins, ends, facts.inside_mm > 0, shortest});
            }
        }
    }
    return out;
}

Verdict decide(const Vehicle& vehicle, const Way& way, const RouteRules& rules) {
    if (rules.bans(vehicle.vehicle_class, vehicle.energy, vehicle.standard)) return Verdict::banned;
    if (!rules.concerns(vehicle.vehicle_class)) return Verdict::not_applicable;
    if (rules.exempts(vehicle.vehicle_class, vehicle.energy)) return Verdict::exempt;
    if (way.ends_inside) return Verdict::not_covered;
    if (way.begins_inside) return way.shortest ? Verdict::exit_ok : Verdict::exit_not_shortest;
    return way.enters ? Verdict::should_detour : Verdict::clear;
}

std::set<Verdict> possible_verdicts(const VehicleFacts& vehicle, std::span<const WayFacts> readings,
                                    const RouteRules& rules) {
    std::set<Verdict> out;
    const std::vector<Vehicle> vehicles = vehicles_of(vehicle);
    for (const WayFacts& reading : readings) {
        for (const Way& way : ways_of(reading, rules)) {
            for (const Vehicle& one : vehicles)
                out.insert(decide(one, way, rules));
        }
    }
    return out;
}

// Whether some way of filling in a fact leaves fewer verdicts possible than there are.
class Needs {
  public:
    Needs(const VehicleFacts& vehicle, std::span<const WayFacts> readings, const RouteRules& rules,
          std::size_t possible)
        : vehicle_(vehicle),
          readings_(readings.begin(), readings.end()),
          rules_(rules),
          possible_(possible) {}

    template <class Change>
    bool vehicle(Change change) const {
        VehicleFacts known = vehicle_;
        change(known);
        return possible_verdicts(known, readings_, rules_).size() < possible_;
    }
    template <class Change>
    bool way(Change change) const {
        std::vector<WayFacts> known = readings_;
        for (WayFacts& reading : known)
            change(reading);
        return possible_verdicts(vehicle_, known, rules_).size() < possible_;
    }
    bool reading() const {
        if (readings_.size() < 2) return false;
        return std::any_of(readings_.begin(), readings_.end(), [&](const WayFacts& one) {
            return possible_verdicts(vehicle_, std::span(&one, 1), rules_).size() < possible_;
        });
    }

  private:
    const VehicleFacts& vehicle_;
    std::vector<WayFacts> readings_;
    const RouteRules& rules_;
    std::size_t possible_;
};

void say_needs(Judgement& out, const VehicleFacts& vehicle, std::span<const WayFacts> readings,
               const RouteRules& rules) {
    const Needs needs(vehicle, readings, rules, out.possible.size());
    if (!vehicle.vehicle_class) {
        out.needs_class = std::any_of(all_classes.begin(), all_classes.end(), [&](VehicleClass value) {
            return needs.vehicle([&](VehicleFacts& known) { known.vehicle_class = value; });
        });
    }
    if (!vehicle.energy) {
        out.needs_energy = std::any_of(all_energies.begin(), all_energies.end(), [&](Energy value) {
            return needs.vehicle([&](VehicleFacts& known) { known.energy = value; });
        });
    }
    if (!vehicle.standard) {
        for (int value = lowest_standard; value <= highest_standard; ++value) {
            out.needs_standard =
                out.needs_standard || needs.vehicle([&](VehicleFacts& known) { known.standard = value; });
        }
    }
    for (const bool value : both) {
        out.needs_origin = out.needs_origin || needs.way([&](WayFacts& known) {
            if (!known.begins_inside) known.begins_inside = value;
        });
        out.needs_destination = out.needs_destination || needs.way([&](WayFacts& known) {
            if (!known.ends_inside) known.ends_inside = value;
        });
    }
    for (const bool shortest : both) {
        out.needs_gate = out.needs_gate || needs.way([&](WayFacts& known) {
            if (!known.least_mm && known.begins_inside.value_or(true))
                known.least_mm = shortest ? known.inside_mm : 0;
        });
    }
    out.needs_reading = needs.reading();
}

}  // namespace

std::string_view verdict_key(Verdict verdict) {
    return verdict_keys.at(static_cast<std::size_t>(verdict));
}

Text verdict_text(Verdict verdict) {
    switch (verdict) {
        case Verdict::banned:
            return {"不得通行", "may not drive"};
        case Verdict::not_applicable:
            return {"不适用", "not applicable"};
        case Verdict::exempt:
            return {"豁免", "exempt"};
        case Verdict::clear:
            return {"已绕行", "keeps out"};
        case Verdict::should_detour:
            return {"应引导绕行", "should detour"};
        case Verdict::exit_ok:
            return {"最短驶离", "shortest exit"};
        case Verdict::exit_not_shortest:
            return {"非最短驶离", "not the shortest exit"};
        case Verdict::not_covered:
            return {"文件未规定", "not covered"};
        case Verdict::cannot_tell:
            break;
    }
    return {"无法判定", "cannot tell"};
}

bool is_breach(Verdict verdict) {
    return verdict == Verdict::banned || verdict == Verdict::should_detour ||
           verdict == Verdict::exit_not_shortest;
}

std::uint64_t most_inside_mm(std::uint64_t least_mm, const RouteRules::ExitTolerance& tolerance) {
    const double more = std::max(tolerance.metres * 1000, tolerance.share * static_cast<double>(least_mm));
    return least_mm + static_cast<std::uint64_t>(std::floor(more));
}

Judgement judge(const VehicleFacts& vehicle, std::span<const WayFacts> readings, const RouteRules& rules) {
    // Of a way nobody could follow nothing is known.
    const WayFacts unknown{std::nullopt, std::nullopt, 0, std::nullopt, false};
    WayFacts unknown_inside = unknown;
    unknown_inside.inside_mm = 1;
    const std::array nothing{unknown, unknown_inside};
    if (readings.empty()) readings = nothing;
    Judgement out;
    const std::set<Verdict> possible = possible_verdicts(vehicle, readings, rules);
    out.possible.assign(possible.begin(), possible.end());
    if (possible.size() == 1) {
        out.verdict = out.possible.front();
    } else {
        say_needs(out, vehicle, readings, rules);
    }
    return out;
}

}  // namespace bareland::routes
