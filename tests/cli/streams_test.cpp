// What goes where: streams, languages, folders.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/cli/small_case.hpp"

namespace bareland::test {
namespace {

namespace fs = std::filesystem;

class Streams : public SmallCase {
  protected:
    static Words listed(const fs::path& directory) {
        Words names;
        for (const auto& entry : fs::directory_iterator(directory))
            names.push_back(entry.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }
    Words into(const std::string& out) const { return without("--out") + Words{"--out", out}; }
};

const Words four{"ranking.csv", "ranking.gpkg", "ranking.json", "ranking.xlsx"};

TEST_F(Streams, TableThenWhatWasWritten) {
    const Ran ran = run(plain);
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.err, "");                              // no progress bar where nobody watches
    EXPECT_EQ(ran.out.find('\033'), std::string::npos);  // nor colour
    EXPECT_EQ(ran.out.find("全区2024年5月裸地排名，末位在前（面积：平方米）\n"), 0U) << ran.out;
    EXPECT_NE(ran.out.find("已写入 " + (folder / "out").string() + "：\n  ranking.csv "), std::string::npos)
        << ran.out;
    EXPECT_LT(ran.out.find("甲街道"), ran.out.find("乙镇"));  // worst first
    EXPECT_LT(ran.out.find("乙镇"), ran.out.find("丙乡"));    // not rated apart
    EXPECT_EQ(listed(folder / "out"), four);
}

TEST_F(Streams, English) {
    const Ran ran = run(plain + Words{"--lang", "en"});
    EXPECT_NE(ran.out.find("bare land ranking, May 2024, worst first (areas in m2)\n"), std::string::npos)
        << ran.out;
    EXPECT_NE(ran.out.find("Written to " + (folder / "out").string() + ":\n"), std::string::npos) << ran.out;
    EXPECT_EQ(contents(folder / "out" / "ranking.csv").find("\xEF\xBB\xBF\"Rank from worst\",Id,Township,"),
              0U)
        << contents(folder / "out" / "ranking.csv");
    // The program's own --lang does as well.
    EXPECT_EQ(run(Words{"--lang", "en"} + plain).out, ran.out);
}

TEST_F(Streams, Quiet) {
    const Ran ran = run(plain + Words{"--quiet"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.out + ran.err, "");
    EXPECT_EQ(listed(folder / "out"), four);
}

TEST_F(Streams, NobodyReadsTheTable) {
    const auto nowhere = [] { ::dup2(::open("/dev/full", O_WRONLY), STDOUT_FILENO); };
    EXPECT_EQ(run(plain, nowhere).status, 3);
    EXPECT_EQ(
        run(plain + Words{"--lang", "en"}, nowhere).err,
        "bareland: BL-3065: what was to be printed could not be written: No space left on device; the files "
        "written are complete\n");
    EXPECT_EQ(listed(folder / "out"), four);
    EXPECT_EQ(ranking()["month"], "2024-05");
}

TEST_F(Streams, FoldersInAllForms) {
    const auto written = [&](const std::string& out) {
        const Ran ran = run(into(out) + Words{"--quiet"});
        EXPECT_EQ(ran.err, "") << out;
        EXPECT_EQ(ranking(out)["month"], "2024-05") << out;
    };
    written("a/b/c");
    written("空 格/结果");
    written("out/");
    written("./out/../out");
    written((folder / "absolute").string());
    written("-out");
    fs::create_directory_symlink("a", folder / "link");
    written("link");
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_EQ(listed(folder / "a"), (Words{"b"} + four));
}

// "." and ".." are folders with other things in them, in one of which somebody stands.
TEST_F(Streams, TheFolderOneIsIn) {
    fs::create_directories(folder / "x" / "y");
    const auto absolute = [&](const char* name) { return (folder / name).string(); };
    for (const auto& [cwd, out] :
         {std::pair<fs::path, std::string>{folder / "x", "."}, {folder / "x" / "y", ".."}}) {
        const Ran ran =
            run_bareland({"rank", "--units", absolute("units.geojson"), "--raster", absolute("grid.asc"),
                          "--bare", "1", "--month", "2024-05", "--out", out, "--quiet"},
                         cwd);
        EXPECT_EQ(ran.status, 0) << ran.err;
        EXPECT_EQ(listed(folder / "x"), (four + Words{"y"}));
        for (const std::string& name : four)
            fs::remove(folder / "x" / name);
    }
}

TEST_F(Streams, OtherFilesAndFoldersStay) {
    fs::create_directories(folder / "out" / "sub");
    write("out/notes.txt", "kept");
    write("out/sub/more.txt", "kept too");
    ASSERT_EQ(run(plain).status, 0);
    ASSERT_EQ(run(plain).status, 0);
    EXPECT_EQ(listed(folder / "out"), (Words{"notes.txt"} + four + Words{"sub"}));
    EXPECT_EQ(contents(folder / "out" / "notes.txt"), "kept");
    EXPECT_EQ(contents(folder / "out" / "sub" / "more.txt"), "kept too");
}

TEST_F(Streams, TwoRunsAtOnceIntoOneFolder) {
    const auto other = without("--month") + Words{"--month", "2024-06", "--quiet"};
    for (int round = 0; round < 10; ++round) {
        const pid_t first = start_bareland(plain, folder.path());
        const pid_t second = start_bareland(other, folder.path());
        EXPECT_EQ(wait_for(first), 0);
        EXPECT_EQ(wait_for(second), 0);
        const std::string month = ranking()["month"] == "2024-05" ? "2024年5月" : "2024年6月";
        EXPECT_NE(contents(folder / "out" / "ranking.csv").find(month), std::string::npos);
        EXPECT_EQ(listed(folder / "out"), four);
    }
    EXPECT_EQ(
        std::count_if(fs::directory_iterator(folder.path()), {},
                      [](const auto& entry) { return entry.path().filename().string().starts_with(".out"); }),
        0);
}

}  // namespace
}  // namespace bareland::test
