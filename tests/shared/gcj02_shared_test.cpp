// GCJ-02 against the pairs others published.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "geo/gcj02.hpp"
#include "tests/shared/ground_truth.hpp"

namespace bareland {
namespace {

TEST(SharedGcj02, PublishedPairs) {
    REQUIRE_SHARED_DATA();
    std::ifstream file(testing::shared_data() + "/vectors/gcj02_bd09.csv");
    int compared = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream fields(line);
        std::vector<std::string> row;
        for (std::string field; std::getline(fields, field, ',');)
            row.push_back(field);
        ASSERT_GE(row.size(), 7U) << line;
        const Point from{std::stod(row[1]), std::stod(row[2])}, to{std::stod(row[4]), std::stod(row[5])};
        const double tolerance = std::stod(row[6]);
        if (row[0] != "wgs84" || row[3] != "gcj02") continue;
        ++compared;
        const Point there = gcj02::from_wgs84(from);
        EXPECT_NEAR(there.x, to.x, tolerance) << line;
        EXPECT_NEAR(there.y, to.y, tolerance) << line;
        const Point back = gcj02::to_wgs84(to);
        EXPECT_NEAR(back.x, from.x, tolerance) << line;
        EXPECT_NEAR(back.y, from.y, tolerance) << line;
    }
    EXPECT_GE(compared, 4);
}

}  // namespace
}  // namespace bareland
