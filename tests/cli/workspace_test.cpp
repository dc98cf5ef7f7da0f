// init, import and rank over a workspace, as users run them.
#include <sys/stat.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "tests/cli/small_case.hpp"

namespace bareland::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using std::string;

class WorkspaceCommands : public SmallCase {
  protected:
    void SetUp() override { ASSERT_EQ(run({"init", "--quiet"}).status, 0); }

    string file(const string& name) const { return (folder / name).string(); }
    // Everything about a run in one text.
    static string all(const Ran& ran) { return std::to_string(ran.status) + "|" + ran.out + "|" + ran.err; }
    void import(const Words& words) const {
        const Ran ran = run(Words{"import"} + words + Words{"--quiet"});
        EXPECT_EQ(all(ran), "0||");
    }
    static Words over_workspace(const string& month, const string& out = "out") {
        return {"rank",     "--workspace", "bareland.sqlite", "--raster", "grid.asc", "--bare", "1",
                "--netted", "2",           "--unobserved",    "8",        "--month",  month,    "--out",
                out,        "--quiet"};
    }
};

TEST_F(WorkspaceCommands, InitSaysWhatItMade) {
    EXPECT_EQ(all(run({"init", "通州.sqlite", "--profile", "tongzhou"})), "0|已建立工作区 通州.sqlite。\n|");
    EXPECT_EQ(all(run({"init", "b.sqlite", "--lang", "en"})), "0|the workspace b.sqlite is ready\n|");
    expect_refused(
        {"init"}, 3, "BL-3505: “bareland.sqlite”已经存在，没有改动。请换一个文件名，或先移走原文件。",
        "BL-3505: bareland.sqlite exists already and was left as it is; choose another name or move "
        "the file away first");
    expect_refused(
        {"init", "c.sqlite", "--profile", "nowhere"}, 3,
        "BL-3200: 找不到区配置“nowhere”：既没有这个文件，自带的区配置里也没有这个名字（自带：miyun, "
        "tongzhou）。",
        "BL-3200: no profile \"nowhere\": there is no such file, nor is it the name of a profile "
        "that comes with bareland (miyun, tongzhou)");
    EXPECT_FALSE(fs::exists(folder / "c.sqlite"));
}

TEST_F(WorkspaceCommands, ImportSaysWhatItDid) {
    const Ran first = run({"import", "units", "units.geojson", "--source", "民政局"});
    EXPECT_EQ(first.status, 0);
    EXPECT_EQ(first.err, "");
    EXPECT_TRUE(first.out.starts_with(
        "已把 units.geojson 的街乡镇导入工作区 bareland.sqlite：新增 3，替换 0，终止旧版本 0，无变化 0。\n"))
        << first.out;
    EXPECT_NE(first.out.find("EPSG:4490"), string::npos) << "what was recognised is said\n" << first.out;
    const Ran again = run({"import", "units", "units.geojson", "--lang", "en"});
    EXPECT_TRUE(
        again.out.starts_with("units of units.geojson are in the workspace bareland.sqlite: 0 added, 0 "
                              "replaced, 0 earlier versions ended, 3 unchanged\n"))
        << again.out;
    write("later.geojson", collection({unit("110112001", "甲街道", box(0, 2, 0, 6))}));
    const Ran later = run({"import", "units", "later.geojson", "--valid-from", "2025-01-01", "--lang", "en"});
    EXPECT_TRUE(
        later.out.starts_with("units of later.geojson are in the workspace bareland.sqlite: 1 added, 0 "
                              "replaced, 1 earlier versions ended, 0 unchanged\n"))
        << later.out;
}

TEST_F(WorkspaceCommands, ImportTakesEveryKind) {
    write("wells.csv", "编号,名称,水源地,类型,半径,经度,纬度\n基岩1#,基岩一,水源,urban,50,116.601,39.801\n");
    write("sites.csv", "编号,名称,类型,经度,纬度\n1,工地,site,116.601,39.801\n");
    write("roads.geojson",
          collection({feature(R"({"id":"1","name":"通胡大街"})",
                              R"({"type":"LineString","coordinates":[[116.6,39.8],[116.61,39.8]]})")}));
    import({"units", "units.geojson", "--workspace", "bareland.sqlite"});
    import({"zones", "zones.geojson", "--map", "name=id,kind=id"});
    import({"wells", "wells.csv"});
    import({"sites", "sites.csv"});
    import({"roads", "roads.geojson"});
}

