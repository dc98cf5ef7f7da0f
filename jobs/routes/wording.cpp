#include "jobs/routes/wording.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace bareland::routes {
namespace {

constexpr std::size_t most_named = 12;

const Text& unknown() {
    static const Text text{"不详", "unknown"};
    return text;
}

Text vehicle_text(const Route& route) {
    Text out = route.vehicle_class ? class_text(*route.vehicle_class) : Text{"车辆", "vehicle"};
    if (!route.plate.empty()) out = {route.plate + out.zh, out.en + " " + route.plate};
    return out;
}

Text possible_text(const std::vector<Verdict>& possible) {
    std::vector<Text> out;
    for (const Verdict verdict : possible)
        out.push_back(verdict_text(verdict));
    return joined(out);
}

Text roads_text(const Route& route) {
    if (!route.reading || route.reading->roads_inside.empty()) return {"-", "-"};
    return joined(route.reading->roads_inside);
}

Text entries_text(const Route& route) {
    std::vector<std::string> out;
    if (route.reading) {
        for (const Crossing& entry : route.reading->entries)
            out.push_back(fmt::format("{:.5f},{:.5f}", entry.at.x, entry.at.y));
    }
    return out.empty() ? Text{"-", "-"} : joined(out);
}

report::Words words_of(const Route& route, const WordingFacts& facts, Lang lang) {
    const double inside_m = route.reading ? route.reading->inside_m : 0;
    const double least_m = route.least_inside_m.value_or(0);
    const auto known = [&](const auto& value, auto text) {
        return value ? text(*value).in(lang) : unknown().in(lang);
    };
    // Metres of a way that nobody knows: the sentence that follows says why.
    const std::string none = Text{"—", "unknown"}.in(lang);
    return {{"id", route.id},
            {"plate", route.plate.empty() ? "-" : route.plate},
            {"vehicle", vehicle_text(route).in(lang)},
            {"energy", known(route.energy, energy_text)},
            {"standard", known(route.standard, standard_text)},
            {"site", route.site.empty() ? "-" : route.site},
            {"zone", facts.zone.in(lang)},
            {"inside_km", route.reading ? km_text(inside_m) : none},
            {"inside_m", route.reading ? m_text(inside_m) : none},
            {"least_m", m_text(least_m)},
            {"excess_m", m_text(inside_m - least_m)},
            {"roads", roads_text(route).in(lang)},
            {"entries", entries_text(route).in(lang)},
            {"missing", joined(facts.missing).in(lang)},
            {"possible", possible_text(route.possible).in(lang)}};
}

void add(Text& to, const Text& sentence) {
    if (!to.en.empty()) to.en += " ";
    to.zh += sentence.zh;
    to.en += sentence.en;
}

// A sentence that begins with a vehicle, as in "muck truck 京A1 may not drive".
std::string capitalised(std::string sentence) {
    if (!sentence.empty() && sentence.front() >= 'a' && sentence.front() <= 'z')
        sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
    return sentence;
}

Text way_sentence(const Suggestion& way, const Text& zone, bool leaves) {
    const std::string km = km_text(way.length_m);
    const std::string extra = km_text(std::abs(way.extra_m));
    const Text more = way.extra_m < 0 ? Text{fmt::format("，比原路线少 {} 公里", extra),
                                             fmt::format(", {} km less than the route as it is", extra)}
                                      : Text{fmt::format("，比原路线多 {} 公里", extra),
                                             fmt::format(", {} km more than the route as it is", extra)};
    const Text roads = joined(way.roads);
    const Text inside = way.inside_m > 0
                            ? Text{fmt::format("，其中“{}”内 {} 米", zone.zh, m_text(way.inside_m)),
                                   fmt::format(", {} m of it inside {}", m_text(way.inside_m), zone.en)}
                            : Text{};
    const Text head = leaves ? Text{"建议驶离路线", "Suggested way out"} : Text{"建议路线", "Suggested way"};
    return {fmt::format("{}：{}，全长 {} 公里{}{}。", head.zh, roads.zh, km, inside.zh, more.zh),
            fmt::format("{}: {}; {} km in all{}{}.", head.en, roads.en, km, inside.en, more.en)};
}

}  // namespace

