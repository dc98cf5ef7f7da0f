// import roads, as users run it: OSM files, line layers, dates, and what is said of the network.
#include <gtest/gtest.h>

#include "tests/cli/command.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::test {
namespace {

using std::string;

class RoadCommands : public ::testing::Test {
  protected:
    void SetUp() override { ASSERT_EQ(run({"init", "--quiet"}).status, 0); }

    Ran run(const Words& words) const { return run_bareland(words, folder.path()); }
    void expect_refused(const Words& words, int status, const string& zh, const string& en) const {
        const Ran chinese = run(words);
        EXPECT_EQ(chinese.status, status);
        EXPECT_EQ(chinese.err, "bareland: " + zh + "\n");
        EXPECT_EQ(run(words + Words{"--lang", "en"}).err, "bareland: " + en + "\n");
    }

    TempDir folder;
    const string osm = string(BARELAND_TEST_DATA) + "/osm/streets.osm.pbf";
};

TEST_F(RoadCommands, SayWhatNetworkTheyMake) {
    const Ran chinese = run({"import", "roads", osm});
    EXPECT_EQ(chinese.status, 0) << chinese.err;
    EXPECT_EQ(
        chinese.out,
        "已把 streets.osm.pbf 的道路导入工作区 bareland.sqlite：新增 3，替换 0，终止旧版本 0，无变化 0。\n"
        "路网（2024-05-01）：道路 3 条，共 0.5 公里；路口 5 个，有向路段 7 条。\n"
        "  互不连通的部分 1 个，最大的占总长 100.0%；断头路 4 处。\n"
        "  不供机动车通行而未采用 0 条，货车禁行 0 条；接合端点 0 处；转向限制 1 条，其中限时 0 条。\n"
        "  BL-4910 " +
            osm + "：1 条路（way）不供机动车通行，没有采用：footway 1。\n");
    const Ran english = run({"import", "roads", osm, "--date", "2024-06-01", "--lang", "en"});
    EXPECT_EQ(
        english.out,
        "roads of streets.osm.pbf are in the workspace bareland.sqlite: 3 added, 0 replaced, 0 earlier "
        "versions ended, 0 unchanged\n"
        "the road network of 2024-06-01: 3 roads, 0.5 km; 5 junctions, 7 directed links\n"
        "  1 parts not connected with each other, the largest has 100.0 % of the length; 4 dead ends\n"
        "  0 roads not for motor vehicles left out, 0 closed to trucks; 0 ends joined; 1 turn bans, 0 of "
        "them at certain times\n"
        "  BL-4910 " +
            osm + ": 1 ways are not for motor vehicles and left out: footway 1\n");
    const Ran again = run({"import", "roads", osm, "--lang", "en"});
    EXPECT_NE(again.out.find("0 added, 0 replaced, 0 earlier versions ended, 3 unchanged"), string::npos);
}

TEST_F(RoadCommands, NameGapsAndFilesOfOneDateAreOneNetwork) {
    put(folder / "a.csv", "id,oneway,wkt\n1,no,\"LINESTRING(116.6 39.9,116.601 39.9)\"\n");
    put(folder / "b.csv", "id,oneway,wkt\n2,no,\"LINESTRING(116.60103 39.9,116.602 39.9)\"\n");
    ASSERT_EQ(run({"import", "roads", "a.csv", "--date", "2024-05-01"}).status, 0);
    const Ran both = run({"import", "roads", "b.csv", "--date", "2024-05-01", "--lang", "en"});
    EXPECT_NE(both.out.find("the road network of 2024-05-01: 2 roads, 0.2 km; 4 junctions, 4 directed links\n"
                            "  2 parts not connected with each other"),
              string::npos)
        << both.out << both.err;
    EXPECT_NE(both.out.find("  2 places where roads may be apart by mistake (a dead end with another road "
                            "beside it); look at\n    116.601000, 39.900000: 2.6 m\n"),
              string::npos)
        << both.out;
    const Ran undated = run({"import", "roads", "a.csv", "--lang", "en"});
    EXPECT_NE(undated.out.find("the road network without a date: 1 roads"), string::npos) << undated.out;
    EXPECT_NE(undated.out.find("BL-4905 the roads have no date and count as older than all networks that "
                               "have one (the newest is of 2024-05-01): they serve earlier days only; name "
                               "the day of the data with --date\n"),
              string::npos)
        << undated.out;
}

TEST_F(RoadCommands, AreRefused) {
    expect_refused({"import", "wells", "w.csv", "--date", "2024-05-01"}, 2,
                   "BL-2240: --date 是路网数据的日期，只用于 roads，不能用于 wells，请去掉。",
                   "BL-2240: --date is the date of a road network and goes with roads only, not with wells; "
                   "leave it out");
    expect_refused(
        {"import", "roads", osm, "--date", "2024-05"}, 2,
        "BL-2241: --date 应为某一天，如 2024-05-01，而不是“2024-05”。请写明路网数据的日期。",
        "BL-2241: --date must be a day, such as 2024-05-01, not \"2024-05\"; name the day the road "
        "data are of");
    expect_refused(
        {"import", "roads", osm, "--map", "name=x"}, 2,
        "BL-2242: --map 不能用于 OSM 数据“" + osm + "”：其坐标系为 WGS 84，标签含义固定，请去掉该选项。",
        "BL-2242: --map does not go with the OSM data " + osm +
            ": they are in WGS 84 and their tags have fixed meanings; leave it out");
    const string whole = contents(osm);
    put(folder / "cut.osm.pbf", whole.substr(0, whole.size() - 40));
    const Ran cut = run({"import", "roads", "cut.osm.pbf"});
    EXPECT_EQ(cut.status, 3);
    EXPECT_TRUE(cut.err.starts_with("bareland: BL-3910: “cut.osm.pbf”无法作为 OpenStreetMap 数据读取："))
        << cut.err;
    EXPECT_EQ(cut.out, "");
}

}  // namespace
}  // namespace bareland::test
