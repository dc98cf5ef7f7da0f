// bareland routes check, plan and exit, run as users run them.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/cli/command.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::test {
namespace {

using Json = nlohmann::json;

std::string collection(const std::vector<std::string>& features) {
    std::string out = R"({"type":"FeatureCollection","features":[)";
    for (std::size_t i = 0; i < features.size(); ++i)
        out += (i > 0 ? "," : "") + features[i];
    return out + "]}";
}
std::string line(const std::string& properties, const std::string& coordinates) {
    return R"({"type":"Feature","properties":{)" + properties +
           R"(},"geometry":{"type":"LineString","coordinates":)" + coordinates + "}}";
}

// A street from west to east through a square zone, and one round it. The zone is only a polygon.
class RoutesCommand : public ::testing::Test {
  protected:
    void SetUp() override {
        dir_.write("roads.geojson",
                   collection({line(R"("id":"1","name":"直街")",
                                    "[[116.6,39.9],[116.605,39.9],[116.615,39.9],[116.62,39.9]]"),
                               line(R"("id":"2","name":"绕街")",
                                    "[[116.6,39.9],[116.6,39.91],[116.62,39.91],[116.62,39.9]]")}));
        dir_.write(
            "zones.geojson",
            collection({R"({"type":"Feature","properties":{"id":"z","name":"严控区","kind":"strict"},)"
                        R"("geometry":{"type":"Polygon","coordinates":[[[116.605,39.895],)"
                        R"([116.615,39.895],[116.615,39.905],[116.605,39.905],[116.605,39.895]]]}})"}));
        dir_.write("vehicles.csv",
                   "车牌,车型,燃料,排放标准\n京A1,渣土车,柴油,国五\n京A2,渣土车,纯电动,\n"
                   "京A3,渣土车,柴油,国三\n");
        dir_.write("sites.csv", "id,name,lon,lat\nS1,甲工地,116.608,39.9001\n");
        write_routes({through("r1", "京A1"), round("r2", "京A1"), through("r3", "京A2")});
    }
    static std::string through(const std::string& id, const std::string& plate) {
        return line(R"("id":")" + id + R"(","plate":")" + plate + "\"", "[[116.6,39.9],[116.62,39.9]]");
    }
    static std::string round(const std::string& id, const std::string& plate) {
        return line(R"("id":")" + id + R"(","plate":")" + plate + "\"",
                    "[[116.6,39.9],[116.6,39.91],[116.62,39.91],[116.62,39.9]]");
    }
    void write_routes(const std::vector<std::string>& features) {
        dir_.write("routes.geojson", collection(features));
    }
    static Words sources() {
        return {"--roads", "roads.geojson", "--zones",    "zones.geojson", "--out",
                "out",     "--as-of",       "2024-06-01", "--lang",        "en"};
    }
    Ran check(const Words& more = {}) {
        return run_bareland(Words{"routes", "check", "routes.geojson", "--zone", "z", "--vehicles",
                                  "vehicles.csv", "--sites", "sites.csv"} +
                                sources() + more,
                            dir_.path());
    }
    Json json() const { return Json::parse(contents(dir_ / "out/routes.json")); }

    TempDir dir_;
};

TEST_F(RoutesCommand, CheckJudgesEveryRoute) {
    const Ran outcome = check();
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out.find("3 routes: 1 exempt, 1 keeps out, 1 should detour.\n"), 0U) << outcome.out;
    const Json found = json();
    EXPECT_EQ(found["routes"][0]["verdict"], "should_detour");
    EXPECT_EQ(found["routes"][1]["verdict"], "clear");
    EXPECT_EQ(found["routes"][2]["verdict"], "exempt");
    // The street within the polygon: 0.01 degrees of longitude at 39.9 N, 855.3 m.
    EXPECT_NEAR(found["routes"][0]["inside_m"].get<double>(), 855.3, 0.5);
    EXPECT_EQ(found["zones"][0]["derived"], true);
    EXPECT_EQ(found["inputs"].size(), 5U);
}

