#include "jobs/routes/roads.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "jobs/routes/context.hpp"
#include "layers/sha256.hpp"
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
    std::unique_ptr<Ground> ground() const {
        return ground_of_workspace(sources_, profile_, {2024, 5, 31}).ground;
    }

    bareland::test::TempDir folder_;
    Sources sources_;
    Profile profile_ = default_profile();
};

TEST_F(RoutesRoads, NetworksAndLandmarksAreMadeOnce) {
    const auto first = ground();
    const auto kept = open(Workspace::Access::read).prepared("network:2024-05-01:0.5");
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
        store.put_prepared("network:2024-05-01:0.5", "no network", store.roads_state());
        store.put_prepared("landmarks:2024-05-01:0.5", "none either", store.roads_state());
    }
    const auto second = ground();
    EXPECT_EQ(first->network, second->network);
    EXPECT_NE(open(Workspace::Access::read).prepared("network:2024-05-01:0.5"), "no network");
}

TEST_F(RoutesRoads, ToleranceIsTheProfiles) {
    RoadRecord loose = map.road("BE");
    loose.id = "loose";
    loose.nodes.clear();
    loose.line.front().y -= 1e-5;  // 1.1 m short of ABC
    put({loose});
    EXPECT_EQ(ground()->network.links.size(), 12U);
    profile_.routes.network.join_m = 2;
    EXPECT_EQ(ground()->network.links.size(), 14U) << "it now ends on ABC";
    profile_.routes.network.join_m = 0.5;
    EXPECT_EQ(ground()->network.links.size(), 12U) << "each tolerance has a network of its own";
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

// A zone on the workspace's network, and what is kept of it.
class RoutesZones : public RoutesRoads {
  protected:
    RoutesZones() {
        zone_.id = "strict";
        zone_.name = "严控区";
        const Point low = map.at('E'), high = map.at('C');
        const double x = (low.x + high.x) / 2;
        zone_.shape = {{{{x, low.y - 1}, {x + 1, low.y - 1}, {x + 1, high.y + 1}, {x, high.y + 1}}, {}}};
        zone_.shape[0].outer.push_back(zone_.shape[0].outer.front());
        put_zone();
    }
    void put_zone() {
        open(Workspace::Access::write)
            .put_zones(std::vector{zone_}, {"zones", "zones.gpkg", "00", "EPSG:4490", "", ""});
    }
    network::LaidZone laid() const { return zone_on(*ground(), zone_, options_); }
    std::string key() const {
        return fmt::format("zone:{}:2024-05-01:0.5:{}", open(Workspace::Access::read).roads_state(),
                           sha256_of(network::laying_bytes(zone_, options_)));
    }
    std::optional<std::string> kept() const { return open(Workspace::Access::read).prepared(key()); }
    // What is kept is replaced by something else that is whole: reading it shows.
    void plant() const {
        network::LaidZone other = laid();
        other.links.spans.clear();
        other.links.touched = network::LinkSet(ground()->network.links.size());
        other.findings.push_back({"BL-0000", {"记着的", "kept"}});
        Workspace store = open(Workspace::Access::write);
        store.put_prepared(key(), network::to_bytes(other), store.roads_state());
    }

    ZoneRecord zone_;
    network::ZoneLinkOptions options_;
};

TEST_F(RoutesZones, AreLaidOnceWithWhatWasFound) {
    EXPECT_FALSE(kept());
    const network::LaidZone first = laid();
    EXPECT_EQ(first.links.spans.size(), 6U) << "BC, EF and CF both ways";
    ASSERT_TRUE(kept());
    const network::LaidZone read = network::laid_zone_from_bytes(*kept(), ground()->network);
    EXPECT_EQ(read.links, first.links);
    EXPECT_EQ(laid().links, first.links);
    plant();
    const network::LaidZone second = laid();
    EXPECT_TRUE(second.links.spans.empty()) << "not read";
    ASSERT_FALSE(second.findings.empty());
    EXPECT_EQ(second.findings.back().text.en, "kept");
}

TEST_F(RoutesZones, AreLaidAnewWhenAnythingChanges) {
    const network::ZoneLinks before = laid().links;
    const ZoneRecord zone = zone_;
    plant();
    options_.junction_m += 1;
    EXPECT_EQ(laid().links, before) << "another option";
    options_ = {};
    zone_.shape[0].outer[0].x = zone_.shape[0].outer[4].x = zone_.shape[0].outer[0].x + 1e-4;
    EXPECT_NE(laid().links, before) << "another edge, not yet in the workspace";
    zone_ = zone;
    EXPECT_TRUE(laid().links.spans.empty()) << "still kept";
    put({map.road("BE")});
    EXPECT_EQ(laid().links.spans.size(), before.spans.size()) << "other roads";
    plant();
    zone_.name = "严控区A";
    put_zone();
    zone_ = zone;
    EXPECT_FALSE(kept()) << "another version of the zone";
    EXPECT_EQ(laid().links.spans.size(), before.spans.size());
}

TEST_F(RoutesZones, AsDrivenAndDamagedAreLaidAnew) {
    const network::LaidZone first = laid();
    plant();
    sources_.as_driven = true;
    EXPECT_EQ(laid().links, first.links);
    sources_.as_driven = false;
    Workspace store = open(Workspace::Access::write);
    store.put_prepared(key(), "no zone", store.roads_state());
    EXPECT_EQ(laid().links, first.links);
    EXPECT_NE(kept(), "no zone");
}

}  // namespace
}  // namespace bareland::routes
