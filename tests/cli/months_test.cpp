// Comparison with earlier months, profiles, the city table and exit status 4.
#include <nlohmann/json.hpp>

#include "tests/cli/small_case.hpp"

namespace bareland::test {
namespace {

using Json = nlohmann::json;

class Months : public SmallCase {
  protected:
    Words of(const std::string& month, const std::string& out) const {
        Words words = without("--month");
        words.resize(words.size() - 2);  // --out
        return words + Words{"--month", month, "--out", out};
    }
    static const Json& flag(const Json& unit, const std::string& rule) {
        static const Json none;
        for (const Json& flag : unit["flags"]) {
            if (flag["rule"] == rule) return flag;
        }
        return none;
    }
};

TEST_F(Months, ChangeSinceBothEarlierMonths) {
    const Json last_year = ranked(of("2023-05", "y"), "y");
    std::string emptier = small_grid;
    emptier.replace(emptier.find("1 1 1 0 0 0"), 11, "0 1 1 0 0 0");
    write("grid.asc", emptier);
    const Json april = ranked(of("2024-04", "april"), "april");
    write("grid.asc", small_grid);
    const Json may = ranked(of("2024-05", "out") +
                            Words{"--previous", "april/ranking.json", "--previous-year", "y/ranking.json"});
    const Json& unit = may["units"][0];
    const double now = unit["uncontrolled_area_m2"], then = april["units"][0]["uncontrolled_area_m2"];
    EXPECT_GT(now, then);
    EXPECT_EQ(unit["uncontrolled_change_m2"].get<double>(), now - then);
    EXPECT_EQ(unit["previous_rank"], april["units"][0]["rank"]);
    EXPECT_EQ(unit["change_reason"], nullptr);
    EXPECT_EQ(unit["previous_year_uncontrolled_change_m2"], 0);
    EXPECT_EQ(unit["previous_year_rank"], last_year["units"][0]["rank"]);
    // Without image in either month: no figure, and the reason.
    EXPECT_EQ(may["units"][2]["uncontrolled_change_m2"], nullptr);
    EXPECT_EQ(may["units"][2]["change_reason"], "本月不参评");
    EXPECT_EQ(findings(may, "BL-4214"), Words{});
    EXPECT_EQ(findings(may, "BL-4218"), Words{});
}

TEST_F(Months, NotTheMonthBefore) {
    ASSERT_EQ(run(of("2024-03", "march")).status, 0);
    EXPECT_EQ(findings(ranked(of("2024-05", "out") + Words{"--previous", "march/ranking.json"}), "BL-4214"),
              Words{"上期结果是 2024-03 的，不是 2024-05 的上一个月（2024-04）。"});
}

TEST_F(Months, TheFolderOfThePreviousMonthMayBeTheOutput) {
    ASSERT_EQ(run(of("2024-04", "out")).status, 0);
    const Json may = ranked(of("2024-05", "out") + Words{"--previous", "out/ranking.json"});
    EXPECT_EQ(may["month"], "2024-05");
    EXPECT_EQ(may["units"][0]["uncontrolled_change_m2"], 0);
}

// The city's table with 40 other units, far below or far above ours.
std::string city_table(double others) {
    std::string text = "区,街乡镇,未管控裸地面积（㎡）\n";
    for (int i = 0; i < 40; ++i)
        text += "虚构区,第" + std::to_string(i) + "镇," + std::to_string(others + i) + "\n";
    return text;
}

TEST_F(Months, TongzhouAndTheCityTable) {
    const Words words = plain + Words{"--profile", "tongzhou", "--fail-on-breach"};
    const Ran unjudged = run(words);
    EXPECT_EQ(unjudged.status, 0);
    const Json without_city = ranking();
    EXPECT_EQ(without_city["district"]["name"], "通州区");
    EXPECT_EQ(flag(without_city["units"][0], "city-bottom-10")["level"], "not_judged");

    write("city.csv", city_table(1e6));
    EXPECT_EQ(run(words + Words{"--city-table", "city.csv"}).status, 0);
    EXPECT_EQ(flag(ranking()["units"][0], "city-bottom-10"), Json());

    write("city.csv", city_table(1));
    const Ran breached = run(words + Words{"--city-table", "city.csv"});
    EXPECT_EQ(breached.status, 4);
    EXPECT_EQ(breached.err, "");
    const Json worst = ranking();  // written all the same
    EXPECT_EQ(flag(worst["units"][0], "city-bottom-10")["level"], "breach");
    // Without the option a breach is told, not failed on.
    const Ran told = run(plain + Words{"--profile", "tongzhou", "--city-table", "city.csv"});
    EXPECT_EQ(told.status, 0);
    EXPECT_EQ(told.out, breached.out);
}

TEST_F(Months, MiyunLimitsShares) {
    // 甲街道 has 2 cells of 15 uncontrolled: far more than 5 per 10,000.
    const Ran ran = run(plain + Words{"--profile", "miyun", "--fail-on-breach"});
    EXPECT_EQ(ran.status, 4);
    const Json whole = ranking();
    EXPECT_EQ(whole["district"]["name"], "密云区");
    bool breach = false;
    for (const Json& flag : whole["units"][0]["flags"]) {
        if (flag["level"] != "breach") continue;
        breach = true;
        EXPECT_EQ(flag["limit"], 5);
        EXPECT_GT(flag["value"].get<double>(), 5);
        EXPECT_NE(flag["clause"], "");
    }
    EXPECT_TRUE(breach);
}

TEST_F(Months, BrokenCityTables) {
    const Words words = plain + Words{"--city-table", "city.csv"};
    expect_refused(words, 3, "BL-3240: 无法读取表格 city.csv：文件不存在。请给出 CSV、XLSX 或 ODS 文件。",
                   "BL-3240: cannot read the table city.csv: no such file; give a CSV, XLSX or ODS file");
    write("city.csv", "");
    expect_refused(words, 3, "BL-3241: 表格 city.csv 中没有数据行。",
                   "BL-3241: the table city.csv has no rows of data");
    write("city.csv", "街乡镇,未管控裸地面积（㎡）\n甲镇,-3\n");
    expect_refused(words, 3,
                   "BL-3244: 表格 city.csv 第 2 行“甲镇”的未管控裸地面积为“-3”，应为不小于 0 的数。",
                   "BL-3244: the table city.csv, line 2, \"甲镇\": its uncontrolled area is \"-3\"; expected "
                   "a number not "
                   "below 0");
}

}  // namespace
}  // namespace bareland::test
