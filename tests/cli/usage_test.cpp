// Command lines that say nothing sensible: exit 2, one sentence that says what was probably meant, no output.
#include "tests/cli/small_case.hpp"

#include <nlohmann/json.hpp>

namespace bareland::test {
namespace {

constexpr int usage = 2;

class Usage : public SmallCase {
  protected:
    // The sentences end with how to see the usage.
    void expect_misused(const Words& words, const std::string& zh, const std::string& en) const {
        expect_refused(words, usage, "BL-2000: " + zh + "运行 bareland rank --help 查看用法。",
                       "BL-2000: " + en + " Run bareland rank --lang en --help for the usage.");
        EXPECT_FALSE(std::filesystem::exists(folder / "out"));
    }
};

TEST_F(Usage, NoCommandOrAnUnknownOne) {
    expect_refused(
        {}, usage, "BL-2000: 缺少子命令，例如 bareland rank。运行 bareland --help 查看用法。",
        "BL-2000: the command is missing, for example bareland rank. Run bareland --lang en --help for the "
        "usage.");
    expect_refused(
        {"rnk"}, usage, "BL-2000: 没有子命令“rnk”，是否应为 rank？运行 bareland --help 查看用法。",
        "BL-2000: there is no command \"rnk\"; did you mean rank? Run bareland --lang en --help for the "
        "usage.");
    expect_refused(
        {"publish"}, usage,
        "BL-2000: 没有子命令“publish”。可用的有：rank, patches, brief, sites, routes, zones, init, "
        "import。运行 bareland "
        "--help 查看用法。",
        "BL-2000: there is no command \"publish\"; there are: rank, patches, brief, sites, routes, "
        "zones, init, import. "
        "Run bareland --lang "
        "en --help for the "
        "usage.");
}

TEST_F(Usage, RequiredOptionsMissing) {
    expect_misused({"rank"}, "缺少必需的选项：--month YYYY-MM、--out DIR。",
                   "required and not given: --month YYYY-MM, --out DIR.");
    expect_misused(without("--out"), "缺少必需的选项：--out DIR。", "required and not given: --out DIR.");
}

TEST_F(Usage, UnknownOptionNamesTheClosest) {
    expect_misused(plain + Words{"--threds", "2"}, "没有 --threds 这个选项，是否应为 --threads？",
                   "there is no option --threds; did you mean --threads?");
    // Rather than that --month is missing.
    expect_misused(without("--month") + Words{"--moth=2024-05"}, "没有 --moth 这个选项，是否应为 --month？",
                   "there is no option --moth; did you mean --month?");
    expect_misused(plain + Words{"--foo"}, "没有 --foo 这个选项。", "there is no option --foo.");
    expect_misused(plain + Words{"-q"}, "没有 -q 这个选项。", "there is no option -q.");
}

TEST_F(Usage, WordsThatBelongToNoOption) {
    expect_misused(
        plain + Words{"--excluded", "a.gpkg", "b.gpkg"},
        "多出了一个词“b.gpkg”：除 --raster 外每个选项只接受一个值，含空格的路径请加引号。",
        "the word \"b.gpkg\" belongs to no option: all but --raster take one value, and a path with blanks "
        "needs quotes.");
}

TEST_F(Usage, MissingAndRepeatedValues) {
    expect_misused(without("--out") + Words{"--out", "--quiet"}, "--out 后面缺少值（DIR）。",
                   "--out needs a value (DIR).");
    EXPECT_EQ(run(plain + Words{"--threads"}).err,
              "bareland: BL-2000: --threads 后面缺少值（N）。运行 bareland rank --help 查看用法。\n");
    expect_misused(plain + Words{"--month", "2024-06"}, "--month 只能给一个值，现在给了：2024-05、2024-06。",
                   "--month takes one value, given were: 2024-05, 2024-06.");
}

TEST_F(Usage, NumbersAndWords) {
    for (const char* const wrong : {"x", "-1", "1025", "1.5", "", "99999999999999999999"}) {
        const std::string word = wrong;
        expect_misused(plain + Words{"--threads", word},
                       "--threads 应为 0 到 1024 的整数，而不是“" + word + "”。",
                       "--threads expected a whole number from 0 to 1024, not \"" + word + "\".");
    }
    expect_misused(plain + Words{"--band", "0"}, "--band 应为 1 到 65535 的整数，而不是“0”。",
                   "--band expected a whole number from 1 to 65535, not \"0\".");
    expect_misused(plain + Words{"--balance", "x"}, "--balance 应为 raster 或 units，而不是“x”。",
                   "--balance expected raster or units, not \"x\".");
    EXPECT_EQ(run(plain + Words{"--lang", "fr"}).err,
              "bareland: BL-2000: --lang 应为 zh 或 en，而不是“fr”。运行 bareland rank --help 查看用法。\n");
}

TEST_F(Usage, MonthInAWrongForm) {
    for (const char* const wrong :
         {"2024-13", "2024-00", "2024/05", "2024-5", "202405", "24-05", "2024-05-01", "五月"}) {
        const std::string word = wrong;
        expect_refused(without("--month") + Words{"--month", word}, usage,
                       "BL-2001: --month 应写成 YYYY-MM（如 2024-05），而不是“" + word + "”。",
                       "BL-2001: --month must be written YYYY-MM (such as 2024-05), not \"" + word + "\"");
    }
}

TEST_F(Usage, Values) {
    const Words bare = without("--bare");
    const auto refused = [&](const std::string& values, const std::string& item) {
        expect_refused(
            bare + Words{"--bare", values}, usage,
            "BL-2002: --bare 的取值“" + values + "”有误：“" + item +
                "”既不是整数，也不是从小到大的区间。请写成 1,3-5 这样的形式（负数如 -9999、-3--1）。",
            "BL-2002: --bare: \"" + values + "\" is no list of values: \"" + item +
                "\" is neither an integer nor an ascending range; write it like 1,3-5 (negative: -9999, "
                "-3--1)");
    };
    refused("1,", "");
    refused("x", "x");
    refused("5-3", "5-3");
    refused("1.5", "1.5");
    refused("1，3", "1，3");
    refused("99999999999999999999", "99999999999999999999");
    expect_refused(
        bare + Words{"--bare", "4,1-3"}, usage,
        "BL-2003: --bare 与 --netted 都含有值 2：一个像元值只能属于一类，请从其中一项删去。",
        "BL-2003: --bare and --netted both contain the value 2: a cell value belongs to one class; take it "
        "out of one of them");
    expect_refused(
        bare + Words{"--bare", "7-9"}, usage,
        "BL-2003: --bare 与 --unobserved 都含有值 8：一个像元值只能属于一类，请从其中一项删去。",
        "BL-2003: --bare and --unobserved both contain the value 8: a cell value belongs to one class; "
        "take it out of one of them");
}

TEST_F(Usage, NegativeValuesAreValuesNotOptions) {
    for (const Words& words : {Words{"--unobserved", "-9999"}, Words{"--unobserved=-9999,-3--1"}}) {
        EXPECT_EQ(run(without("--unobserved") + words).status, 0) << words[0];
    }
}

TEST_F(Usage, OneSourceOfBareLand) {
    const auto refused = [&](const Words& words, const std::string& zh, const std::string& en) {
        expect_refused(words, usage, "BL-2000: " + zh, "BL-2000: " + en);
    };
    const Words patches{"--patches", "patches.geojson"};
    const Words statuses{"--status-field", "状态", "--status-map", "未苫盖=bare,已苫盖=netted"};
    const Words neither{"rank", "--units", "units.geojson", "--month", "2024-05", "--out", "out"};
    const std::string zh = "--raster 与 --patches 必须给出一个，且只能给出一个。";
    const std::string en = "give either --raster or --patches, one of the two";
    refused(plain + patches, zh, en);
    refused(neither, zh, en);
    refused(without("--bare"), "用 --raster 时必须用 --bare 指定裸地的类别值，例如 --bare 1,3-5。",
            "--raster needs --bare, the class values of bare land, for example --bare 1,3-5");
    refused(neither + patches, "用 --patches 时必须给出 --status-field 和 --status-map。",
            "--patches needs --status-field and --status-map");
    refused(neither + patches + statuses + Words{"--bare", "1"},
            "--bare、--netted、--unobserved 只用于 --raster。",
            "--bare, --netted and --unobserved go with --raster only");
    refused(plain + statuses, "--status-field、--status-map 只用于 --patches。",
            "--status-field and --status-map go with --patches only");
    refused(plain + Words{"--measure-field", "m"},
            "--measure-field、--from-field、--to-field 只用于 --controlled。",
            "--measure-field, --from-field and --to-field go with --controlled only");
    refused(neither + patches + Words{"--status-field", "状态", "--status-map", "未苫盖=裸"},
            "--status-map 的“未苫盖=裸”应写成 词=bare 或 词=netted，例如 未苫盖=bare,已苫盖=netted。",
            "--status-map: \"未苫盖=裸\" must be WORD=bare or WORD=netted, for example "
            "未苫盖=bare,已苫盖=netted");
}

TEST_F(Usage, SeveralRastersInEitherWay) {
    for (const Words& words :
         {Words{"--raster", "grid.asc", "grid.asc"}, Words{"--raster", "grid.asc", "--raster", "grid.asc"}}) {
        EXPECT_EQ(ranked(without("--raster") + words)["balance"]["unit_overlap_m2"], 0);
    }
}

TEST_F(Usage, HelpInBothLanguages) {
    const Ran zh = run({"rank", "--help"});
    EXPECT_EQ(zh.status, 0);
    EXPECT_EQ(zh.err, "");
    EXPECT_NE(zh.out.find("用法: bareland rank [选项]"), std::string::npos) << zh.out;
    const Ran en = run({"rank", "--lang", "en", "--help"});
    EXPECT_EQ(en.status, 0);
    EXPECT_NE(en.out.find("Usage: bareland rank [OPTIONS]"), std::string::npos) << en.out;
    // Every option of the issue is there.
    for (const char* const option :
         {"--workspace",     "--units",         "--unit-id",    "--unit-name",     "--raster",
          "--band",          "--bare",          "--netted",     "--unobserved",    "--patches",
          "--status-field",  "--status-map",    "--controlled", "--measure-field", "--from-field",
          "--to-field",      "--excluded",      "--zones",      "--month",         "--previous",
          "--previous-year", "--city-table",    "--profile",    "--balance",       "--units-crs",
          "--raster-crs",    "--encoding",      "--out",        "--lang",          "--threads",
          "--quiet",         "--fail-on-breach"}) {
        EXPECT_NE(zh.out.find(option), std::string::npos) << option;
        EXPECT_NE(en.out.find(option), std::string::npos) << option;
    }
    EXPECT_EQ(run({"--version"}).status, 0);
}

}  // namespace
}  // namespace bareland::test
