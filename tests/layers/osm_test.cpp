// OpenStreetMap: files, tags, restrictions.
#include <gtest/gtest.h>

#include "layers/osm_file.hpp"
#include "layers/osm_restrictions.hpp"
#include "layers/osm_roads.hpp"
#include "layers/osm_tags.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using osm::Tags;
using test::TempDir;

const std::string fixtures = std::string(BARELAND_TEST_DATA) + "/osm/";

RoadLayer read(const std::string& path) {
    return read_roads(RegistrySource::parse(path, "", "--crs", ""));
}

std::string told(const std::string& path) {
    try {
        read(path);
    } catch (const Error& error) {
        return error.code() + " " + error.text().en;
    }
    return "";
}

// ---- files ----------------------------------------------------------------------------------------------

TEST(Osm, EveryFormatGivesTheSameRoads) {
    const RoadLayer xml = read(fixtures + "streets.osm");
    ASSERT_EQ(xml.records.size(), 3U);
    EXPECT_EQ(xml.records[0].id, "10");
    EXPECT_EQ(xml.records[0].name, "通胡大街");
    EXPECT_NEAR(*xml.records[0].maxspeed_kmh, 48.28, 0.01);
    EXPECT_EQ(xml.records[1].name, "G103") << "the number where there is no name";
    EXPECT_EQ(xml.records[1].oneway, Oneway::backward);
    EXPECT_EQ(xml.records[2].truck_when, "no @ (07:00-09:00)");
    EXPECT_EQ(xml.records[2].nodes, (std::vector<std::int64_t>{4, 2, 5, 12345678901}));
    EXPECT_EQ(xml.records[2].line[1], (Point{116.601, 39.9}));
    ASSERT_EQ(xml.bans.size(), 1U);
    EXPECT_EQ(xml.bans[0].id, "20");
    EXPECT_EQ(xml.bans[0].from, "10");
    EXPECT_EQ(xml.bans[0].to, "12");
    EXPECT_EQ(xml.bans[0].via_node, 2);
    EXPECT_EQ(xml.bans[0].except, "psv");
    EXPECT_EQ(xml.date, std::nullopt);
    ASSERT_EQ(xml.findings.size(), 1U);
    EXPECT_TRUE(
        xml.findings[0].text.en.ends_with("1 ways are not for motor vehicles and left out: footway 1"))
        << xml.findings[0].text.en;
    EXPECT_EQ(xml.crs, "EPSG:4326");
    for (const char* name : {"streets.osm.pbf", "streets.osm.gz", "streets.osm.bz2"}) {
        const RoadLayer other = read(fixtures + name);
        EXPECT_EQ(other.records, xml.records) << name;
        EXPECT_EQ(other.bans, xml.bans) << name;
    }
    EXPECT_EQ(read(fixtures + "streets.osm.pbf").date, (Date{2024, 5, 1}));
}

TEST(Osm, IsToldByItsContents) {
    const TempDir dir;
    dir.write("roads", test::contents(fixtures + "streets.osm.pbf"));
    EXPECT_EQ(read(dir.file("roads")).records.size(), 3U);
    dir.write("roads.xml", test::contents(fixtures + "streets.osm"));
    EXPECT_EQ(read(dir.file("roads.xml")).records.size(), 3U);
    EXPECT_FALSE(osm::is_osm(dir.write("a.geojson", R"({"type": "FeatureCollection"})")));
    EXPECT_FALSE(osm::is_osm(dir.file("none.gpkg")));
}