TEST_F(WorkspaceCommands, UsageOfImport) {
    const auto misused = [&](const Words& words, const string& zh, const string& en) {
        expect_refused(Words{"import"} + words, 2, zh, en);
    };
    const Words units{"units", "units.geojson"};
    misused(units + Words{"--valid-from", "later"},
            "BL-2200: --valid-from 应为日期，如 2024-05-01、2024/5/1 或 2024年5月1日，而不是“later”。",
            "BL-2200: --valid-from must be a date, such as 2024-05-01 or 2024/5/1, not \"later\"");
    misused(units + Words{"--valid-from", "2024-05-01", "--valid-to", "2024-04"},
            "BL-2201: --valid-to（2024-04-30）早于 --valid-from（2024-05-01），请核对。",
            "BL-2201: --valid-to (2024-04-30) is before --valid-from (2024-05-01); check them");
    misused(units + Words{"--map", "name=名称,id"},
            "BL-2202: --map 的“id”应写成 列=表头，各项以逗号隔开，例如 name=名称,id=编号。",
            "BL-2202: --map: \"id\" must be COLUMN=HEADER, entries parted by commas, for example "
            "name=名称,id=编号");
    misused(units + Words{"--map", "id=a,id=b"}, "BL-2203: --map 中“id”出现了两次。",
            "BL-2203: --map: \"id\" is given twice");
    misused(
        {"roads", "roads.geojson", "--valid-to", "2024-04"},
        "BL-2204: --valid-from、--valid-to 只用于 units、zones 和 wells：roads 没有有效期。",
        "BL-2204: --valid-from and --valid-to go with units, zones and wells only: roads have no validity");
    misused(
        {"townships", "units.geojson"},
        "BL-2000: LAYER 应为 units 或 zones 或 wells 或 sites 或 roads，而不是“townships”。运行 bareland "
        "import "
        "--help 查看用法。",
        "BL-2000: LAYER expected units or zones or wells or sites or roads, not \"townships\". Run bareland "
        "import --lang en --help for the usage.");
    misused(
        {"units"}, "BL-2000: 缺少必需的选项：FILE FILE[:LAYER]。运行 bareland import --help 查看用法。",
        "BL-2000: required and not given: FILE FILE[:LAYER]. Run bareland import --lang en --help for the "
        "usage.");
}

TEST_F(WorkspaceCommands, BadWorkspacesAndFiles) {
    write("text.sqlite", string(3000, 'x'));
    write("twice.geojson", collection({feature(R"({"id":"Z","name":"甲","kind":"key"})", box(0, 1, 0, 1)),
                                       feature(R"({"id":"Z","name":"乙","kind":"key"})", box(2, 3, 0, 1))}));
    expect_refused({"import", "units", "units.geojson", "--workspace", "none.sqlite"}, 3,
                   "BL-3500: 找不到工作区文件“none.sqlite”。请用 --workspace 指定，或先用 bareland init "
                   "none.sqlite 新建。",
                   "BL-3500: there is no workspace none.sqlite; name one with --workspace, or make it with "
                   "bareland init none.sqlite");
    expect_refused(
        {"import", "units", "units.geojson", "--workspace", "text.sqlite"}, 3,
        "BL-3501: “text.sqlite”不是 bareland 工作区，连 SQLite 数据库也不是。请指定由 bareland init "
        "建立的文件。",
        "BL-3501: text.sqlite is no bareland workspace, nor any SQLite database; name a file made "
        "by bareland init");
    expect_refused({"import", "zones", "none.shp"}, 3, "BL-3101: 找不到文件 none.shp。",
                   "BL-3101: none.shp: there is no such file");
    for (const char* const lang : {"zh", "en"}) {
        const Ran ran = run({"import", "zones", "twice.geojson", "--lang", lang});
        EXPECT_EQ(ran.status, 3);
        EXPECT_NE(ran.err.find('Z'), string::npos) << ran.err;
    }
    // Nothing of it came in.
    const Ran ran = run({"import", "zones", "zones.geojson", "--map", "name=id,kind=id", "--lang", "en"});
    EXPECT_TRUE(ran.out.starts_with("zones of zones.geojson are in the workspace bareland.sqlite: 1 added"))
        << ran.out << ran.err;
}

