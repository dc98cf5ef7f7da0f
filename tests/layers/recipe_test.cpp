// Recipes from TOML: what they say, and what is told when they are wrong.
#include <gtest/gtest.h>

#include <fstream>

#include "geo/error.hpp"
#include "layers/recipe.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using recipe::Compass;
using recipe::Line;
using recipe::Piece;
using recipe::Step;

class RecipeFile : public ::testing::Test {
  protected:
    recipe::Recipe load(const std::string& text) {
        const std::string file = (dir_.path() / "r.toml").string();
        std::ofstream(file) << text;
        return load_recipe(file);
    }
    // The English sentence without the folder.
    std::string complaint(const std::string& text) {
        try {
            load(text);
        } catch (const Error& error) {
            std::string sentence = error.code() + ": " + error.text().en;
            const std::string folder = dir_.path().string() + "/";
            for (auto at = sentence.find(folder); at != std::string::npos; at = sentence.find(folder))
                sentence.erase(at, folder.size());
            return sentence;
        }
        return "";
    }
    std::string zone(const std::string& rest) {
        return complaint("[[zone]]\nid = \"a\"\nname = \"A\"\nkind = \"key\"\n" + rest);
    }

    test::TempDir dir_;
};

TEST_F(RecipeFile, TheSimplestOne) {
    const recipe::Recipe recipe = load(R"(
[[zone]]
id = "strict-a"
name = "严控区（北片）"
kind = "strict"
valid_from = 2024-01-01
clause = "2024 行动计划 蓝天 59"
loop = ["京榆旧线", "陈列馆路", "潞苑五街", "潞苑西路"]
both_sides_m = 20
gap_m = 30
)");
    ASSERT_EQ(recipe.zones.size(), 1U);
    const recipe::Zone& zone = recipe.zones[0];
    EXPECT_EQ(zone.record.name, "严控区（北片）");
    EXPECT_EQ(zone.record.validity.text(), "2024-01-01/..");
    EXPECT_EQ(zone.record.clause, "2024 行动计划 蓝天 59");
    EXPECT_EQ(zone.piece.kind, Piece::Kind::loop);
    ASSERT_EQ(zone.piece.steps.size(), 4U);
    EXPECT_EQ(zone.piece.steps[2].follow->name, "潞苑五街");
    EXPECT_EQ(zone.piece.both_sides_m, 20);
    EXPECT_EQ(zone.piece.gap_m, 30);
    EXPECT_EQ(zone.piece.carriageways_m, 60);
}

TEST_F(RecipeFile, DefaultsAndSynonyms) {
    const recipe::Recipe recipe = load(R"(
schema = "bareland/recipe/1"
[defaults]
document = "通政办发〔2020〕5号"
valid_from = "2020年2月14日"
owners = ["区水务局"]
gap_m = 12.5
carriageways_m = 80
[synonyms]
"通胡大街" = ["运河东大街", "通 胡 大 街"]
[[zone]]
id = "a"
name = "A"
kind = "key"
owners = ["区生态环境局"]
loop = ["甲", { border = "district", toward = "north", at = [116.7, 39.9] }]
)");
    const recipe::Zone& zone = recipe.zones[0];
    EXPECT_EQ(zone.record.document, "通政办发〔2020〕5号");
    EXPECT_EQ(zone.record.validity.text(), "2020-02-14/..");
    EXPECT_EQ(zone.record.owners, std::vector<std::string>{"区生态环境局"});
    EXPECT_EQ(zone.piece.gap_m, 12.5);
    EXPECT_EQ(zone.piece.carriageways_m, 80);
    EXPECT_EQ(zone.piece.steps[1].follow->kind, Line::Kind::border);
    EXPECT_EQ(zone.piece.steps[1].way.toward, Compass::north);
    EXPECT_EQ(std::get<Point>(zone.piece.steps[1].at), (Point{116.7, 39.9}));
    EXPECT_EQ(recipe.key_of("运河东大街"), recipe.key_of("通胡大街"));
    EXPECT_NE(recipe.key_of("通胡南路"), recipe.key_of("通胡大街"));
}