TEST(Osm, CutShortAnywhereIsAnError) {
    const TempDir dir;
    const std::string whole = test::contents(fixtures + "streets.osm.pbf");
    std::size_t refused = 0;
    for (std::size_t size = 0; size < whole.size(); size += 7) {
        const std::string said = told(dir.write("cut.osm.pbf", whole.substr(0, size)));
        // Between two blocks nobody can tell; then at least no roads are there.
        if (!said.empty()) ++refused;
        EXPECT_TRUE(said.starts_with("BL-3910") || said.starts_with("BL-3912") || size > whole.size() / 2)
            << size << " " << said;
    }
    EXPECT_GT(refused, whole.size() / 7 - 3);
    EXPECT_TRUE(
        told(dir.write("cut.osm.pbf", whole.substr(0, whole.size() - 1)))
            .starts_with("BL-3910 " + dir.file("cut.osm.pbf") + " cannot be read as OpenStreetMap data: "));
    const std::string xml = test::contents(fixtures + "streets.osm");
    EXPECT_TRUE(told(dir.write("cut.osm", xml.substr(0, xml.size() / 2))).starts_with("BL-3910"));
    const std::string gz = test::contents(fixtures + "streets.osm.gz");
    EXPECT_TRUE(told(dir.write("cut.osm.gz", gz.substr(0, gz.size() / 2))).starts_with("BL-3910"));
}

TEST(Osm, WhatIsNoOsmIsAnError) {
    const TempDir dir;
    EXPECT_TRUE(told(dir.write("a.osm.pbf", "not a protocol buffer at all, is it")).starts_with("BL-3910"));
    EXPECT_EQ(told(dir.write("a.osm", "")), "BL-3910 " + dir.file("a.osm") +
                                                " cannot be read as OpenStreetMap data: it is empty; it may "
                                                "be cut short (a broken download) or no OSM data; get it "
                                                "again");
    EXPECT_TRUE(told(dir.write("b.osm", "<gpx></gpx>")).starts_with("BL-3910"));
    EXPECT_TRUE(told(dir.file("none.osm.pbf")).starts_with("BL-3")) << told(dir.file("none.osm.pbf"));
    EXPECT_EQ(told(dir.write("c.osm", "<osm version='0.6'></osm>")),
              "BL-3912 " + dir.file("c.osm") +
                  " has no road for motor vehicles (0 ways have highway); check that it is complete and of "
                  "the right area");
}

TEST(Osm, OptionsOfOtherFilesAreRefused) {
    RegistrySource source = RegistrySource::parse(fixtures + "streets.osm", "gcj02", "--crs", "");
    try {
        read_roads(source);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-2242");
        EXPECT_EQ(error.exit(), Exit::usage);
    }
}

TEST(Osm, WaysThatReferToMissingNodesAreKeptInParts) {
    osm::File file;
    file.nodes = {1, 2, 3, 4, 5};
    file.places = {{116.1, 39}, {116.2, 39}, {std::nan(""), std::nan("")}, {116.4, 39}, {116.5, 39}};
    const Tags road{{"highway", "primary"}};
    file.ways = {
        {10, road, {1, 2, 3, 4, 5}}, {11, road, {1, 2, 9}}, {12, road, {3, 9}}, {13, road, {1, 1, 2}}};
    file.relations = {{20,
                       {{"type", "restriction"}, {"restriction", "no_u_turn"}},
                       {{osm::Member::Kind::way, 10, "from"},
                        {osm::Member::Kind::node, 4, "via"},
                        {osm::Member::Kind::way, 10, "to"}}},
                      {21,
                       {{"type", "restriction"}, {"restriction", "no_u_turn"}},
                       {{osm::Member::Kind::way, 99, "from"},
                        {osm::Member::Kind::node, 4, "via"},
                        {osm::Member::Kind::way, 10, "to"}}}};
    const RoadLayer layer = osm::roads_of(file, "x.osm");
    ASSERT_EQ(layer.records.size(), 4U);
    EXPECT_EQ(layer.records[0].id, "10/1");
    EXPECT_EQ(layer.records[0].nodes, (std::vector<std::int64_t>{1, 2}));
    EXPECT_EQ(layer.records[1].id, "10/2");
    EXPECT_EQ(layer.records[1].nodes, (std::vector<std::int64_t>{4, 5}));
    EXPECT_EQ(layer.records[2].id, "11") << "one part keeps the way's id";
    EXPECT_EQ(layer.records[3].nodes, (std::vector<std::int64_t>{1, 2})) << "a node twice running is one";
    ASSERT_EQ(layer.bans.size(), 1U);
    EXPECT_EQ(layer.bans[0].from, "10/2") << "the part that has the node";
    ASSERT_EQ(layer.findings.size(), 2U);
    EXPECT_EQ(
        layer.findings[0].text.en,
        "x.osm: 3 ways (the first is way 10) refer to nodes that are not in the file: what there is of "
        "them is kept, of 1 nothing; the file is an extract, perhaps, and should reach further than what "
        "is needed");
    EXPECT_EQ(
        layer.findings[1].text.en,
        "x.osm: 1 turn restrictions (the first is relation 21) name ways that are not in the file and are "
        "not used");
    file.ways.push_back(file.ways[0]);
    EXPECT_THROW(osm::roads_of(file, "x.osm"), Error);
}

