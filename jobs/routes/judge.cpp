#include "jobs/routes/judge.hpp"

#include <algorithm>
#include <utility>

#include "jobs/routes/reading.hpp"
#include "jobs/routes/wording.hpp"

namespace bareland::routes {
namespace {

using network::Places;
using network::Position;

constexpr double mm = 0.001;

// The street at a place of a way, in both directions.
Places street_at(const network::Network& network, const Position& at) {
    return {at, network::on_twin(network, at)};
}

bool drives_inside(const network::Network& network, const network::ZoneLinks& zone,
                   const network::Path& path) {
    for (std::size_t i = 0; i < path.links.size(); ++i) {
        const network::Index link = path.links[i];
        const std::uint32_t from = i == 0 ? path.from.along_mm : 0;
        const std::uint32_t to =
            i + 1 == path.links.size() ? path.to.along_mm : network.links[link].length_mm;
        if (zone.inside_mm(link, from, to) > 0) return true;
    }
    return false;
}

// The zones that some of the ways drive in; all of them where none does.
Text name_of(const network::Network& network, const ClosedArea& area, const std::vector<Way>& ways) {
    std::vector<std::string> all, entered;
    for (std::size_t i = 0; i < area.zones.size(); ++i) {
        const ZoneRecord& zone = *area.zones[i];
        all.push_back(zone.name.empty() ? zone.id : zone.name);
        const bool enters = std::any_of(ways.begin(), ways.end(), [&](const Way& way) {
            return drives_inside(network, *area.each[i], way.path);
        });
        if (enters) entered.push_back(all.back());
    }
    if (all.empty()) return {"-", "-"};
    return joined(entered.empty() ? all : entered);
}

class Judge {
  public:
    Judge(Context& context, Trip&& trip)
        : context_(context),
          trip_(std::move(trip)),
          route_(trip_.route),
          ground_(context.ground(trip_.day)),
          area_(context.closed(trip_.day)),
          access_(context.access(trip_.day, context.rules().truck_of(route_.vehicle_class))) {}

    Route judged() {
        read_ways();
        const VehicleFacts own{route_.vehicle_class, route_.energy, route_.standard};
        judgement_ = judge(trip_.assumed.value_or(own), facts_, context_.rules());
        route_.verdict = judgement_.verdict;
        route_.possible = judgement_.possible;
        suggest();
        word();
        return std::move(route_);
    }

  private:
    void read_ways() {
        if (trip_.kept_out_m) {
            route_.reading = Reading{};
            route_.reading->length_m = *trip_.kept_out_m;
            facts_.push_back({.begins_inside = false, .ends_inside = false});
            return;
        }
        if (trip_.ways.empty()) return;
        const network::Path& path = trip_.ways.front().path;
        if (trip_.from.empty()) trip_.from = street_at(ground_.network, path.from);
        if (trip_.to.empty()) trip_.to = street_at(ground_.network, path.to);
        for (const Way& way : trip_.ways) {
            Read read = read_way(ground_.network, area_.links, way, context_.rules().free_over_under);
            if (read.reading.begins_inside) find_least(read.facts, way.path);
            if (trip_.origin_unknown && read.reading.begins_inside) read.facts.begins_inside.reset();
            if (trip_.destination_unknown && read.reading.ends_inside) read.facts.ends_inside.reset();
            facts_.push_back(read.facts);
            if (!route_.reading) {
                route_.reading = std::move(read.reading);
            } else if (!route_.other) {
                route_.other = std::move(read.reading);
            }
        }
        if (facts_.front().begins_inside.value_or(false) && facts_.front().least_mm)
            route_.least_inside_m = static_cast<double>(*facts_.front().least_mm) * mm;
    }

    // The least possible from where the way begins. Nothing is known of it for an area without a gate, and
    // where trucks have no legal way out.
    void find_least(WayFacts& facts, const network::Path& path) {
        if (trip_.gate_unknown) return;
        Places from = trip_.from;
        from.push_back(path.from);
        const auto out = ground_.router->exit(from, area_.links, access_.rules());
        if (!out) return;
        const std::uint64_t least = network::inside_mm(network::visits(ground_.network, area_.links, *out));
        // The way as driven may break rules that the least possible keeps.
        facts.least_mm = least;
    }

