#include "jobs/zones/dossier.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "jobs/zones/dossier_outputs.hpp"
#include "jobs/zones/registry_text.hpp"
#include "tests/jobs/dossier_sample.hpp"

namespace bareland::zones {
namespace {

using namespace test;
using Strings = std::vector<std::string>;

const Date may = day("2024-05-01");

Dossier dossier(const Registry& registry, const std::string& asked, const Date& on = may) {
    return dossier_of(registry, asked, on, 1000, slow_measure);
}

Strings well_ids(const DossierMembers& members) {
    Strings out;
    for (const WellRecord* well : members.wells)
        out.push_back(well->id);
    return out;
}

Strings zone_ids(const DossierMembers& members) {
    Strings out;
    for (const auto& [zone, link] : members.zones)
        out.push_back(zone->id + ":" + link_key(link));
    return out;
}

TEST(DossierMembers, OfASource) {
    const Registry registry = source_registry();
    const DossierMembers members = members_of(registry, "东里水源");
    EXPECT_EQ(members.source, "东里水源");
    EXPECT_EQ(well_ids(members), (Strings{"1", "2", "3"}));
    EXPECT_EQ(zone_ids(members), (Strings{"p:discs", "p:discs", "s:contains"}))
        << "the secondary zone has a hole where the wells are; key zones and other sources' stay out";
}

TEST(DossierMembers, OfAWellIsOfItsSource) {
    const Registry registry = source_registry();
    for (const char* asked : {"2", "2井", " ２井", "东里水源 "}) {
        EXPECT_EQ(well_ids(members_of(registry, asked)), (Strings{"1", "2", "3"})) << asked;
        EXPECT_EQ(members_of(registry, asked).title, "东里水源") << asked;
    }
    Registry lone = registry;
    for (WellRecord& well : lone.wells)
        well.source.clear();
    EXPECT_EQ(well_ids(members_of(lone, "2")), Strings{"2"});
    EXPECT_EQ(members_of(lone, "2").title, "2井");
    EXPECT_EQ(members_of(lone, "2").source, "");
}

TEST(DossierMembers, OfAZoneAreTheWellsOfItsDiscsOrInIt) {
    const Registry registry = source_registry();
    const DossierMembers primary = members_of(registry, "p");
    EXPECT_EQ(primary.title, "p区");
    EXPECT_EQ(primary.source, "东里水源");
    EXPECT_EQ(well_ids(primary), (Strings{"1", "2"})) << "well 3 has no disc in it";
    EXPECT_EQ(zone_ids(primary), (Strings{"p:asked", "p:asked", "s:contains"}));
    EXPECT_EQ(well_ids(members_of(registry, "s区")), (Strings{"1", "2", "3"}));
    EXPECT_EQ(zone_ids(members_of(registry, "k")), Strings{"k:asked"})
        << "no water zone: wells do not belong";
}

TEST(DossierMembers, NotFoundOrSeveral) {
    Registry registry = source_registry();
    const auto complaint = [&](const std::string& asked) {
        try {
            members_of(registry, asked);
        } catch (const Error& error) {
            return error.code() + " " + error.text().en;
        }
        return std::string();
    };
    EXPECT_EQ(
        complaint("东里水原"),
        "BL-3805 the workspace a.sqlite holds no water source called \"东里水原\", and no well or zone of "
        "that id or name; did you mean \"东里水源\"?");
    EXPECT_EQ(
        complaint("mountain"),
        "BL-3804 the workspace a.sqlite holds no water source called \"mountain\", and no well or zone of "
        "that id or name; check the spelling");
    registry.wells[0].name = registry.wells[3].name = "一号井";
    EXPECT_EQ(complaint("一号井"), "BL-3802 \"一号井\" is the name of several: 1, 4; use one of these ids");
    EXPECT_EQ(complaint(""),
              "BL-3804 the workspace a.sqlite holds no water source called \"\", and no well or "
              "zone of that id or name; check the spelling");
}

TEST(Dossier, WellsWithTheirDiscsByTownship) {
    const Registry registry = source_registry();
    const Dossier result = dossier(registry, "东里水源");
    ASSERT_EQ(result.wells.size(), 3U);
    EXPECT_TRUE(result.wells[0].in_force);
    EXPECT_TRUE(result.wells[1].in_force);
    EXPECT_FALSE(result.wells[2].in_force);
    EXPECT_NEAR(result.wells[0].disc_m2, std::numbers::pi * 40000, 1e-3);
    EXPECT_EQ(result.wells[0].places, Strings{"东里镇"});
    EXPECT_EQ(result.wells[2].places, Strings{"西关街道"});
    ASSERT_EQ(result.wells[0].units.size(), 1U);
    EXPECT_NEAR(result.wells[0].units[0].area_m2, std::numbers::pi * 40000, 0.01);
    ASSERT_TRUE(result.discs);
    EXPECT_EQ(result.discs->count, 2U) << "wells in force only";
    EXPECT_GT(result.discs->overlap_m2, 10000);
    EXPECT_NEAR(result.disc_units.at(0).area_m2, result.discs->dissolved_m2, 0.05);
    EXPECT_NEAR(result.disc_units.at(0).share, 1, 1e-6);
}

TEST(Dossier, ZonesByTownshipInAllVersions) {
    const Registry registry = source_registry();
    const Dossier result = dossier(registry, "东里水源");
    ASSERT_EQ(result.zones.size(), 3U);
    EXPECT_FALSE(result.zones[0].in_force);
    EXPECT_TRUE(result.zones[1].in_force);
    const ZoneFacts& secondary = result.zones[2].facts;
    const double hole = area(116.657, 39.9175, 116.664, 39.9225);
    EXPECT_NEAR(secondary.area_m2, area(116.64, 39.91, 116.68, 39.93) - hole, 1e-4);
    ASSERT_EQ(secondary.units.size(), 2U);
    EXPECT_NEAR(secondary.units[0].area_m2, area(116.65, 39.91, 116.68, 39.93) - hole, 1e-4);
    EXPECT_NEAR(secondary.units[1].area_m2, area(116.64, 39.91, 116.65, 39.93), 1e-4);
}

TEST(Dossier, HistoryDayByDay) {
    const Registry registry = source_registry();
    const Dossier result = dossier(registry, "东里水源");
    Strings lines;
    for (const DossierEvent& event : result.history)
        lines.push_back(event.day.text() + " " + event_key(event.type) + " " + event.id);
    EXPECT_EQ(lines,
              (Strings{"2010-01-01 well_begins 3", "2019-12-31 well_ends 3", "2020-02-14 well_begins 1",
                       "2020-02-14 zone_begins p", "2020-02-14 zone_begins s", "2024-01-01 well_begins 2",
                       "2024-01-01 zone_changes p"}));
    const DossierEvent& change = result.history.back();
    EXPECT_EQ(change.basis, "2024 年调整方案 第三条");
    EXPECT_NEAR(change.added_m2, result.discs->dissolved_m2 - std::numbers::pi * 40000, 0.05);
    EXPECT_EQ(change.removed_m2, 0);
    EXPECT_NEAR(result.history[3].added_m2, std::numbers::pi * 40000, 0.01);
}

TEST(Dossier, SitesInsideAndWithinAKilometre) {
    const Registry registry = source_registry();
    const Dossier result = dossier(registry, "东里水源");
    ASSERT_EQ(result.sites.size(), 3U) << "the far one is left out";
    const DossierSite& deep = result.sites[0];
    EXPECT_EQ(deep.site->id, "second") << "farthest inside: the secondary zone is large";
    EXPECT_EQ(deep.hits[0].zone_id, "s");
    EXPECT_EQ(deep.hits[0].relation, Relation::inside);

    const DossierSite& well = result.sites[1];
    EXPECT_EQ(well.site->id, "deep");
    ASSERT_EQ(well.hits.size(), 1U) << "in the primary zone: the secondary one does not count";
    EXPECT_EQ(well.hits[0].kind, "water_primary");
    const std::vector<Point> line{{116.66, 39.92}, {116.66, 39.9201}};
    EXPECT_NEAR(well.hits[0].distance_m, geodesic_length(line) - 200, 1e-6);
    EXPECT_EQ(well.places, Strings{"东里镇"});

    EXPECT_EQ(result.sites[2].site->id, "near");
    EXPECT_EQ(result.sites[2].hits.size(), 1U);
    for (const DossierSite& site : result.sites)
        EXPECT_LE(site.hits[0].distance_m, 1000);
}

TEST(Dossier, SitesAgainstTheZonesOfTheDay) {
    Registry registry = source_registry();
    registry.sites = {site("east", {116.6627, 39.92})};  // 85 m east of well 2
    const Dossier now = dossier(registry, "东里水源");
    EXPECT_EQ(now.sites.at(0).hits.at(0).zone_id, "p");
    EXPECT_LT(now.sites.at(0).hits.at(0).distance_m, 0);
    const Dossier then = dossier(registry, "东里水源", day("2023-12-31"));
    EXPECT_GT(then.sites.at(0).hits.at(0).distance_m, 0) << "the disc of well 2 was not yet laid down";
    registry.zones.clear();
    const Dossier bare = dossier(registry, "东里水源");
    EXPECT_EQ(bare.sites.at(0).hits.at(0).kind, "water_primary")
        << "without zones the wells' own radii count, as the profile calls them";
    EXPECT_EQ(bare.sites.at(0).hits.at(0).zone_id, "2");
    EXPECT_EQ(bare.sites.at(0).hits.size(), 2U);
}

TEST(Dossier, ByTheIndexAsTheSlowWay) {
    Registry registry = source_registry();
    registry.sites.clear();
    for (int i = 0; i < 200; ++i)
        registry.sites.push_back(
            site("s" + std::to_string(1000 + i), {116.63 + 0.0003 * i, 39.905 + 0.0007 * ((i * 37) % 50)}));
    const Dossier fast = dossier_of(registry, "东里水源", may, 1000);
    const Dossier slow = dossier(registry, "东里水源");
    ASSERT_EQ(fast.sites.size(), slow.sites.size());
    EXPECT_GT(fast.sites.size(), 50U);
    const auto by_id = [](const Dossier& from, const std::string& id) -> const DossierSite& {
        return *std::find_if(from.sites.begin(), from.sites.end(),
                             [&](const DossierSite& one) { return one.site->id == id; });
    };
    for (const DossierSite& one : slow.sites) {
        const DossierSite& other = by_id(fast, one.site->id);
        ASSERT_EQ(other.hits.size(), one.hits.size()) << one.site->id;
        for (std::size_t i = 0; i < one.hits.size(); ++i) {
            EXPECT_EQ(other.hits[i].zone_id, one.hits[i].zone_id);
            EXPECT_EQ(other.hits[i].relation, one.hits[i].relation);
            // The slow way steps along edges of 2 km by 2 m: at 1 m from an edge it is out by less than 0.5
            // m.
            EXPECT_NEAR(other.hits[i].distance_m, one.hits[i].distance_m, 0.6);
            EXPECT_LE(std::abs(other.hits[i].distance_m), std::abs(one.hits[i].distance_m) + 1e-3);
        }
    }
}

TEST(Dossier, SitesThatAreAreas) {
    Registry registry = source_registry();
    SiteRecord plot = site("plot", {});
    plot.place.reset();
    plot.shape = rectangle(116.675, 39.915, 116.685, 39.92);  // half of it in the secondary zone
    registry.sites = {plot};
    const Dossier result = dossier_of(registry, "东里水源", may, 1000);
    ASSERT_EQ(result.sites.size(), 1U);
    const DossierHit& hit = result.sites[0].hits.at(0);
    EXPECT_EQ(hit.zone_id, "s");
    EXPECT_EQ(hit.relation, Relation::partly);
    EXPECT_EQ(hit.distance_m, 0);
    EXPECT_NEAR(hit.overlap_m2.value(), area(116.675, 39.915, 116.68, 39.92), 1e-3);
    EXPECT_NEAR(hit.overlap_share.value(), 0.5, 1e-9);
    EXPECT_EQ(result.sites[0].places, Strings{"东里镇"});
}

TEST(Dossier, FindingsOfItsZonesOnly) {
    Registry registry = source_registry();
    registry.zones[4].shape = rectangle(117.0, 39.90, 117.1, 39.92);  // another source's, outside all units
    const Dossier result = dossier(registry, "东里水源");
    EXPECT_EQ(codes(result.findings), (Strings{"BL-4800", "BL-4802"}));
    registry.sites.clear();
    registry.units.clear();
    const Dossier poor = dossier(registry, "东里水源");
    EXPECT_FALSE(poor.sites_known);
    EXPECT_EQ(codes(poor.findings), (Strings{"BL-4800", "BL-4802", "BL-4817", "BL-4818"}));
}

TEST(Dossier, ReportsInBothLanguages) {
    const Registry registry = source_registry();
    const Dossier result = dossier(registry, "东里水源");
    const std::string zh = dossier_report(result, Lang::zh);
    EXPECT_TRUE(
        zh.starts_with("东里水源：2024-05-01 在用水源井 2 眼，生效分区 2 个，涉及街乡镇 2 个\n"
                       "在内或部分在内的项目 3 个，1000 米以内的其他项目 0 个\n"
                       "需要核查的事项 2 条：\n"))
        << zh;
    const std::string en = dossier_report(result, Lang::en);
    EXPECT_TRUE(
        en.starts_with("东里水源: on 2024-05-01 wells in use 2, zones in force 2, units 2\n"
                       "sites inside or partly inside: 3; others within 1000 m: 0\n"))
        << en;
}

TEST(Dossier, SheetsForOfficers) {
    const Registry registry = source_registry();
    const Dossier result = dossier(registry, "东里水源");
    Strings names;
    for (const Table& table : dossier_tables(result, registry, Lang::zh)) {
        names.push_back(table.name);
        for (const Table::Row& row : table.rows)
            EXPECT_EQ(row.cells.size(), table.columns.size()) << table.name;
    }
    EXPECT_EQ(names, (Strings{"概况", "水源井", "分区", "街乡镇面积", "沿革", "周边项目", "核查事项",
                              "入库记录", "参数"}));
    const auto tables = dossier_tables(result, registry, Lang::en);
    EXPECT_EQ(tables[3].rows.size(), 4U) << "two versions in one township, one zone in two";
    EXPECT_EQ(std::get<std::string>(tables[5].rows[0].cells[4].value), "inside");
}

}  // namespace
}  // namespace bareland::zones
