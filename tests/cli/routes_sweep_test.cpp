// bareland routes sweep, run as users run it.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/cli/command.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::test {
namespace {

class RoutesSweepCommand : public ::testing::Test {
  protected:
    void SetUp() override {
        dir_.write("roads.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"r1","name":"大街"},"geometry":{"type":"LineString","coordinates":[[116.6,39.9],[116.61,39.9]]}}]})");
        dir_.write("sites.csv", "id,name,lon,lat\n1,甲工地,116.605,39.8999\n");
    }
    Ran sweep(const Words& more = {}) {
        return run_bareland(Words{"routes", "sweep", "sites.csv", "--roads", "roads.geojson", "--out", "out",
                                  "--as-of", "2024-05-01", "--lang", "en"} +
                                more,
                            dir_.path());
    }
    TempDir dir_;
};

TEST_F(RoutesSweepCommand, WritesItsOutputs) {
    const Ran outcome = sweep();
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("1 exit, 1 with a road, 100 m each side, 200 m in all."), std::string::npos)
        << outcome.out;
    for (const char* name : {"sweep.csv", "sweep.xlsx", "sweep.gpkg", "sweep.json"})
        EXPECT_TRUE(std::filesystem::exists(dir_ / "out" / name)) << name;
}

TEST_F(RoutesSweepCommand, ARangeThatIsNoneIsSaid) {
    for (const char* range : {"0", "-5", "many", "1e9"}) {
        const Ran outcome = sweep({"--each-side=" + std::string(range)});
        EXPECT_EQ(outcome.status, 2);
        EXPECT_EQ(outcome.err,
                  "bareland: BL-2250: --each-side must be metres above 0 and at most 10000 (such "
                  "as 100), not \"" +
                      std::string(range) + "\"\n");
        EXPECT_FALSE(std::filesystem::exists(dir_ / "out"));
    }
}

}  // namespace
}  // namespace bareland::test