    void suggest() {
        const bool detour = route_.verdict == Verdict::should_detour;
        if (!detour && route_.verdict != Verdict::exit_not_shortest) return;
        std::optional<network::Path> path;
        if (detour) {
            const network::Rules rules = access_.rules(&area_.links);
            path = ground_.router->shortest(trip_.from, trip_.to, rules);
            if (!path) route_.obstacles = obstacles_of(ground_, trip_.from, trip_.to, rules);
        }
        if (!path) path = ground_.router->least_inside(trip_.from, trip_.to, area_.links, access_.rules());
        if (!path) {
            if (route_.obstacles.empty())
                route_.obstacles = obstacles_of(ground_, trip_.from, trip_.to, access_.rules());
            return;
        }
        route_.suggested = suggestion_of(context_, trip_.day, *path, route_.reading->length_m);
    }

    std::vector<Text> missing() const {
        std::vector<Text> out;
        const auto say = [&](bool needed, const Text& text) {
            if (needed) out.push_back(text);
        };
        if (trip_.ways.empty() && !trip_.kept_out_m) {
            say(true, route_.text.en.empty()
                          ? Text{"路线无法对应到道路", "the route cannot be laid on the roads"}
                          : route_.text);
            return out;
        }
        say(judgement_.needs_class, {"车型不详", "its class is unknown"});
        say(judgement_.needs_energy, {"燃料不详", "its energy is unknown"});
        say(judgement_.needs_standard, {"排放标准不详", "its emission standard is unknown"});
        say(judgement_.needs_origin, {"起点是否在区内不详", "whether it begins inside is unknown"});
        say(judgement_.needs_destination, {"终点是否在区内不详", "whether it ends inside is unknown"});
        if (judgement_.needs_gate && trip_.gate_unknown)
            say(true, {"工地是面而没有出入口", "its site is an area without a gate"});
        else
            say(judgement_.needs_gate, {"没有合法的驶离路径可比", "no legal way out to compare with"});
        say(judgement_.needs_reading,
            {"轨迹分不清走的是哪条路", "the points cannot tell which of two roads it used"});
        return out;
    }

    void word() {
        const RouteRules& rules = context_.rules();
        const Text zone = name_of(ground_.network, area_, trip_.ways);
        route_.clause = rules.wording.at(std::string(verdict_key(route_.verdict))).clause;
        const WordingFacts facts{zone, missing()};
        const bool nowhere = !route_.reading && !route_.text.en.empty();
        Text text = verdict_sentence(route_, facts, rules);
        if (nowhere && route_.verdict == Verdict::exempt) {
            text.zh += "区内里程不详：" + route_.text.zh + "。";
            text.en += " Why its way is unknown: " + route_.text.en + ".";
        }
        const Text more = further_sentences(route_, zone, trip_.planned);
        text.zh += more.zh;
        text.en += (more.en.empty() ? "" : " ") + more.en;
        route_.text = std::move(text);
    }

    Context& context_;
    Trip trip_;
    Route& route_;
    Ground& ground_;
    const ClosedArea& area_;
    const Access& access_;
    std::vector<WayFacts> facts_;
    Judgement judgement_;
};

}  // namespace

Suggestion suggestion_of(Context& context, const Date& day, const network::Path& path, double instead_of_m) {
    const Ground& ground = context.ground(day);
    Read read = read_way(ground.network, context.closed(day).links, {path}, context.rules().free_over_under);
    Suggestion out;
    out.length_m = read.reading.length_m;
    out.inside_m = read.reading.inside_m;
    out.extra_m = out.length_m - instead_of_m;
    out.line = std::move(read.reading.line);
    out.roads = road_names(ground.network, path);
    return out;
}

std::vector<std::string> obstacles_of(Ground& ground, const Places& from, const Places& to,
                                      const network::Rules& rules) {
    std::vector<std::string> out;
    for (const auto& obstacle : ground.router->obstacles(from, to, rules)) {
        const network::Road& road = ground.network.roads[ground.network.links[obstacle.link].road];
        const std::string& name = road.name.empty() ? road.id : road.name;
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    }
    return out;
}

Route judged(Context& context, Trip trip) {
    return Judge(context, std::move(trip)).judged();
}

}  // namespace bareland::routes
