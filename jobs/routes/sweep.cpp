#include "jobs/routes/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "geo/geodesic.hpp"
#include "geo/messages_zone_links.hpp"
#include "geo/network/shape_cuts.hpp"
#include "jobs/routes/context.hpp"

namespace bareland::routes {
namespace {

using network::SweepArm;

// Units in force, to cut roads at their borders.
class UnitCutter {
  public:
    UnitCutter(const std::vector<UnitRecord>& units, const Date& day) {
        for (const UnitRecord& unit : units) {
            if (unit.validity.holds(day))
                units_.push_back({&unit, box_of(unit.shape), network::ShapeCuts(unit.shape)});
        }
        std::stable_sort(units_.begin(), units_.end(),
                         [](const Unit& a, const Unit& b) { return a.record->id < b.record->id; });
    }

    struct Part {
        double from_m = 0, to_m = 0;
        const UnitRecord* unit = nullptr;
    };
    // The line in parts, each in one unit or in none; of several the first by id.
    std::vector<Part> parts(const std::vector<Point>& line, double length_m) const {
        std::vector<Part> out{{0, length_m, nullptr}};
        const Box box = network::box_of(line);
        for (const Unit& unit : units_) {
            if (!unit.box.meets(box)) continue;
            for (const network::ShapeCuts::Part& part : unit.cuts.inside(line))
                give(out, part.from_m, std::min(part.to_m, length_m), unit.record);
        }
        return out;
    }

  private:
    struct Unit {
        const UnitRecord* record;
        Box box;
        network::ShapeCuts cuts;
    };

    // What of the parts without a unit lies between two places is the unit's.
    static void give(std::vector<Part>& parts, double from, double to, const UnitRecord* unit) {
        constexpr double least_m = 1e-3;
        std::vector<Part> out;
        for (const Part& part : parts) {
            const double low = std::max(part.from_m, from);
            const double high = std::min(part.to_m, to);
            if (part.unit != nullptr || high - low < least_m) {
                out.push_back(part);
                continue;
            }
            if (low - part.from_m >= least_m) out.push_back({part.from_m, low, nullptr});
            out.push_back({low - part.from_m >= least_m ? low : part.from_m,
                           part.to_m - high >= least_m ? high : part.to_m, unit});
            if (part.to_m - high >= least_m) out.push_back({high, part.to_m, nullptr});
        }
        parts = std::move(out);
    }

    std::vector<Unit> units_;
};

std::vector<Point> part_of(const std::vector<Point>& line, double from_m, double to_m) {
    std::vector<Point> out;
    double gone = 0;
    for (std::size_t k = 0; k + 1 < line.size(); ++k) {
        const double metres = geodesic::distance(line[k], line[k + 1]);
        const double low = std::max(from_m - gone, 0.0);
        const double high = std::min(to_m - gone, metres);
        gone += metres;
        if (high <= low) continue;
        const auto at = [&](double m) {
            return m <= 0        ? line[k]
                   : m >= metres ? line[k + 1]
                                 : geodesic::towards(line[k], line[k + 1], metres, m);
        };
        if (out.empty()) out.push_back(at(low));
        out.push_back(at(high));
    }
    return out;
}

class Sweeping {
  public:
    Sweeping(Context& context, const SweepOptions& options)
        : context_(context),
          ground_(context.ground(options.as_of)),
          pieces_(ground_.network),
          units_(context.units, options.as_of),
          rules_(context.rules().sweep),
          each_side_m_(options.each_side_m.value_or(rules_.each_side_m)) {}

    std::vector<SweptGate> all() {
        std::vector<SweptGate> out;
        for (const SiteRecord& site : context_.sites) {
            std::vector<GateRecord> gates = context_.gates_of(site);
            std::stable_sort(gates.begin(), gates.end(),
                             [](const GateRecord& a, const GateRecord& b) { return a.id < b.id; });
            if (gates.empty()) out.push_back(without_gate(site));
            for (const GateRecord& gate : gates)
                out.push_back(of(site, gate));
        }
        return out;
    }

  private:
    static SweptGate named(const SiteRecord& site) {
        SweptGate out;
        out.site_id = site.id;
        out.site = site.name;
        return out;
    }

    SweptGate without_gate(const SiteRecord& site) {
        SweptGate out = named(site);
        out.status = SweepStatus::no_gate;
        out.text = status_text(out.status);
        context_.findings.push_back(find(messages::sweep_no_gate, site.id, site.id));
        return out;
    }