Text obstacle_sentence(const Route& route, const Text& zone) {
    const Text roads = joined(route.obstacles);
    if (route.obstacles.empty()) {
        return {"在路网上没有从起点到终点的合法路线。",
                "The road network has no legal way from its origin to its destination."};
    }
    if (route.suggested) {
        return {fmt::format("没有完全绕开“{}”的合法路线：必须经过{}。", zone.zh, roads.zh),
                fmt::format("No legal way keeps out of {}: every one leads over {}.", zone.en, roads.en)};
    }
    return {fmt::format("没有合法路线：必须经过{}。", roads.zh),
            fmt::format("There is no legal way: every one leads over {}.", roads.en)};
}

std::string km_text(double metres) {
    return fmt::format("{:.3f}", metres / 1000 + 0.0);
}

std::string m_text(double metres) {
    return fmt::format("{:.0f}", std::round(metres) + 0.0);
}

Text joined(const std::vector<Text>& texts) {
    Text out;
    for (std::size_t i = 0; i < texts.size() && i < most_named; ++i) {
        out.zh += (i > 0 ? "、" : "") + texts[i].zh;
        out.en += (i > 0 ? ", " : "") + texts[i].en;
    }
    if (texts.size() > most_named) {
        out.zh += fmt::format("等 {} 项", texts.size());
        out.en += fmt::format(" and {} more", texts.size() - most_named);
    }
    return out;
}

Text joined(const std::vector<std::string>& names) {
    std::vector<Text> texts;
    for (const std::string& name : names)
        texts.push_back({name, name});
    return joined(texts);
}

Text verdict_sentence(const Route& route, const WordingFacts& facts, const RouteRules& rules) {
    const RouteRules::Wording& wording = rules.wording.at(std::string(verdict_key(route.verdict)));
    return {report::fill(wording.text.zh, words_of(route, facts, Lang::zh)),
            capitalised(report::fill(wording.text.en, words_of(route, facts, Lang::en)))};
}

Text plan_sentence(const Suggestion& way, bool zones_heeded) {
    Text inside, more;
    if (way.inside_m > 0) {
        inside = {fmt::format("，其中区内 {} 米", m_text(way.inside_m)),
                  fmt::format(", {} m of it inside", m_text(way.inside_m))};
    }
    if (zones_heeded && std::llround(way.extra_m) > 0) {
        more = {fmt::format("，比不考虑分区的最短路线多 {} 公里", km_text(way.extra_m)),
                fmt::format(", {} km more than the shortest way that heeds no zone", km_text(way.extra_m))};
    }
    const Text roads = joined(way.roads);
    const std::string km = km_text(way.length_m);
    return {fmt::format("规划路线：{}，全长 {} 公里{}{}。", roads.zh, km, inside.zh, more.zh),
            fmt::format("The way: {}; {} km in all{}{}.", roads.en, km, inside.en, more.en)};
}

Text further_sentences(const Route& route, const Text& zone, bool planned) {
    Text out;
    const bool leaves = route.verdict == Verdict::exit_not_shortest;
    const bool guides = leaves || route.verdict == Verdict::should_detour;
    if (route.reading && route.reading->reentry && leaves) {
        add(out, {"驶离后又再次进入。", "It comes back after leaving."});
    }
    if (guides && (!route.obstacles.empty() || !route.suggested)) add(out, obstacle_sentence(route, zone));
    if (guides && route.suggested && !planned) add(out, way_sentence(*route.suggested, zone, leaves));
    if (route.reading && !route.reading->over_or_under.empty()) {
        const Text roads = joined(route.reading->over_or_under);
        add(out, {fmt::format("经{}从“{}”上方或下方穿过。", roads.zh, zone.zh),
                  fmt::format("It crosses over or under {} on {}.", zone.en, roads.en)});
    }
    return out;
}

}  // namespace bareland::routes
