// Road networks by date, and what was made of them.
#include <gtest/gtest.h>

#include "tests/layers/workspace_samples.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using Access = Workspace::Access;
using Names = std::vector<std::string>;

class WorkspaceNetworks : public ::testing::Test {
  protected:
    void SetUp() override { Workspace::create(path, ""); }

    Workspace writing() const { return Workspace::open(path, Access::write); }
    Workspace reading() const { return Workspace::open(path, Access::read); }

    void put(const Names& ids, std::optional<Date> date, const std::string& file = "roads.gpkg") const {
        std::vector<RoadRecord> roads;
        for (const std::string& id : ids)
            roads.push_back(test::road(id));
        writing().put_roads(roads, std::vector{test::turn_ban("b" + ids.front())}, date,
                            test::input("roads", file));
    }
    // Ids of roads and turn bans, and the files they are from.
    Names on(const std::optional<Date>& day) const {
        const Workspace workspace = reading();
        Names out;
        for (const RoadRecord& road : workspace.roads(day))
            out.push_back(road.id);
        for (const TurnBanRecord& ban : workspace.turn_bans(day))
            out.push_back(ban.id);
        for (const InputRecord& input : workspace.roads_inputs(day))
            out.push_back(input.name);
        return out;
    }

    test::TempDir dir;
    std::string path = dir.file("w.sqlite");
};

TEST_F(WorkspaceNetworks, NoneAtAll) {
    EXPECT_EQ(reading().roads_version(), std::nullopt);
    EXPECT_EQ(reading().roads_version(Date{2024, 1, 1}), std::nullopt);
    EXPECT_TRUE(on({}).empty());
}

TEST_F(WorkspaceNetworks, TheNewestThatIsNoYoungerThanTheDay) {
    put({"1", "2"}, Date{2020, 6, 1}, "2020.pbf");
    put({"1", "3"}, Date{2024, 1, 15}, "2024.pbf");
    const Names old{"1", "2", "b1", "2020.pbf"}, young{"1", "3", "b1", "2024.pbf"};
    EXPECT_EQ(on({}), young);
    EXPECT_EQ(on(Date{2024, 1, 15}), young);
    EXPECT_EQ(on(Date{2024, 1, 14}), old);
    EXPECT_EQ(on(Date{2020, 6, 1}), old);
    EXPECT_EQ(on(Date{2020, 5, 31}), old) << "there is none as old";
    const Workspace workspace = reading();
    EXPECT_EQ(workspace.roads_version(Date{2024, 1, 14}), (RoadsVersion{Date{2020, 6, 1}, false}));
    EXPECT_EQ(workspace.roads_version(Date{2020, 5, 31}), (RoadsVersion{Date{2020, 6, 1}, true}));
    EXPECT_EQ(workspace.roads_version(), (RoadsVersion{Date{2024, 1, 15}, false}));
}

TEST_F(WorkspaceNetworks, WithoutADateIsOlderThanAll) {
    put({"0"}, std::nullopt, "old.shp");
    EXPECT_EQ(reading().roads_version(Date{1990, 1, 1}), RoadsVersion{});
    put({"1"}, Date{2024, 1, 15}, "2024.pbf");
    EXPECT_EQ(on({}), (Names{"1", "b1", "2024.pbf"}));
    EXPECT_EQ(on(Date{2024, 1, 14}), (Names{"0", "b0", "old.shp"}));
}

TEST_F(WorkspaceNetworks, FilesOfOneDateAreOneNetwork) {
    put({"1", "2"}, Date{2024, 1, 15}, "north.pbf");
    put({"2", "3"}, Date{2024, 1, 15}, "south.pbf");
    EXPECT_EQ(on({}), (Names{"1", "2", "3", "b1", "b2", "north.pbf", "south.pbf"}));
    EXPECT_EQ(reading().changes().size(), 4U) << "roads and turn bans have a line each";
    EXPECT_EQ(reading().changes().at(3).role, "turn_bans");
}

TEST_F(WorkspaceNetworks, OtherNetworksAreLeftAlone) {
    put({"1"}, Date{2020, 6, 1});
    RoadRecord other = test::truck_road("1");
    writing().put_roads(std::vector{other}, {}, Date{2024, 1, 15}, test::input("roads"));
    EXPECT_EQ(reading().roads(Date{2021, 1, 1}), std::vector{test::road("1")});
    EXPECT_EQ(reading().roads(), std::vector{other});
    const PutReport again =
        writing().put_roads(std::vector{other}, {}, Date{2024, 1, 15}, test::input("roads"));
    EXPECT_EQ(again.change.unchanged, 1);
}

// ---- what was made of them ------------------------------------------------------------------------------

class WorkspacePrepared : public WorkspaceNetworks {
  protected:
    void keep(const std::string& key, const std::string& value) const {
        const std::int64_t state = reading().roads_state();
        EXPECT_TRUE(writing().put_prepared(key, value, state));
    }
    const std::string bytes = std::string("\0\x01\xff'", 4) + std::string(100'000, '\0');
};

TEST_F(WorkspacePrepared, ComesBackByteByByte) {
    EXPECT_EQ(reading().prepared("network"), std::nullopt);
    keep("network", bytes);
    EXPECT_EQ(reading().prepared("network"), bytes);
    keep("network", "other");
    EXPECT_EQ(reading().prepared("network"), "other");
    EXPECT_EQ(reading().prepared("Network"), std::nullopt);
    keep("it's", "");
    EXPECT_EQ(reading().prepared("it's"), "");
}

TEST_F(WorkspacePrepared, GoesWhenRoadsChange) {
    put({"1"}, {});
    keep("network", bytes);
    put({"1"}, {});
    EXPECT_EQ(reading().prepared("network"), bytes) << "nothing has changed";
    put({"2"}, Date{2024, 1, 1});
    EXPECT_EQ(reading().prepared("network"), std::nullopt);
    keep("network", bytes);
    writing().put_roads({}, std::vector{test::turn_ban("new")}, {}, test::input("roads"));
    EXPECT_EQ(reading().prepared("network"), std::nullopt);
}

TEST_F(WorkspacePrepared, OfZonesGoesWhenZonesChange) {
    keep("network", bytes);
    keep("zone:严控-A", "links");
    writing().put_zones(std::vector{test::zone("A", {})}, test::input("zones"));
    EXPECT_EQ(reading().prepared("network"), bytes);
    EXPECT_EQ(reading().prepared("zone:严控-A"), std::nullopt);
    keep("zone:严控-A", "links");
    writing().put_zones(std::vector{test::zone("A", {})}, test::input("zones"));
    EXPECT_EQ(reading().prepared("zone:严控-A"), "links") << "nothing has changed";
}

TEST_F(WorkspacePrepared, OfAStateThatIsGoneIsNotKept) {
    const std::int64_t state = reading().roads_state();
    put({"1"}, {});
    EXPECT_NE(reading().roads_state(), state);
    EXPECT_FALSE(writing().put_prepared("network", bytes, state));
    EXPECT_EQ(reading().prepared("network"), std::nullopt);
}

}  // namespace
}  // namespace bareland