TEST_F(RoutesCommand, FailOnBreach) {
    EXPECT_EQ(check({"--fail-on-breach"}).status, 4);
    EXPECT_TRUE(std::filesystem::exists(dir_ / "out/routes.json"));
    write_routes({round("r2", "京A1"), through("r3", "京A2")});
    EXPECT_EQ(check({"--fail-on-breach"}).status, 0);
    write_routes({round("r2", "京A3")});  // banned wherever it drives
    EXPECT_EQ(check({"--fail-on-breach"}).status, 4);
}

TEST_F(RoutesCommand, PlanKeepsOut) {
    const Ran outcome = run_bareland(Words{"routes", "plan", "--from", "116.601,39.9", "--to", "116.619,39.9",
                                           "--vehicle", "muck_truck", "--zone", "z"} +
                                         sources(),
                                     dir_.path());
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("Only a class was given: planned as not exempt."), std::string::npos)
        << outcome.out;
    const Json route = json()["routes"][0];
    EXPECT_EQ(route["verdict"], "clear");
    EXPECT_TRUE(json()["summary"]["exempt_share"].is_null());  // nobody drove
    EXPECT_EQ(outcome.out.find("are exempt"), std::string::npos);
    EXPECT_EQ(route["suggested"]["inside_m"], 0);
    const auto length_m = route["suggested"]["length_m"].get<double>();
    EXPECT_EQ(length_m, std::round(length_m * 1000) / 1000);
    // There and back up both sides: 2 x 1110.6 m, 2 x 0.001 degrees more along, and across.
    EXPECT_NEAR(route["suggested"]["length_m"].get<double>(), 2 * 1110.35 + 2 * 85.5 + 1710.3, 3);
    EXPECT_GT(route["suggested"]["extra_m"].get<double>(), 2000);
}

TEST_F(RoutesCommand, ExitOfASite) {
    const Ran outcome =
        run_bareland(Words{"routes", "exit", "sites.csv", "--zone", "z"} + sources(), dir_.path());
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const Json route = json()["routes"][0];
    EXPECT_EQ(route["id"], "S1");
    EXPECT_EQ(route["verdict"], "exit_ok");
    EXPECT_NEAR(route["least_inside_m"].get<double>(), 0.003 * 85532, 0.5);
}

TEST_F(RoutesCommand, ExactWordsOfWhatIsWrong) {
    const auto usage = [&](const Words& words) {
        const Ran outcome = run_bareland(Words{"routes"} + words, dir_.path());
        EXPECT_EQ(outcome.status, 2) << outcome.err;
        EXPECT_FALSE(std::filesystem::exists(dir_ / "out"));
        return outcome.err;
    };
    const Words zones{"--zones", "zones.geojson", "--out", "out", "--lang", "en"};
    EXPECT_EQ(usage(Words{"check", "routes.geojson", "--zone", "z"} + zones),
              "bareland: BL-2260: there is no road: name a workspace with --workspace, or give a file with "
              "--roads\n");
    EXPECT_EQ(usage(Words{"check", "routes.geojson"} + sources()),
              "bareland: BL-2265: say with --zone which zones to keep out of; there are: z\n");
    EXPECT_EQ(usage(Words{"check", "routes.geojson", "--zone", "z", "--units-crs", "gcj02"} + sources()),
              "bareland: BL-2261: --units-crs goes with --units only\n");
    EXPECT_EQ(
        usage(Words{"check", "routes.geojson", "--zone", "z", "--map", "trucks.plate=x"} + sources()),
        "bareland: BL-2263: --map: \"trucks.plate=x\" must be COLUMN=HEADER (such as plate=车牌号), with the "
        "file's word and a dot before columns of the other files (roads., zones., units., vehicles., sites., "
        "gates., as in vehicles.plate=号牌)\n");
    EXPECT_EQ(
        usage(Words{"plan", "--from", "39.9,116.6", "--to", "116.6,39.9", "--vehicle", "other"} + sources()),
        "bareland: BL-2267: --from: \"39.9,116.6\" seems to have latitude before longitude; write the "
        "longitude first\n");
    EXPECT_EQ(
        usage(Words{"plan", "--from", "116.6,east", "--to", "116.6,39.9", "--vehicle", "other"} + sources()),
        "bareland: BL-2266: --from: \"116.6,east\" must be LON,LAT (such as 116.65,39.91) or the id of a "
        "site\n");
    EXPECT_EQ(usage(Words{"plan", "--from", "116.6", "--to", "116.6,39.9", "--vehicle", "other"} + sources()),
              "bareland: BL-2269: --from: \"116.6\" is neither LON,LAT nor the id of a site on file\n");
    EXPECT_EQ(
        usage(Words{"plan", "--from", "116.6,39.9", "--to", "116.62,39.9", "--vehicle", "京Z9"} + sources()),
        "bareland: BL-2268: --vehicle: \"京Z9\" is neither a plate of the vehicles' table nor a class "
        "(muck_truck, heavy_diesel, other)\n");
}