// ---- tags -------------------------------------------------------------------------------------------------

std::optional<RoadRecord> road(const Tags& tags) {
    std::vector<osm::Unread> unread;
    return osm::road_of(tags, unread);
}
TruckAccess truck(Tags tags) {
    tags.emplace("highway", "residential");
    return road(tags)->truck;
}

TEST(OsmTags, ClassesThatAreRoads) {
    for (const char* highway : {"motorway", "motorway_link", "trunk", "primary", "secondary_link", "tertiary",
                                "unclassified", "residential", "living_street", "service", "road"}) {
        ASSERT_TRUE(road({{"highway", highway}})) << highway;
        EXPECT_EQ(road({{"highway", highway}})->truck, TruckAccess::yes) << highway;
    }
    for (const char* highway : {"track", "busway"})
        EXPECT_EQ(road({{"highway", highway}})->truck, TruckAccess::no) << highway;
    for (const char* highway : {"footway", "cycleway", "path", "pedestrian", "steps", "bridleway",
                                "construction", "proposed", "bus_guideway", "emergency_bay", "corridor"})
        EXPECT_FALSE(road({{"highway", highway}})) << highway;
    EXPECT_FALSE(road({{"highway", "service"}, {"service", "parking_aisle"}}));
    EXPECT_FALSE(road({{"highway", "residential"}, {"area", "yes"}}));
    EXPECT_EQ(road({{"highway", "service"}, {"service", "driveway"}})->truck, TruckAccess::destination);
    EXPECT_EQ(road({{"highway", "service"}, {"service", "emergency_access"}})->truck, TruckAccess::no);
    // Somebody says that motor vehicles may go there: for those with business there.
    EXPECT_EQ(road({{"highway", "pedestrian"}, {"motor_vehicle", "delivery"}})->truck,
              TruckAccess::destination);
    EXPECT_EQ(road({{"highway", "track"}, {"hgv", "yes"}})->truck, TruckAccess::destination);
    EXPECT_FALSE(road({{"highway", "footway"}, {"access", "yes"}}));
    EXPECT_FALSE(road({{"highway", "construction"}, {"hgv", "yes"}}));
}

TEST(OsmTags, TheMostSpecificAccessCounts) {
    using enum TruckAccess;
    EXPECT_EQ(truck({{"access", "no"}}), no);
    EXPECT_EQ(truck({{"access", "no"}, {"vehicle", "destination"}}), destination);
    EXPECT_EQ(truck({{"access", "no"}, {"motor_vehicle", "yes"}}), yes);
    EXPECT_EQ(truck({{"motor_vehicle", "yes"}, {"hgv", "no"}}), no);
    EXPECT_EQ(truck({{"motor_vehicle", "no"}, {"hgv", "designated"}}), yes);
    EXPECT_EQ(truck({{"goods", "no"}}), no);
    EXPECT_EQ(truck({{"access", "private"}}), destination);
    EXPECT_EQ(truck({{"hgv", "delivery"}}), destination);
    EXPECT_EQ(truck({{"motor_vehicle", "agricultural;forestry"}}), no);
    EXPECT_EQ(truck({{"hgv", "what"}, {"access", "no"}}), no) << "words without sense are passed over";
    EXPECT_EQ(truck({{"motorcar", "no"}}), yes) << "not about trucks";
}