// ---- rank ---------------------------------------------------------------------------------------------

TEST_F(WorkspaceCommands, RankOverTheWorkspaceIsRankOverTheFiles) {
    import({"units", "units.geojson"});
    import({"zones", "zones.geojson", "--map", "name=id,kind=id"});
    const Words zones{"--zones", "zones.geojson"};
    const json files_april = ranked(without("--month") + zones + Words{"--month", "2024-04", "--quiet"});
    fs::rename(folder / "out", folder / "april");
    const json files_may =
        ranked(plain + zones + Words{"--previous", "april/ranking.json", "--quiet"}, "out");
    const json april = ranked(over_workspace("2024-04", "w-april"), "w-april");
    const json may = ranked(over_workspace("2024-05", "w-may"), "w-may");
    for (const char* const key : {"units", "district", "balance", "findings"}) {
        EXPECT_EQ(april[key], files_april[key]) << key;
        EXPECT_EQ(may[key], files_may[key]) << key;
    }
    EXPECT_EQ(may["units"][0]["previous_rank"], april["units"][0]["rank"]) << "the month before was in it";
    EXPECT_EQ(may["parameters"]["workspace"],
              json::parse(R"({"file": "bareland.sqlite", "zones": [{"id": "Z1", "valid": "../.."}], "units": [
                  {"id": "110112001", "valid": "../.."}, {"id": "110112002", "valid": "../.."},
                  {"id": "110112003", "valid": "../.."}]})"));
    std::map<string, string> inputs;
    for (const json& input : may["inputs"])
        inputs[input["role"]] = input["name"];
    EXPECT_EQ(inputs["units"], "units.geojson");
    EXPECT_EQ(inputs["zones"], "zones.geojson");
    EXPECT_EQ(inputs["previous"], "bareland.sqlite:2024-04");
    // What is named as a file wins.
    const json named =
        ranked(over_workspace("2024-05", "w-may") + Words{"--previous", "april/ranking.json"}, "w-may");
    EXPECT_EQ(named["units"], may["units"]);
    EXPECT_EQ(ranked(over_workspace("2025-04", "w-2025"), "w-2025")["units"][0]["previous_year_rank"],
              april["units"][0]["rank"]);
}

TEST_F(WorkspaceCommands, RankTakesTheVersionsOfItsMonth) {
    import({"units", "units.geojson", "--valid-from", "2020-01-01"});
    import({"zones", "zones.geojson", "--map", "name=id,kind=id", "--valid-to", "2024-05-01"});
    write("later.geojson", collection({unit("110112001", "甲街道", box(0, 2, 0, 6))}));
    import({"units", "later.geojson", "--valid-from", "2024-05-31"});
    const auto area = [&](const string& month) {
        return ranked(over_workspace(month), "out")["units"][0]["unit_area_m2"].get<double>();
    };
    const double april = area("2024-04"), may = area("2024-05");
    EXPECT_NEAR(may / april, 2 / 2.5, 1e-6) << "as the last day of the month has it";
    EXPECT_EQ(ranking()["units"][0]["zones"].size(), 1U) << "a day of the month suffices";
    area("2024-06");
    EXPECT_EQ(ranking()["units"][0]["zones"].size(), 0U);
    expect_refused(
        over_workspace("2019-12"), 3,
        "BL-3530: 工作区“bareland.sqlite”中没有在 2019-12-31 有效的街乡镇。请先用 bareland import units "
        "导入，或用 --units 给出文件。",
        "BL-3530: the workspace bareland.sqlite has no units valid on 2019-12-31; bring them in with "
        "bareland import units, or give a file with --units");
}