TEST_F(RecipeFile, EveryKindOfStep) {
    const recipe::Recipe recipe = load(R"(
[[zone]]
id = "a0"
name = "A0"
kind = "water_primary"
disc = "水源10#"
radius_m = 100
[[zone]]
id = "a"
name = "A"
kind = "water_secondary"
start = { meeting = [{ circle = "水源10#", radius_m = 1000 }, "南堤"], at = "east" }
[[zone.path]]
follow = "南堤"
toward = "west"
to = "宋梁路"
at = "south"
[[zone.path]]
follow = "铁路"
from = "宋梁路"
from_at = "north"
to = { ray = "south", of = "工业区路" }
[[zone.path]]
ray = "north"
to = "工业区路"
[[zone.path]]
follow = "北堤路"
to = "end"
[[zone.path]]
follow = { circle = "傍8#", radius_m = 1000 }
turn = "counterclockwise"
to = "start"
[[zone.minus]]
zone = "a0"
)");
    const Piece& piece = recipe.zones[1].piece;
    ASSERT_EQ(piece.steps.size(), 5U);
    ASSERT_TRUE(piece.start);
    EXPECT_EQ(piece.start->meeting[0].radius_m, 1000);
    EXPECT_EQ(std::get<Compass>(piece.start->at), Compass::east);
    EXPECT_EQ(piece.steps[0].way.toward, Compass::west);
    EXPECT_EQ(std::get<Compass>(piece.steps[0].at), Compass::south);
    EXPECT_EQ(piece.steps[1].from->name, "宋梁路");
    EXPECT_EQ(piece.steps[1].to->kind, Line::Kind::ray);
    EXPECT_EQ(piece.steps[1].to->end, Compass::south) << "an extension due south starts at the southern end";
    EXPECT_FALSE(piece.steps[2].follow);
    EXPECT_EQ(piece.steps[2].ray, Compass::north);
    EXPECT_EQ(piece.steps[3].end, Step::End::end);
    EXPECT_EQ(piece.steps[4].end, Step::End::start);
    EXPECT_EQ(piece.steps[4].way.clockwise, false);
    ASSERT_EQ(piece.minus.size(), 1U);
    EXPECT_EQ(piece.minus[0].kind, Piece::Kind::zone);
    EXPECT_EQ(piece.minus[0].label, "minus #1 zone");
}

TEST_F(RecipeFile, NestedPieces) {
    const recipe::Recipe recipe = load(R"(
[[zone]]
id = "a"
name = "A"
kind = "key"
union = [
  { disc = ["井1#—井3#"], by = "name", source = "甲水厂" },
  { buffer = "s.gpkg:schools", distance_m = 200, where = { "类型" = "小学" }, crs = "gcj02" },
  { intersect = [{ unit = ["甲镇", "乙镇"] }, { buffer = { lines = "南大沟" }, distance_m = 30 }], label = "沟边" },
  { file = "lake.geojson", minus = [{ unit = "丙镇" }] },
]
)");
    const Piece& all = recipe.zones[0].piece;
    ASSERT_EQ(all.parts.size(), 4U);
    EXPECT_EQ(all.parts[0].source, "甲水厂");
    EXPECT_FALSE(all.parts[0].radius_m);
    EXPECT_EQ(all.parts[1].where.at("类型"), "小学");
    EXPECT_EQ(all.parts[2].label, "沟边");
    EXPECT_EQ(all.parts[2].parts[1].names, std::vector<std::string>{"南大沟"});
    const auto needs = recipe::files_needed(recipe);
    ASSERT_EQ(needs.size(), 2U);
    EXPECT_TRUE(needs[0].polygons_only) << needs[0].file;
    EXPECT_FALSE(needs[1].polygons_only);
}

TEST_F(RecipeFile, UnknownKeysNameTheClosest) {
    EXPECT_EQ(zone("loop = [\"甲\", \"乙\"]\nboth_side_m = 20\n"),
              "BL-3602: r.toml, line 6: unknown key \"both_side_m\" in [[zone]] #1; the closest known key is "
              "\"both_sides_m\"");
    EXPECT_EQ(
        complaint("[[zones]]\n"),
        "BL-3602: r.toml, line 1: unknown key \"zones\" in the top level; the closest known key is \"zone\"");
    EXPECT_EQ(zone("unit = \"甲镇\"\nradius_m = 20\n"),
              "BL-3603: r.toml, line 6: unknown key \"radius_m\" in [[zone]] #1; known keys: id, name, kind, "
              "level, "
              "valid_from, valid_to, document, clause, duties, owners, stated_area_m2, uncertainty_m, loop, "
              "path, disc, "
              "unit, buffer, file, zone, union, intersect, minus, label");
    EXPECT_EQ(zone("path = [{ follow = \"甲\", towards = \"west\" }, { follow = \"乙\" }]\n"),
              "BL-3602: r.toml, line 5: unknown key \"towards\" in [[zone]] \"a\" path #1; the closest known "
              "key is "
              "\"toward\"");
    EXPECT_EQ(zone("union = [{ disc = [\"甲\"], radus_m = 3 }]\n"),
              "BL-3602: r.toml, line 5: unknown key \"radus_m\" in [[zone]] \"a\" union #1; the closest "
              "known key is "
              "\"radius_m\"");
}

