#include "jobs/routes/roads.hpp"

#include <gtest/gtest.h>

#include "jobs/routes/context.hpp"
#include "layers/workspace.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::routes {
namespace {

const bareland::test::AsciiMap map(R"(
    A---B---C
    |   |   |
    D---E---F
)");

class RoutesRoads : public ::testing::Test {
  protected:
    RoutesRoads() {
        sources_.workspace = folder_.file("w.sqlite");
        Workspace::create(sources_.workspace, "");
        put({map.road("ABC"), map.road("DEF"), map.road("AD"), map.road("CF")});
    }

    void put(const std::vector<RoadRecord>& roads) {
        const InputRecord input{"roads", "roads.gpkg", "00", "EPSG:4490", "", ""};
        open(Workspace::Access::write).put_roads(roads, {}, Date{2024, 5, 1}, input);
    }
    Workspace open(Workspace::Access access) const { return Workspace::open(sources_.workspace, access); }
    std::unique_ptr<Ground> ground() const { return ground_of_workspace(sources_, {2024, 5, 31}).ground; }

    bareland::test::TempDir folder_;
    Sources sources_;
};

TEST_F(RoutesRoads, NetworksAndLandmarksAreMadeOnce) {
    const auto first = ground();
    const auto kept = open(Workspace::Access::read).prepared("network:2024-05-01");
    ASSERT_TRUE(kept);
    const auto second = ground();
    EXPECT_EQ(first->network, second->network);
    EXPECT_EQ(first->landmarks, second->landmarks);
    EXPECT_EQ(first->network.links.size(), 8U);  // four streets both ways: B and E are no junctions
}

TEST_F(RoutesRoads, NewRoadsMakeANewNetwork) {
    EXPECT_EQ(ground()->network.links.size(), 8U);
    put({map.road("BE")});
    EXPECT_EQ(ground()->network.links.size(), 14U);
}

TEST_F(RoutesRoads, WhatIsDamagedIsMadeAgain) {
    const auto first = ground();
    {
        Workspace store = open(Workspace::Access::write);
        store.put_prepared("network:2024-05-01", "no network", store.roads_state());
        store.put_prepared("landmarks:2024-05-01", "none either", store.roads_state());
    }
    const auto second = ground();
    EXPECT_EQ(first->network, second->network);
    EXPECT_NE(open(Workspace::Access::read).prepared("network:2024-05-01"), "no network");
}

// A truck that drove against a one-way street is followed on a network of its own.
TEST_F(RoutesRoads, AsDrivenHasItsOwnLandmarks) {
    RoadRecord like;
    like.oneway = Oneway::forward;
    put({map.road("BE", like)});
    const std::size_t legal = ground()->network.links.size();
    sources_.as_driven = true;
    const auto driven = ground();
    EXPECT_EQ(driven->network.links.size(), legal + 1);
    EXPECT_EQ(driven->landmarks, ground()->landmarks);
}

}  // namespace
}  // namespace bareland::routes
