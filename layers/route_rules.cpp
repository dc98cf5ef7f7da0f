#include "layers/route_rules.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace bareland {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
bool among(const std::vector<T>& all, T one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

Json keys_of(const std::vector<VehicleClass>& classes) {
    Json out = Json::array();
    for (const VehicleClass c : classes)
        out.push_back(class_key(c));
    return out;
}

Json keys_of(const std::vector<Energy>& energies) {
    Json out = Json::array();
    for (const Energy e : energies)
        out.push_back(energy_key(e));
    return out;
}

Json json_of(const Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

// What holds without a profile: plain statements, no clause.
std::map<std::string, RouteRules::Wording> default_wording() {
    return {
        {"banned",
         {"",
          {"{vehicle}（{energy}，{standard}）不得通行。",
           "{vehicle} ({energy}, {standard}) may not drive."}}},
        {"not_applicable",
         {"",
          {"{vehicle}不属于应绕行的车辆，不适用。",
           "{vehicle} is not one of the vehicles that the rule speaks of."}}},
        {"exempt",
         {"",
          {"{vehicle}（{energy}）豁免；在“{zone}”内行驶 {inside_km} 公里。",
           "{vehicle} ({energy}) is exempt; it drives {inside_km} km inside {zone}."}}},
        {"clear", {"", {"已绕行“{zone}”。", "The route keeps out of {zone}."}}},
        {"should_detour",
         {"",
          {"应引导绕行：路线在“{zone}”内行驶 {inside_km} 公里，经过{roads}。",
           "To be guided round: the route drives {inside_km} km inside {zone}, on {roads}."}}},
        {"exit_ok",
         {"",
          {"已按最短路径驶离“{zone}”：区内 {inside_m} 米，最短可能 {least_m} 米。",
           "It leaves {zone} by the shortest way: {inside_m} m inside, {least_m} m at the least."}}},
        {"exit_not_shortest",
         {"",
          {"应引导按最短路径驶离“{zone}”：区内 {inside_m} 米，最短可能 {least_m} 米，多 {excess_m} 米。",
           "To be guided out of {zone} by the shortest way: {inside_m} m inside, {least_m} m at the least, "
           "{excess_m} m more."}}},
        {"not_covered",
         {"",
          {"终点在“{zone}”内，文件未规定，请人工决定；区内 {inside_km} 公里。",
           "The destination lies inside {zone}, which the document does not cover: decide by hand; "
           "{inside_km} km "
           "inside."}}},
        {"cannot_tell",
         {"", {"无法判定：{missing}；可能为{possible}。", "Cannot tell: {missing}; it may be: {possible}."}}},
    };
}

}  // namespace

bool RouteRules::concerns(VehicleClass value) const {
    return among(classes, value);
}

bool RouteRules::exempts(VehicleClass value, Energy energy) const {
    return among(exempt_classes, value) && among(new_energy, energy);
}

bool RouteRules::bans(VehicleClass value, Energy energy, int standard) const {
    return among(ban.classes, value) && among(ban.energies, energy) && standard <= ban.standard_at_most;
}

RouteRules::Truck RouteRules::truck_of(std::optional<VehicleClass> value) const {
    if (value) {
        const auto known = trucks.find(*value);
        if (known != trucks.end()) return known->second;
    }
    Truck largest{0, 0, 0};
    for (const auto& [name, truck] : trucks) {
        largest.weight_t = std::max(largest.weight_t, truck.weight_t);
        largest.height_m = std::max(largest.height_m, truck.height_m);
        largest.width_m = std::max(largest.width_m, truck.width_m);
    }
    return largest;
}

std::span<const std::string> route_placeholders() {
    static const std::vector<std::string> words{"id",       "plate", "vehicle",   "energy",   "standard",
                                                "site",     "zone",  "inside_km", "inside_m", "least_m",
                                                "excess_m", "roads", "entries",   "missing",  "possible"};
    return words;
}

RouteRules default_route_rules() {
    RouteRules rules;
    rules.wording = default_wording();
    return rules;
}

std::string route_rules_json(const RouteRules& rules) {
    const RouteRules::Trips& t = rules.trips;
    Json out;
    out["classes"] = keys_of(rules.classes);
    out["exempt"] = {{"classes", keys_of(rules.exempt_classes)}, {"energies", keys_of(rules.new_energy)}};
    out["ban"] = {{"classes", keys_of(rules.ban.classes)},
                  {"energies", keys_of(rules.ban.energies)},
                  {"standard_at_most", rules.ban.standard_at_most}};
    out["exit"] = {{"metres", rules.exit_tolerance.metres}, {"share", rules.exit_tolerance.share}};
    out["free_over_under"] = rules.free_over_under;
    out["junction_m"] = rules.junction_m;
    out["carriageway_m"] = rules.carriageway_m;
    out["network"] = {{"join_m", rules.network.join_m}, {"gap_m", rules.network.gap_m}};
    out["snap"] = {{"gate_m", rules.snap_m.gate},
                   {"route_m", rules.snap_m.route},
                   {"site_start_m", rules.snap_m.site_start},
                   {"no_gate", rules.snap_m.no_gate}};
    out["trucks"] = Json::object();
    for (const auto& [name, truck] : rules.trucks)
        out["trucks"][class_key(name)] = {
            {"weight_t", truck.weight_t}, {"height_m", truck.height_m}, {"width_m", truck.width_m}};
    out["sweep"] = {{"each_side_m", rules.sweep.each_side_m},
                    {"to_be_confirmed", rules.sweep.to_be_confirmed},
                    {"clause", rules.sweep.clause},
                    {"duty", json_of(rules.sweep.duty)},
                    {"sweepers", json_of(rules.sweep.sweepers)}};
    out["trips"] = {{"stop_s", t.stop_s},
                    {"stop_radius_m", t.stop_radius_m},
                    {"longest_gap_s", t.longest_gap_s},
                    {"gap_s", t.gap_s},
                    {"shortest_m", t.shortest_m},
                    {"origin_m", t.origin_m},
                    {"sigma_m", t.sigma_m},
                    {"beta_m", t.beta_m},
                    {"radius_m", t.radius_m},
                    {"max_speed_kmh", t.max_speed_kmh},
                    {"least_confidence", t.least_confidence},
                    {"most_off_road", t.most_off_road}};
    out["verdicts"] = Json::object();
    for (const std::string_view key : verdict_keys) {
        const RouteRules::Wording& wording = rules.wording.at(std::string(key));
        out["verdicts"][std::string(key)] = {{"clause", wording.clause}, {"text", json_of(wording.text)}};
    }
    return out.dump();
}

}  // namespace bareland