TEST_F(WorkspaceCommands, RankTakesTheProfileOfTheWorkspace) {
    ASSERT_EQ(run({"init", "t.sqlite", "--profile", "tongzhou", "--quiet"}).status, 0);
    import({"units", "units.geojson", "--workspace", "t.sqlite"});
    Words words = over_workspace("2024-05");
    words[2] = "t.sqlite";
    const json kept = ranked(words);
    const json named = ranked(words + Words{"--profile", "tongzhou"});
    EXPECT_EQ(kept["parameters"]["profile"], named["parameters"]["profile"]);
    EXPECT_EQ(kept["district"]["id"], named["district"]["id"]);
    EXPECT_EQ(kept["units"][0]["flags"], named["units"][0]["flags"]);
}

TEST_F(WorkspaceCommands, UsageOfRank) {
    expect_refused(without("--units"), 2,
                   "BL-2000: 必须给出 --units（街乡镇文件），或用 --workspace 指定保存着街乡镇的工作区。",
                   "BL-2000: give --units, a file of the units, or --workspace, which keeps them");
    expect_refused(over_workspace("2024-05") + Words{"--unit-id", "id"}, 2,
                   "BL-2000: --unit-id、--unit-name、--units-crs 只用于 --units。",
                   "BL-2000: --unit-id, --unit-name and --units-crs go with --units only");
}

TEST_F(WorkspaceCommands, AWorkspaceThatCannotBeWrittenStopsRankBeforeAnything) {
    import({"units", "units.geojson"});
    ::chmod(folder.path().c_str(), 0755);
    fs::create_directory(folder / "out");
    ::chmod(file("out").c_str(), 0777);
    const Ran ran = run(over_workspace("2024-05"), become_nobody);
    EXPECT_EQ(ran.status, 3);
    EXPECT_EQ(
        ran.err,
        "bareland: BL-3506: 工作区“bareland.sqlite”无法写入：没有权限。请检查文件及所在目录的写权限。\n");
    EXPECT_TRUE(fs::is_empty(folder / "out"));
}

// Killed at any moment, outputs and workspace are each whole, and the workspace is never ahead.
TEST_F(WorkspaceCommands, KilledRanksAreMadeWholeByTheNext) {
    import({"units", "units.geojson"});
    ASSERT_EQ(run(over_workspace("2024-04")).status, 0);
    std::mt19937 random(11);
    std::uniform_int_distribution<int> moment(0, 250);
    // Of May, which is in the workspace only if June's changes can be given.
    const auto may_is_stored = [&] {
        return !ranked(over_workspace("2024-06", "probe"), "probe")["units"][0]["previous_rank"].is_null();
    };
    int behind = 0;
    for (int round = 0; round < 8; ++round) {
        fs::copy_file(folder / "bareland.sqlite", folder / "april.sqlite",
                      fs::copy_options::overwrite_existing);
        const pid_t child = start_bareland(over_workspace("2024-05"), folder.path());
        std::this_thread::sleep_for(std::chrono::milliseconds(moment(random)));
        ::kill(child, SIGKILL);
        wait_for(child);
        const string shown = ranking()["month"];
        const bool stored = may_is_stored();
        EXPECT_TRUE(shown == "2024-05" || (shown == "2024-04" && !stored)) << shown << " " << stored;
        behind += shown == "2024-05" && !stored ? 1 : 0;
        ASSERT_EQ(run(over_workspace("2024-05")).status, 0);
        EXPECT_EQ(ranking()["month"], "2024-05");
        EXPECT_TRUE(may_is_stored());
        // Back to April's outputs and a workspace without May.
        fs::copy_file(folder / "april.sqlite", folder / "bareland.sqlite",
                      fs::copy_options::overwrite_existing);
        ASSERT_EQ(run(over_workspace("2024-04")).status, 0);
    }
    RecordProperty("outputs_ahead", behind);
}

}  // namespace
}  // namespace bareland::test