    SweptGate of(const SiteRecord& site, const GateRecord& gate) {
        SweptGate out = named(site);
        out.gate_id = gate.id;
        out.place = gate.place;
        const double limit = context_.rules().snap_m.gate;
        const auto swept = network::sweep(pieces_, *ground_.index, gate.place, limit, each_side_m_,
                                          &context_.gateless(ground_));
        if (!swept) {
            out.status = SweepStatus::no_road;
            out.text = status_text(out.status);
            Finding finding = find(messages::sweep_no_road, site.id + "/" + gate.id, site.id, gate.id, limit);
            finding.lon = gate.place.x;
            finding.lat = gate.place.y;
            context_.findings.push_back(std::move(finding));
            return out;
        }
        out.on = swept->snap.on;
        out.snap_m = swept->snap.distance_m;
        for (const SweepArm& arm : swept->arms)
            out.arms.push_back(arm_of(arm));
        out.text = told(out);
        return out;
    }

    SweptArm arm_of(const SweepArm& arm) const {
        SweptArm out{arm.side, arm.azimuth, static_cast<double>(arm.length_mm) / 1000, arm.end, {}};
        for (const network::SweepStretch& stretch : arm.stretches) {
            const network::Road& road = ground_.network.roads[stretch.road];
            const double from = static_cast<double>(stretch.from_mm) / 1000;
            const double length = static_cast<double>(stretch.to_mm) / 1000 - from;
            const auto parts = units_.parts(stretch.line, length);
            for (const UnitCutter::Part& part : parts) {
                SweptPart swept{road.id,
                                road.name,
                                road.road_class,
                                stretch.one_way,
                                from + part.from_m,
                                from + part.to_m,
                                {},
                                {},
                                road.sweeper,
                                sweepers_of(road),
                                {}};
                if (part.unit != nullptr) {
                    swept.unit_id = part.unit->id;
                    swept.unit = part.unit->name;
                }
                swept.line = parts.size() == 1 ? stretch.line : part_of(stretch.line, part.from_m, part.to_m);
                out.parts.push_back(std::move(swept));
            }
        }
        return out;
    }

    // Nobody is taken for the one who sweeps because the road lies in a township.
    Text sweepers_of(const network::Road& road) const {
        if (!road.sweeper.empty()) return {road.sweeper, road.sweeper};
        const Text& words = rules_.sweepers;
        return {words.zh.empty() ? "未注明" : words.zh + "（道路数据未注明具体单位）",
                words.en.empty() ? "not known" : words.en + " (the roads do not say who)"};
    }

    // Roads and who sweeps them, in the order of the parts, each once.
    struct Named {
        std::vector<std::string> roads, sweepers_zh, sweepers_en;
    };
    static Named named(const SweptArm& arm) {
        Named out;
        const auto add = [](std::vector<std::string>& to, const std::string& word) {
            if (!word.empty() && std::find(to.begin(), to.end(), word) == to.end()) to.push_back(word);
        };
        for (const SweptPart& part : arm.parts) {
            add(out.roads, part.road.empty() ? part.road_id : part.road);
            add(out.sweepers_zh, part.sweepers.zh);
            add(out.sweepers_en, part.sweepers.en);
        }
        return out;
    }

    // Who sweeps is said once where it is the same on both sides.
    static Text told(const SweptGate& gate) {
        Text out;
        for (std::size_t i = 0; i < gate.arms.size(); ++i) {
            const SweptArm& arm = gate.arms[i];
            const Named own = named(arm);
            const bool again =
                i + 1 < gate.arms.size() && named(gate.arms[i + 1]).sweepers_zh == own.sweepers_zh;
            const bool silent = again || own.sweepers_zh.empty();
            const Text side = side_text(arm);
            const Text end = end_text(arm.end);
            out.zh +=
                fmt::format("{}{} {:.0f} 米（{}{}）{}", out.zh.empty() ? "" : "；", side.zh, arm.length_m,
                            fmt::join(own.roads, "、"), arm.end == SweepArm::End::range ? "" : "，" + end.zh,
                            silent ? "" : fmt::format("，清扫保洁：{}", fmt::join(own.sweepers_zh, "、")));
            out.en +=
                fmt::format("{}{} {:.0f} m ({}{}){}", out.en.empty() ? "" : "; ", side.en, arm.length_m,
                            fmt::join(own.roads, ", "), arm.end == SweepArm::End::range ? "" : ", " + end.en,
                            silent ? "" : fmt::format(", swept by: {}", fmt::join(own.sweepers_en, ", ")));
        }
        return out;
    }