TEST(OsmTags, TimesOfTheMostSpecificKey) {
    const auto when = [](Tags tags) {
        tags.emplace("highway", "primary");
        return road(tags)->truck_when;
    };
    EXPECT_EQ(when({{"access:conditional", "no @ a"}, {"hgv:conditional", "no @ b"}}), "no @ b");
    EXPECT_EQ(when({{"motor_vehicle:conditional", "no @ a"}, {"hgv", "yes"}}), "") << "always, for trucks";
    EXPECT_EQ(when({{"hgv:conditional", "yes @ a"}, {"hgv", "no"}}), "yes @ a");
    EXPECT_EQ(when({{"hgv:conditional", "yes @ a"}, {"access", "no"}}), "yes @ a");
}

TEST(OsmTags, Directions) {
    const auto oneway = [](Tags tags) {
        tags.emplace("highway", "primary");
        return road(tags)->oneway;
    };
    EXPECT_EQ(oneway({}), Oneway::no);
    EXPECT_EQ(oneway({{"oneway", "yes"}}), Oneway::forward);
    EXPECT_EQ(oneway({{"oneway", "1"}}), Oneway::forward);
    EXPECT_EQ(oneway({{"oneway", "-1"}}), Oneway::backward);
    EXPECT_EQ(oneway({{"oneway", "reverse"}}), Oneway::backward);
    EXPECT_EQ(oneway({{"junction", "roundabout"}}), Oneway::forward);
    EXPECT_EQ(oneway({{"junction", "roundabout"}, {"oneway", "no"}}), Oneway::no);
    EXPECT_EQ(oneway({{"highway", "motorway"}}), Oneway::forward);
    EXPECT_EQ(oneway({{"highway", "motorway_link"}}), Oneway::no);
    EXPECT_EQ(oneway({{"hgv:backward", "no"}}), Oneway::forward);
    EXPECT_EQ(oneway({{"motor_vehicle:forward", "no"}}), Oneway::backward);
    EXPECT_EQ(oneway({{"motor_vehicle:forward", "no"}, {"hgv", "yes"}}), Oneway::no);
    EXPECT_EQ(oneway({{"oneway", "yes"}, {"oneway:hgv", "no"}}), Oneway::no);
    EXPECT_EQ(road({{"highway", "primary"}, {"oneway", "reversible"}})->truck, TruckAccess::no);
}

TEST(OsmTags, Measures) {
    EXPECT_EQ(osm::metres_of("4.2"), 4.2);
    EXPECT_EQ(osm::metres_of("4,2 m"), 4.2);
    EXPECT_NEAR(*osm::metres_of("14'6\""), 14.5 * 0.3048, 1e-12);
    EXPECT_NEAR(*osm::metres_of("13 ft"), 13 * 0.3048, 1e-12);
    EXPECT_EQ(osm::metres_of("low"), std::nullopt);
    EXPECT_EQ(osm::metres_of("4.2.1"), std::nullopt);
    EXPECT_EQ(osm::tonnes_of("7.5"), 7.5);
    EXPECT_EQ(osm::tonnes_of("7500 kg"), 7.5);
    EXPECT_NEAR(*osm::tonnes_of("8 st"), 7.2574779, 1e-6);
    EXPECT_NEAR(*osm::tonnes_of("16000 lbs"), 7.2574779, 1e-6);
    EXPECT_EQ(osm::tonnes_of("3.5;7.5"), std::nullopt);
    EXPECT_NEAR(*osm::kmh_of("30 mph"), 48.28032, 1e-9);
    EXPECT_EQ(osm::kmh_of("50 km/h"), 50);
    std::vector<osm::Unread> unread;
    const auto limits = osm::road_of({{"highway", "primary"},
                                      {"maxspeed", "CN:urban"},
                                      {"maxheight", "none"},
                                      {"maxwidth", "narrow"},
                                      {"maxweight", "20"},
                                      {"maxweight:hgv", "12"},
                                      {"layer", "-1"},
                                      {"tunnel", "building_passage"}},
                                     unread);
    EXPECT_EQ(limits->maxspeed_kmh, std::nullopt);
    EXPECT_EQ(limits->maxheight_m, std::nullopt);
    EXPECT_EQ(limits->maxweight_t, 12);
    EXPECT_EQ(limits->layer, -1);
    EXPECT_TRUE(limits->tunnel);
    ASSERT_EQ(unread.size(), 1U);
    EXPECT_EQ(unread[0].key, "maxwidth");
}

