// [routes] of a profile.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "layers/profile.hpp"

namespace bareland {
namespace {

const std::string head = R"(schema = "bareland/profile/1"
scope = "district"
district = "1"
name = { zh = "区", en = "District" }
)";

RouteRules read(const std::string& text) {
    return parse_profile(head + text, "p.toml").routes;
}

std::string complaint(const std::string& text) {
    try {
        read(text);
    } catch (const Error& error) {
        return error.code() + ": " + error.text().en;
    }
    return "none";
}

TEST(ProfileRoutes, WhatIsNotSaidKeepsItsDefault) {
    const RouteRules rules = read("[routes]\n");
    EXPECT_EQ(rules.exit_tolerance.metres, 20);
    EXPECT_EQ(rules.exit_tolerance.share, 0.02);
    EXPECT_EQ(rules.wording.size(), verdict_keys.size());
    EXPECT_TRUE(rules.bans(VehicleClass::other, Energy::diesel, 3));
    EXPECT_FALSE(rules.bans(VehicleClass::muck_truck, Energy::diesel, 4));
    EXPECT_TRUE(rules.exempts(VehicleClass::muck_truck, Energy::hydrogen));
    EXPECT_FALSE(rules.exempts(VehicleClass::muck_truck, Energy::hybrid));
    EXPECT_FALSE(rules.exempts(VehicleClass::heavy_diesel, Energy::electric));
}

TEST(ProfileRoutes, EveryKeyIsRead) {
    const RouteRules rules = read(R"(
[routes]
classes = ["heavy_diesel"]
free_over_under = false
junction_m = 40
carriageway_m = 70
[routes.exempt]
classes = ["heavy_diesel", "other"]
energies = ["gas"]
[routes.ban]
classes = ["other"]
energies = ["diesel", "gas"]
standard_at_most = 4
[routes.exit]
metres = 5
share = 0.1
[routes.network]
join_m = 1.5
gap_m = 7
[routes.snap]
gate_m = 1
route_m = 2
site_start_m = 3
no_gate = ["快速路"]
[routes.trucks]
other = { weight_t = 1, height_m = 2, width_m = 3 }
[routes.sweep]
each_side_m = 50
to_be_confirmed = true
clause = "c"
duty = { zh = "扫", en = "sweep" }
sweepers = { zh = "谁", en = "who" }
[routes.trips]
stop_s = 1
stop_radius_m = 2
gap_s = 3
shortest_m = 4
origin_m = 5
sigma_m = 6
beta_m = 7
radius_m = 8
max_speed_kmh = 9
least_confidence = 0.5
most_off_road = 0.4
[routes.verdict.clear]
clause = "条款"
text = { zh = "{zone}好", en = "{zone} fine" }
)");
    EXPECT_EQ(rules.classes, std::vector{VehicleClass::heavy_diesel});
    EXPECT_FALSE(rules.free_over_under);
    EXPECT_EQ(rules.junction_m, 40);
    EXPECT_EQ(rules.carriageway_m, 70);
    EXPECT_EQ(rules.new_energy, std::vector{Energy::gas});
    EXPECT_EQ(rules.ban.standard_at_most, 4);
    EXPECT_EQ(rules.exit_tolerance.metres, 5);
    EXPECT_EQ(rules.snap_m.site_start, 3);
    EXPECT_EQ(rules.snap_m.no_gate, std::vector<std::string>{"快速路"});
    EXPECT_EQ(rules.network.join_m, 1.5);
    EXPECT_EQ(rules.network.gap_m, 7);
    EXPECT_EQ(rules.truck_of(VehicleClass::other), (RouteRules::Truck{1, 2, 3}));
    EXPECT_EQ(rules.truck_of({}).weight_t, 49);  // unknown: the largest
    EXPECT_TRUE(rules.sweep.to_be_confirmed);
    EXPECT_EQ(rules.sweep.sweepers.zh, "谁");
    EXPECT_EQ(rules.trips.least_confidence, 0.5);
    EXPECT_EQ(rules.trips.most_off_road, 0.4);
    EXPECT_EQ(rules.wording.at("clear").clause, "条款");
    const auto json = nlohmann::json::parse(route_rules_json(rules));
    EXPECT_EQ(json["ban"]["standard_at_most"], 4);
    EXPECT_EQ(json["snap"]["no_gate"][0], "快速路");
    EXPECT_EQ(json["verdicts"]["clear"]["text"]["en"], "{zone} fine");
    EXPECT_EQ(json["trucks"]["other"]["width_m"], 3);
}

TEST(ProfileRoutes, MistakesAreToldWithFileAndLine) {
    EXPECT_EQ(
        complaint("[routes]\nclases = []\n"),
        "BL-3203: p.toml, line 6: unknown key \"clases\" in [routes]; the closest known key is \"classes\"");
    EXPECT_EQ(complaint("[routes]\nclasses = [\"lorry\"]\n"),
              "BL-3206: p.toml, line 6: [routes] classes = [ 'lorry' ]; expected an array of \"muck_truck\", "
              "\"heavy_diesel\", \"other\"");
    EXPECT_EQ(complaint("[routes.ban]\nstandard_at_most = 7\n"),
              "BL-3206: p.toml, line 6: [routes.ban] standard_at_most = 7; expected an integer from 0 to 6 "
              "(0: none "
              "is banned)");
    EXPECT_EQ(complaint("[routes.exit]\nshare = 1.5\n"),
              "BL-3206: p.toml, line 6: [routes.exit] share = 1.5; expected a number from 0 to 1");
    EXPECT_EQ(complaint("[routes.verdict.clear]\ntext = { zh = \"{oops}\", en = \"x\" }\n").substr(0, 8),
              "BL-3209:");
    EXPECT_EQ(complaint("[routes.verdict.fine]\nclause = \"x\"\n").substr(0, 7), "BL-3204");
}

TEST(ProfileRoutes, TheDistrictsAreAsTheirDocumentsSay) {
    const RouteRules tongzhou = load_profile("tongzhou").routes;
    EXPECT_EQ(tongzhou.sweep.each_side_m, 100);
    EXPECT_FALSE(tongzhou.sweep.to_be_confirmed);
    EXPECT_NE(tongzhou.wording.at("should_detour").clause.find("倡导"), std::string::npos);
    const RouteRules miyun = load_profile("miyun").routes;
    EXPECT_TRUE(miyun.sweep.to_be_confirmed);
    for (const RouteRules& rules : {tongzhou, miyun}) {
        EXPECT_EQ(rules.new_energy, (std::vector{Energy::electric, Energy::hydrogen}));
        for (const auto& [key, wording] : rules.wording)
            EXPECT_EQ(wording.text.zh.find("违法"), std::string::npos) << key;
    }
}

}  // namespace
}  // namespace bareland
