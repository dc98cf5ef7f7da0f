// bareland routes tracks, run as users run it.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/cli/command.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::test {
namespace {

// A street from west to east at 39.9 N through a square zone, its edges at 116.605 and 116.615 E; a point
// every 0.001 degrees, 10 seconds apart.
class RoutesTracksCommand : public ::testing::Test {
  protected:
    void SetUp() override {
        dir_.write("roads.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"1","name":"直街"},"geometry":{"type":"LineString","coordinates":[[116.59,39.9],[116.63,39.9]]}}]})");
        dir_.write("zones.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"z","name":"严控区","kind":"strict"},"geometry":{"type":"Polygon","coordinates":[[[116.605,39.895],[116.615,39.895],[116.615,39.905],[116.605,39.905],[116.605,39.895]]]}}]})");
        dir_.write("vehicles.csv", "车牌,车型,燃料,排放标准\n京A1,渣土车,柴油,国五\n京A2,渣土车,纯电动,\n");
        dir_.write("sites.csv", "id,name,lon,lat\nS1,甲工地,116.5,39.9\n");
    }
    static std::string point(const std::string& plate, int i) {
        std::array<char, 80> rest{};
        std::snprintf(rest.data(), rest.size(), ",2024-05-01 08:%02d:%02d,%.6f,39.9\n", i / 6, i % 6 * 10,
                      116.6 + 0.001 * i);
        return plate + rest.data();
    }
    static std::string drive(const std::string& plate, int from = 0, int to = 20) {
        std::string out;
        for (int i = from; i <= to; ++i)
            out += point(plate, i);
        return out;
    }
    Ran tracks(const std::string& rows, const Words& more = {}) {
        dir_.write("tracks.csv", rows);
        return run_bareland(Words{"routes", "tracks", "tracks.csv", "--zone", "z", "--vehicles",
                                  "vehicles.csv", "--sites", "sites.csv", "--roads", "roads.geojson",
                                  "--zones", "zones.geojson", "--out", "out", "--lang", "en"} +
                                more,
                            dir_.path());
    }
    // The one sentence of what is refused.
    std::string refused(const std::string& rows, const Words& more = {}) {
        const Ran ran = tracks(rows, more);
        EXPECT_EQ(ran.status, 3) << ran.out;
        EXPECT_FALSE(std::filesystem::exists(dir_ / "out"));
        return ran.err;
    }

    const std::string header_ = "车牌,时间,经度,纬度\n";
    TempDir dir_;
};

TEST_F(RoutesTracksCommand, SaysWhoEnteredWhenAndWhere) {
    // Unsorted, with a repeated row.
    const Ran ran = tracks(header_ + drive("京A2", 0, 3) + drive("京A1", 10, 20) + drive("京A1", 0, 10));
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out.find("2 trips"), 0U) << ran.out;
    const auto json = nlohmann::json::parse(contents(dir_ / "out/routes.json"));
    ASSERT_EQ(json["routes"].size(), 2U);
    const auto& entered = json["routes"][0];
    EXPECT_EQ(entered["id"], "京A1-2024-05-01-1");
    EXPECT_EQ(entered["verdict"], "should_detour");
    // 0.01 degrees of longitude at 39.9 N.
    EXPECT_NEAR(entered["inside_m"].get<double>(), 855.3, 0.5);
    EXPECT_EQ(entered["entries"][0]["time"], "2024-05-01T08:00:50+08:00");
    EXPECT_NEAR(entered["entries"][0]["lon"].get<double>(), 116.605, 1e-6);
    EXPECT_EQ(entered["exits"][0]["time"], "2024-05-01T08:02:30+08:00");
    EXPECT_EQ(json["details"][0]["inside_s"], 100);
    EXPECT_EQ(json["routes"][1]["verdict"], "exempt");
    const std::string csv = contents(dir_ / "out/routes.csv");
    EXPECT_NE(csv.find("\"Inside (m)\",Start,End,\"Inside (s)\","), std::string::npos) << csv;
    EXPECT_NE(csv.find(",100,"), std::string::npos) << csv;
    for (const char* name : {"routes.csv", "routes.xlsx", "routes.gpkg"})
        EXPECT_TRUE(std::filesystem::exists(dir_ / "out" / name)) << name;
}

TEST_F(RoutesTracksCommand, FailOnBreach) {
    EXPECT_EQ(tracks(header_ + drive("京A1"), {"--fail-on-breach", "--quiet"}).status, 4);
    EXPECT_EQ(tracks(header_ + drive("京A1", 0, 4), {"--fail-on-breach", "--quiet"}).status, 0);
}

TEST_F(RoutesTracksCommand, ExactWordsOfWhatIsWrong) {
    EXPECT_EQ(
        refused(header_ + drive("京A1", 0, 2) + "京A1,2024-05-01T08:01:00Z,116.61,39.9\n"),
        "bareland: BL-3974: tracks.csv: the time in row 5, \"2024-05-01T08:01:00Z\", and that in row 2, "
        "\"2024-05-01 08:00:00\", are of two kinds: one says its time zone and one does not, so they "
        "cannot be put in order; write all of them with, or all without\n");
    EXPECT_EQ(refused(header_ + "京A1,2024-05-01 08:00:00,39.9,116.6\n"),
              "bareland: BL-3973: tracks.csv, row 2: the longitude is \"39.9\" and the latitude \"116.6\", "
              "which seem to be exchanged (in China longitudes are 73 to 136 and latitudes 3 to 54 degrees); "
              "correct the columns, or name them with --map lon=HEADER,lat=HEADER\n");
    EXPECT_EQ(refused(header_),
              "bareland: BL-3971: tracks.csv holds no point of a track; check the file or the layer\n");
    EXPECT_EQ(
        refused(header_ + drive("京A1", 0, 2) + "京A1,2024-05-01 08"),
        "bareland: BL-3975: tracks.csv, row 5 has only 2 column(s), fewer than the header: the file may "
        "be cut short, so export it again\n");
    const std::string nobody = "时间,经度,纬度\n2024-05-01 08:00:00,116.6,39.9\n";
    EXPECT_EQ(refused(nobody).find("bareland: BL-3400: tracks.csv has no column for plate; "), 0U);
    EXPECT_EQ(tracks(nobody, {"--plate", "京A1"}).status, 0) << "it is said whose they are";
    const Ran usage = tracks(header_ + drive("京A1"), {"--utc-offset", "eight"});
    EXPECT_EQ(usage.status, 2);
    EXPECT_EQ(usage.err.find("bareland: BL-2255: "), 0U) << usage.err;
}

}  // namespace
}  // namespace bareland::test