// ---- restrictions
// -------------------------------------------------------------------------------------------

std::string sense(const Tags& tags) {
    std::string out;
    for (const osm::Sense& one : osm::senses_of(tags))
        out += std::string(out.empty() ? "" : ", ") + (one.only ? "only" : "no") +
               (one.when.empty() ? "" : " @ " + one.when);
    return out;
}

TEST(OsmRestrictions, WhatTheySayToATruck) {
    EXPECT_EQ(sense({{"restriction", "no_left_turn"}}), "no");
    EXPECT_EQ(sense({{"restriction", "only_straight_on"}}), "only");
    EXPECT_EQ(sense({{"restriction:hgv", "no_u_turn"}, {"restriction", "only_right_turn"}}), "no");
    EXPECT_EQ(sense({{"restriction:hgv", "none"}, {"restriction", "no_u_turn"}}), "");
    EXPECT_EQ(sense({{"restriction:bicycle", "no_left_turn"}}), "");
    EXPECT_EQ(sense({{"restriction", "stop"}}), "");
    EXPECT_EQ(sense({{"restriction:conditional", "no_left_turn @ (Mo-Fr 07:00-09:00; Sa 07:00-08:00)"}}),
              "no @ Mo-Fr 07:00-09:00; Sa 07:00-08:00");
    EXPECT_EQ(sense({{"restriction:hgv:conditional", "only_straight_on @ (weight>7.5)"}}),
              "only @ weight>7.5");
    EXPECT_EQ(sense({{"restriction:conditional", "no_left_turn @ (Mo); only_straight_on @ Tu"}}),
              "no @ Mo, only @ Tu");
    EXPECT_EQ(sense({{"restriction", "no_left_turn"},
                     {"day_on", "Monday"},
                     {"day_off", "Friday"},
                     {"hour_on", "07:00"},
                     {"hour_off", "09:00"}}),
              "no @ Mo-Fr 07:00-09:00");
}

TEST(OsmRestrictions, MembersBecomeBans) {
    using Kind = osm::Member::Kind;
    const std::vector<osm::Relation> relations{
        {1,
         {{"restriction", "no_u_turn"}},
         {{Kind::way, 10, "from"}, {Kind::way, 11, "via"}, {Kind::way, 12, "via"}, {Kind::way, 13, "to"}}},
        {2,
         {{"restriction", "no_entry"}},
         {{Kind::way, 10, "from"}, {Kind::way, 11, "from"}, {Kind::node, 5, "via"}, {Kind::way, 12, "to"}}},
        {3, {{"restriction", "no_left_turn"}}, {{Kind::way, 10, "from"}, {Kind::way, 12, "to"}}},
        {4, {{"type", "restriction"}}, {}},
        {5,
         {{"restriction", "no_left_turn"}},
         {{Kind::way, 10, "from"}, {Kind::node, 5, "via"}, {Kind::way, 77, "to"}}},
        {6,
         {{"restriction", "no_left_turn"}},
         {{Kind::way, 10, "from"}, {Kind::node, 5, "via"}, {Kind::way, 99, "to"}}},
        {7, {{"restriction:bus", "no_left_turn"}}, {}}};
    const auto bans = osm::bans_of(
        relations,
        [](std::int64_t way, std::optional<std::int64_t>) {
            return way == 99 ? std::string() : "r" + std::to_string(way);
        },
        [](std::int64_t way) { return way == 77; });
    ASSERT_EQ(bans.records.size(), 3U);
    EXPECT_EQ(bans.records[0].via_roads, (std::vector<std::string>{"r11", "r12"}));
    EXPECT_EQ(bans.records[0].via_node, std::nullopt);
    EXPECT_EQ(bans.records[1].id, "2/1");
    EXPECT_EQ(bans.records[2].from, "r11");
    EXPECT_EQ(bans.malformed, 2U);
    EXPECT_EQ(bans.first_malformed, 3);
    EXPECT_EQ(bans.incomplete, 1U);
    EXPECT_EQ(bans.first_incomplete, 6);
}

}  // namespace
}  // namespace bareland