    Context& context_;
    const Ground& ground_;
    network::Pieces pieces_;
    UnitCutter units_;
    const RouteRules::Sweep& rules_;
    double each_side_m_;
};

std::vector<report::Parameter> parameters_of(const SweepOptions& options, const Context& context,
                                             const SweepResult& result, const Ground& ground) {
    using Json = nlohmann::ordered_json;
    std::vector<report::Parameter> out;
    const auto add = [&](const std::string& key, const Json& value) { out.push_back({key, value.dump()}); };
    const auto file_of = [](const std::string& path) {
        return path.empty() ? Json(nullptr) : Json(std::filesystem::path(path).filename().string());
    };
    add("command", "routes sweep");
    add("as_of", result.as_of.text());
    add("each_side_m", result.each_side_m);
    add("each_side_from", options.each_side_m ? "--each-side" : "profile");
    add("gate_limit_m", context.rules().snap_m.gate);
    add("network", ground.source.en);
    add("network_date", ground.network.date ? Json(ground.network.date->text()) : Json(nullptr));
    add("workspace", file_of(options.sources.workspace));
    add("profile", file_of(context.profile.file));
    add("length", "geodesic length on the CGCS2000 ellipsoid, along roads");
    return out;
}

}  // namespace

double SweptGate::length_m() const {
    double sum = 0;
    for (const SweptArm& arm : arms)
        sum += arm.length_m;
    return sum;
}

const char* side_key(SweepArm::Side side) {
    switch (side) {
        case SweepArm::Side::left:
            return "left";
        case SweepArm::Side::right:
            return "right";
        case SweepArm::Side::unknown:
            break;
    }
    return nullptr;
}

Text side_text(const SweptArm& arm) {
    if (arm.side == SweepArm::Side::left) return {"左侧", "left"};
    if (arm.side == SweepArm::Side::right) return {"右侧", "right"};
    static const std::array<Text, 8> winds{{{"北侧", "north"},
                                            {"东北侧", "north-east"},
                                            {"东侧", "east"},
                                            {"东南侧", "south-east"},
                                            {"南侧", "south"},
                                            {"西南侧", "south-west"},
                                            {"西侧", "west"},
                                            {"西北侧", "north-west"}}};
    return winds.at(static_cast<std::size_t>(std::lround(arm.azimuth / 45)) % winds.size());
}

const char* end_key(SweepArm::End end) {
    switch (end) {
        case SweepArm::End::range:
            return "range";
        case SweepArm::End::dead_end:
            return "dead_end";
        case SweepArm::End::road_end:
            return "road_end";
        case SweepArm::End::ring:
            break;
    }
    return "ring";
}

Text end_text(SweepArm::End end) {
    switch (end) {
        case SweepArm::End::range:
            return {"足额", "whole range"};
        case SweepArm::End::dead_end:
            return {"至断头路尽头", "up to its dead end"};
        case SweepArm::End::road_end:
            return {"至道路尽头的路口", "up to the junction where the road ends"};
        case SweepArm::End::ring:
            break;
    }
    return {"绕回已计路段为止", "up to where it comes round to what is counted"};
}

const char* status_key(SweepStatus status) {
    switch (status) {
        case SweepStatus::swept:
            return "swept";
        case SweepStatus::no_road:
            return "no_road";
        case SweepStatus::no_gate:
            break;
    }
    return "no_gate";
}

Text status_text(SweepStatus status) {
    switch (status) {
        case SweepStatus::swept:
            return {"已划定", "found"};
        case SweepStatus::no_road:
            return {"无法判定：出口附近没有货车可行的道路", "cannot tell: no road for trucks near the gate"};
        case SweepStatus::no_gate:
            break;
    }
    return {"无法判定：面状工地没有出入口", "cannot tell: an area without a gate"};
}

SweepResult run_sweep(const SweepOptions& options) {
    Context context(options.sources);
    const RouteRules::Sweep& rules = context.rules().sweep;
    SweepResult result;
    result.as_of = options.as_of;
    result.each_side_m = options.each_side_m.value_or(rules.each_side_m);
    result.to_be_confirmed = !options.each_side_m && rules.to_be_confirmed;
    result.clause = rules.clause;
    result.duty = rules.duty;
    result.gates = Sweeping(context, options).all();
    if (result.to_be_confirmed) {
        context.findings.push_back(find(messages::sweep_to_be_confirmed, "range", result.each_side_m,
                                        result.clause.empty() ? std::string("-") : result.clause));
    }
    result.parameters = parameters_of(options, context, result, context.ground(options.as_of));
    result.findings = context.findings;
    report::sort_findings(result.findings);
    result.inputs = report::hashed(context.files);
    result.inputs.insert(result.inputs.end(), context.imported.begin(), context.imported.end());
    return result;
}

}  // namespace bareland::routes
