// What may be published of a briefing (jobs/brief/public_view.hpp).
#include <gtest/gtest.h>

#include "jobs/brief/public_view.hpp"

namespace bareland::brief {
namespace {

const Polygon square{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}, {}};

// A unit with everything that may not be published, each piece in every place that could hold it.
UnitFacts unit() {
    UnitFacts out;
    out.id = "110112005";
    out.name = "潞城镇";
    out.areas.uncontrolled = 1234.5;
    out.rank = 2;
    out.owner = "潞城镇政府 010-69546666";
    out.judgements = {
        {"limit", Judgement::Outcome::breach, 12.0, 10.0, "通政发〔2020〕1号", "联系 13800138000"}};
    PatchOfUnit patch;
    patch.number = 1;
    patch.area = 800;
    patch.place = {116.7, 39.9};
    patch.zones = {"重点区域", "一号井保护区"};
    out.patches = {patch};
    out.zones = {{"key-1", "重点区域", "重点区域", ZoneKind::key, {}},
                 {"W1", "一号井保护区", "水源一级保护区", ZoneKind::water_source, {}},
                 {"W2", "二号井保护区", "", ZoneKind::other, {}}};  // known from the map alone
    out.sites = {{"S1", "工地", "在区内", true, "一号井保护区", "以水源井为核心的 30 米范围", -12.5, true},
                 {"S2", "学校", "不在区内", false, "重点区域", "距水源井 30 米", 40.0, false}};
    out.routes = {{"京A·12345 2024-05-01", "京A12345", "应绕行", true, 120.0, "京 A12345 应绕行"},
                  {"r7", "TEST01", "豁免", false, 0.0, "test-01 为新能源车"}};
    out.duties = {{"苫盖裸地", "王某 13900139000", "第 5 条", "二号井保护区", false},
                  {"TEST01 停驶", "区交通局", "", "重点区域", false},
                  {"关闭排污口", "区水务局", "", "一级保护区", true}};
    return out;
}

Briefing briefing() {
    Briefing out;
    out.district_name = "通州区";
    out.units = {unit()};
    out.district = unit();
    out.sources = {{"zones", "zones.gpkg", "2024-05-01", std::string(64, '1')},
                   {"wells", "wells.csv", "", ""}};
    out.findings = {"水源井 W1 没有半径，取 30 米"};
    out.map.units = {{"110112005", "潞城镇", {square}}};
    out.map.zones = {{"key-1", "重点区域", ZoneKind::key, {square}},
                     {"W1", "一号井保护区", ZoneKind::water_source, {square}},
                     {"W2", "二号井保护区", ZoneKind::water_source, {square}}};
    return out;
}

TEST(PublicView, HasNoWells) {
    const Briefing view = public_view(briefing());
    ASSERT_EQ(view.map.zones.size(), 1U);
    EXPECT_EQ(view.map.zones[0].id, "key-1");
    for (const UnitFacts& unit : {view.units.at(0), view.district}) {
        ASSERT_EQ(unit.zones.size(), 1U);
        EXPECT_EQ(unit.zones[0].id, "key-1");
        EXPECT_EQ(unit.patches.at(0).zones, std::vector<std::string>{"重点区域"});
        EXPECT_EQ(unit.sites.at(0).zone, "");
        EXPECT_EQ(unit.sites.at(0).clause, "");
        EXPECT_EQ(unit.sites.at(1).clause, "距水源井 *** 米");
        EXPECT_EQ(unit.sites.at(1).zone, "重点区域");
        EXPECT_FALSE(unit.sites.at(0).distance_m.has_value());
        EXPECT_EQ(unit.sites.at(1).distance_m, 40.0);
        ASSERT_EQ(unit.duties.size(), 2U);
        EXPECT_EQ(unit.duties.at(0).where, "");
        EXPECT_EQ(unit.duties.at(1).where, "重点区域");
    }
    EXPECT_TRUE(view.findings.empty());
}

TEST(PublicView, HasNoPlatesAndNoContacts) {
    const UnitFacts unit = public_view(briefing()).units.at(0);
    EXPECT_EQ(unit.owner, "潞城镇政府 ***");
    EXPECT_EQ(unit.judgements.at(0).text, "联系 ***");
    EXPECT_EQ(unit.duties.at(0).owner, "王某 ***");
    EXPECT_EQ(unit.duties.at(1).what, "*** 停驶");
    EXPECT_EQ(unit.routes.at(0).id, "1");
    EXPECT_EQ(unit.routes.at(0).plate, "");
    EXPECT_EQ(unit.routes.at(0).text, "");
    EXPECT_EQ(unit.routes.at(1).id, "2");
    EXPECT_EQ(unit.routes.at(1).text, "");
}

TEST(PublicView, KeepsTheFigures) {
    const Briefing view = public_view(briefing());
    EXPECT_TRUE(view.published);
    EXPECT_EQ(view.district_name, "通州区");
    ASSERT_EQ(view.sources.size(), 1U);
    EXPECT_EQ(view.sources.at(0).sha256, std::string(64, '1'));
    const UnitFacts& unit = view.units.at(0);
    EXPECT_EQ(unit.areas.uncontrolled, 1234.5);
    EXPECT_EQ(unit.rank, 2);
    EXPECT_EQ(unit.judgements.at(0).clause, "通政发〔2020〕1号");
    EXPECT_EQ(unit.patches.at(0).place, (Point{116.7, 39.9}));
    EXPECT_EQ(unit.routes.at(0).inside_m, 120.0);
    EXPECT_FALSE(briefing().published);
}

// Whatever is added to the briefing later: a second filter finds nothing more in what the first one left.
TEST(PublicView, IsTheSameTheSecondTime) {
    const Briefing once = public_view(briefing());
    const Briefing twice = public_view(once);
    EXPECT_EQ(twice.units.at(0).duties.at(1).what, once.units.at(0).duties.at(1).what);
    EXPECT_EQ(twice.units.at(0).owner, once.units.at(0).owner);
    EXPECT_EQ(twice.map.zones.size(), once.map.zones.size());
}

}  // namespace
}  // namespace bareland::brief
