// Road networks of the shared data: OpenStreetMap of three places, and a line layer of central Beijing.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "geo/network/build.hpp"
#include "geo/network/bytes.hpp"
#include "layers/registry_files.hpp"
#include "tests/shared/ground_truth.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using network::Built;
using network::Index;

struct Case {
    const char* file;
    double least_km, most_km, least_share;
    std::size_t least_bans;
};

class SharedNetwork : public ::testing::TestWithParam<Case> {};

RoadLayer read(const std::string& file) {
    return read_roads(RegistrySource::parse(testing::shared_data() + "/" + file, "", "--crs", ""));
}

// What must be true of any network.
void check(const network::Network& network) {
    for (Index i = 0; i < network.links.size(); ++i) {
        const network::Link& link = network.links[i];
        ASSERT_GE(link.length_mm, 1U);
        ASSERT_GE(link.point_count, 2U);
        const auto line = network.line_of(i);
        ASSERT_EQ(line.front(), network.junctions[link.tail]);
        ASSERT_EQ(line.back(), network.junctions[link.head]);
        if (link.twin == network::none) continue;
        ASSERT_EQ(network.links[link.twin].twin, i);
        ASSERT_EQ(network.links[link.twin].tail, link.head);
    }
    for (Index s = 0; s < network.states(); ++s) {
        for (const network::Turn& turn : network.turns_of(s))
            ASSERT_EQ(network.links[network.state_link[turn.to]].tail,
                      network.links[network.state_link[s]].head);
    }
}

TEST_P(SharedNetwork, IsBuilt) {
    const Case& given = GetParam();
    REQUIRE_SHARED_DATA();
    RoadLayer layer = read(given.file);
    const Built built = network::build_network(layer.records, layer.bans);
    check(built.network);
    EXPECT_GE(built.report.length_km, given.least_km);
    EXPECT_LE(built.report.length_km, given.most_km);
    EXPECT_GE(built.report.largest_share, given.least_share);
    EXPECT_GE(built.report.bans, given.least_bans);
    EXPECT_EQ(network::network_from_bytes(network::to_bytes(built.network)), built.network);
    std::mt19937 random(7);
    std::shuffle(layer.records.begin(), layer.records.end(), random);
    std::shuffle(layer.bans.begin(), layer.bans.end(), random);
    EXPECT_EQ(network::build_network(layer.records, layer.bans).network, built.network);
}

INSTANTIATE_TEST_SUITE_P(Places, SharedNetwork,
                         ::testing::Values(Case{"osm/liechtenstein_valhalla.osm.pbf", 700, 1000, 0.94, 2},
                                           Case{"osm/andorra_graphhopper.osm.gz", 450, 600, 0.95, 0},
                                           Case{"osm/heidelberg_ors.osm.pbf", 2800, 3300, 0.96, 400},
                                           Case{"beijing-core/roads.gpkg", 7000, 8000, 0.96, 0}));

TEST(SharedNetworkDates, AreThoseOfTheFiles) {
    REQUIRE_SHARED_DATA();
    EXPECT_EQ(read("osm/liechtenstein_valhalla.osm.pbf").date, (Date{2015, 7, 27}));
    EXPECT_EQ(read("osm/heidelberg_ors.osm.pbf").date, (Date{2024, 9, 8}));
    EXPECT_EQ(read("osm/andorra_graphhopper.osm.gz").date, std::nullopt);
}

TEST(SharedNetworkDamage, ACutFileIsRefused) {
    REQUIRE_SHARED_DATA();
    const test::TempDir dir;
    const std::string whole = test::contents(testing::shared_data() + "/osm/liechtenstein_valhalla.osm.pbf");
    for (const double share : {0.1, 0.5, 0.9, 0.999}) {
        const auto size = static_cast<std::size_t>(share * static_cast<double>(whole.size()));
        const std::string file = dir.write("cut.osm.pbf", whole.substr(0, size));
        EXPECT_THROW(read_roads(RegistrySource::parse(file, "", "--crs", "")), Error) << share;
    }
}

}  // namespace
}  // namespace bareland