TEST_F(RoutesCommand, ExactWordsOfUnusableInput) {
    const auto refused = [&](const Ran& outcome) {
        EXPECT_EQ(outcome.status, 3) << outcome.out;
        EXPECT_FALSE(std::filesystem::exists(dir_ / "out"));
        return outcome.err;
    };
    EXPECT_EQ(refused(run_bareland(Words{"routes", "check", "routes.geojson", "--zone", "y"} + sources(),
                                   dir_.path())),
              "bareland: BL-3990: there is no zone y; there are: z\n");
    EXPECT_EQ(refused(run_bareland(Words{"routes", "plan", "--from", "116.6,39.8", "--to", "116.6,39.9",
                                         "--vehicle", "other"} +
                                       sources(),
                                   dir_.path()))
                  .find("bareland: BL-3998: --from (116.600000,39.800000) is "),
              0U);
    dir_.write("vehicles.csv", "plate,class,energy\n京A1,muck_truck,diesel\n京A1,heavy_diesel,diesel\n");
    EXPECT_EQ(
        refused(check()),
        "bareland: BL-3993: vehicles.csv: plate 京A1 is on record twice at one time, in row 2 (muck truck, "
        "diesel, unknown, ../..) and in row 3 (heavy diesel vehicle, diesel, unknown, ../..); correct one of "
        "the "
        "rows, or give their validity\n");
    dir_.write("vehicles.csv", "plate\n京A1\n");
    write_routes({through("r1", "京A1"), through("r1", "京A2")});
    EXPECT_NE(refused(check()).find("the id \"r1\" occurs twice"), std::string::npos);
    write_routes({line(R"("id":"r1")", "[[39.9,116.6],[39.9,116.62]]")});
    EXPECT_NE(refused(check()).find("longitude and latitude exchanged"), std::string::npos);
    write_routes({});
    const std::string empty = refused(check());
    EXPECT_EQ(empty.find("bareland: BL-3"), 0U) << empty;
    EXPECT_EQ(empty.find('\n') + 1, empty.size()) << empty;
}

TEST_F(RoutesCommand, RoutesThatFollowNoRoadDoNotSpoilTheOthers) {
    // The third one jumps from a vertex on one road 2.0 km to one on another: 0.02 degrees of longitude
    // at 39.9 N are 1710.6 m, 0.0095 of latitude 1054.8 m.
    write_routes({through("r1", "京A1"), line(R"("id":"far","plate":"京A1")", "[[116.7,39.8],[116.71,39.8]]"),
                  line(R"("id":"jump","plate":"京A1")",
                       "[[116.6,39.9],[116.6,39.905],[116.6,39.9095],[116.62,39.9]]")});
    const Ran outcome = check();
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const Json found = json();
    EXPECT_EQ(found["routes"][0]["verdict"], "should_detour");
    EXPECT_EQ(found["routes"][1]["verdict"], "cannot_tell");
    EXPECT_NE(found["routes"][1]["text"].get<std::string>().find("vertex 1 of the route is"),
              std::string::npos);
    EXPECT_EQ(found["routes"][2]["verdict"], "cannot_tell");
    EXPECT_NE(found["routes"][2]["text"].get<std::string>().find("between its vertices 3 and 4 (2009 m)"),
              std::string::npos)
        << found["routes"][2]["text"];
}

}  // namespace
}  // namespace bareland::test