TEST_F(RecipeFile, WhatIsMissingOrWrong) {
    EXPECT_EQ(
        complaint(""),
        "BL-3604: r.toml, line 1: the top level lacks the key \"zone\"; expected at least one [[zone]]");
    EXPECT_EQ(complaint("[[zone]]\nname = \"A\"\nkind = \"key\"\nunit = \"甲镇\"\n"),
              "BL-3604: r.toml, line 1: [[zone]] #1 lacks the key \"id\"; expected a text that is not empty");
    EXPECT_EQ(zone(""),
              "BL-3607: r.toml, line 1: [[zone]] #1 does not say what it covers; it needs one of the keys "
              "loop, path, "
              "disc, unit, buffer, file, zone, union, intersect");
    EXPECT_EQ(zone("unit = \"甲镇\"\nfile = \"b.gpkg\"\n"),
              "BL-3608: r.toml, line 1: [[zone]] #1 has both \"unit\" and \"file\"; give one, and join "
              "several with union");
    EXPECT_EQ(zone("loop = [\"甲\"]\n"),
              "BL-3605: r.toml, line 5: [[zone]] #1 loop = [ '甲' ]; expected an array of two lines or more");
    EXPECT_EQ(zone("loop = [\"甲\", { road = \"乙\", at = \"up\" }]\n"),
              "BL-3605: r.toml, line 5: [[zone]] \"a\" loop #2 at = 'up'; expected one of \"north\", "
              "\"east\", \"south\", "
              "\"west\", \"northeast\" ... or [lon, lat]");
    EXPECT_EQ(zone("loop = [\"甲\", \"乙\"]\ngap_m = -1\n"),
              "BL-3605: r.toml, line 6: [[zone]] #1 gap_m = -1; expected a number not below 0");
    EXPECT_EQ(zone("loop = [\"甲\", \"乙\"]\ngap_m = nan\n"),
              "BL-3605: r.toml, line 6: [[zone]] #1 gap_m = nan; expected a number not below 0");
    EXPECT_EQ(zone("disc = [\"甲\"]\nradius_m = 0\n"),
              "BL-3605: r.toml, line 6: [[zone]] #1 radius_m = 0; expected a number above 0");
    EXPECT_EQ(
        zone("unit = \"甲镇\"\nvalid_from = \"2024-13-01\"\n"),
        "BL-3605: r.toml, line 6: [[zone]] #1 valid_from = '2024-13-01'; expected a date such as 2024-01-01");
    EXPECT_EQ(
        zone("unit = \"甲镇\"\nvalid_from = 2024-05-01\nvalid_to = 2024-01-01\n"),
        "BL-3605: r.toml, line 7: [[zone]] #1 valid_to = 2024-01-01; expected a valid_to that is not before "
        "valid_from");
    EXPECT_EQ(zone("path = [{ follow = \"甲\", ray = \"north\" }, { follow = \"乙\" }]\n"),
              "BL-3605: r.toml, line 5: [[zone]] \"a\" path #1 follow = '甲'; expected follow or ray");
    EXPECT_EQ(zone("path = [{ follow = \"甲\" }, { ray = \"northeast\", to = \"乙\" }]\n"),
              "BL-3605: r.toml, line 5: [[zone]] \"a\" path #2 ray = 'northeast'; expected \"north\", "
              "\"east\", \"south\" "
              "or \"west\"");
    EXPECT_EQ(zone("path = [{ follow = \"甲\" }, { ray = \"north\", to = \"乙\" }]\n"),
              "BL-3605: r.toml, line 5: [[zone]] \"a\" path #1 follow = '甲'; expected a step with \"to\", "
              "because the "
              "next one is a ray");
    EXPECT_EQ(zone("zone = \"b\"\n"),
              "BL-3610: r.toml, line 5: [[zone]] \"a\" refers to the zone \"b\", which does not stand before "
              "it (before "
              "it: -)");
    EXPECT_EQ(zone("unit = \"甲镇\"\n[[zone]]\nid = \"a\"\nname = \"B\"\nkind = \"key\"\nunit = \"乙镇\"\n"),
              "BL-3606: r.toml, line 7: the zone id \"a\" is used twice; change one of them");
    EXPECT_EQ(complaint("[synonyms]\n\"甲\" = [\"丙\"]\n\"乙\" = [\"丙\"]\n"),
              "BL-3609: r.toml, line 2: the synonym \"丙\" belongs to both \"乙\" and \"甲\"; a name may "
              "mean one thing "
              "only");
    EXPECT_TRUE(complaint("[[zone]\n").starts_with("BL-3601: r.toml, line 1, column "));
    EXPECT_EQ(zone("buffer = { lines = [\"甲\"] }\ndistance_m = 30\ncrs = \"EPSG:4326\"\n"),
              "BL-3605: r.toml, line 7: [[zone]] #1 crs = 'EPSG:4326'; expected nothing: this "
              "piece reads no "
              "file");
}

TEST_F(RecipeFile, NoSuchFile) {
    try {
        load_recipe((dir_.path() / "none.toml").string());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3600");
        EXPECT_EQ(error.exit(), Exit::input);
    }
}

}  // namespace
}  // namespace bareland
