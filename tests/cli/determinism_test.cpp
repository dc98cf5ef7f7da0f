// The same bytes of units, district, balance and findings for any number of threads, any order of features
// and any order of tiles that do not overlap.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/cli/small_case.hpp"

namespace bareland::test {
namespace {

class Determinism : public SmallCase {
  protected:
    // The text from "units" up to "parameters": not parsed, for two texts can mean the same number.
    std::string figures(const Words& words) const {
        const Ran ran = run(words);
        EXPECT_EQ(ran.status, 0) << ran.err;
        const std::string text = contents(folder / "out" / "ranking.json");
        const std::size_t from = text.find("\n  \"units\":");
        const std::size_t to = text.find("\n  \"parameters\":");
        if (from == std::string::npos || to == std::string::npos || to < from) return "not found in " + text;
        EXPECT_NE(text.substr(from, to - from).find("\n  \"findings\":"), std::string::npos);
        return text.substr(from, to - from);
    }
};

// Ragged rows of cells, so that sums have many different addends: a plain linear congruence, one seed.
std::string noisy_tile(int cols, int rows, int first_col) {
    std::ostringstream text;
    text << "ncols " << cols << "\nnrows " << rows << "\nxllcorner " << 116.6 + first_col * 0.001
         << "\nyllcorner 39.8\ncellsize 0.001\nNODATA_value 255\n";
    for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < cols; ++c) {
            const unsigned seed = static_cast<unsigned>(r * 1009 + first_col + c) * 2654435761U;
            text << (seed >> 13) % 4 << (c + 1 < cols ? " " : "\n");
        }
    }
    return text.str();
}

TEST_F(Determinism, ThreadsFeaturesAndTiles) {
    constexpr int tile = 50, tiles = 4, rows = 150;
    Words names;
    for (int t = 0; t < tiles; ++t) {
        const std::string name = "tile" + std::to_string(t);
        write(name + ".asc", noisy_tile(tile, rows, t * tile));
        write(name + ".prj", cgcs2000_prj);
        names.push_back(name + ".asc");
    }
    // Slanted borders, a gap, overlaps, a bow-tie, a unit of two rows.
    const auto quad = [](double a, double b, double north, double south) {
        std::ostringstream text;
        text.precision(12);
        const auto point = [&](double x, double y) -> std::ostream& {
            return text << "[" << 116.6 + x * 0.001 << "," << 39.95 - y * 0.001 << "]";
        };
        text << R"({"type":"Polygon","coordinates":[[)";
        point(a, north) << ",";
        point(b, north) << ",";
        point(b + 7.3, south) << ",";
        point(a + 7.3, south) << ",";
        point(a, north) << "]]}";
        return text.str();
    };
    std::vector<std::string> features{
        unit("5", "戊", quad(-3, 31, 0, 70)),    unit("3", "丙", quad(31, 90, 0, 70)),
        unit("1", "甲", quad(90, 210, 0, 70)),   unit("2", "乙", quad(5, 77, 71, 140)),
        unit("4", "丁", quad(70, 130, 70, 145)), unit("4", "丁", quad(140, 170, 80, 90)),
        unit("6", "己", quad(80, 70, 10, 20))};
    features.push_back(
        unit("7", "庚",
             R"({"type":"Polygon","coordinates":[[[116.75,39.81],[116.79,39.84],[116.79,39.81],)"
             R"([116.75,39.84],[116.75,39.81]]]})"));
    std::vector<std::string> controlled, zones;
    for (int i = 0; i < 6; ++i) {
        controlled.push_back(feature(i % 2 == 0 ? R"({"measure":"绿化"})" : R"({"measure":"苫盖"})",
                                     quad(i * 30, i * 30 + 21.7, 20 + i, 90)));
        zones.push_back(
            feature(i % 2 == 0 ? R"({"id":"A"})" : R"({"id":"B"})", quad(i * 25, i * 25 + 40.1, 5, 60 + i)));
    }
    const auto write_layers = [&] {
        write("units.geojson", collection(features));
        write("controlled.geojson", collection(controlled));
        write("zones.geojson", collection(zones));
    };
    const auto words = [&](const std::string& threads) {
        return without("--raster") +
               Words{"--controlled",  "controlled.geojson", "--measure-field", "measure", "--zones",
                     "zones.geojson", "--threads",          threads,           "--raster"} +
               names;
    };
    write_layers();
    const std::string once = figures(words("1"));
    ASSERT_NE(once.find("BL-4002"), std::string::npos) << once.substr(0, 400);
    ASSERT_NE(once.find("BL-4001"), std::string::npos);
    ASSERT_NE(once.find("BL-4300"), std::string::npos);
    EXPECT_EQ(figures(words("2")), once);
    EXPECT_EQ(figures(words("7")), once);
    for (int round = 0; round < 4; ++round) {
        std::rotate(names.begin(), names.begin() + 1, names.end());
        std::swap(names[0], names[2]);
        EXPECT_EQ(figures(words("3")), once) << "tiles " << round;
        std::rotate(features.begin(), features.begin() + 3, features.end());
        std::swap(features[1], features[4]);
        std::reverse(controlled.begin(), controlled.end() - round);
        std::rotate(zones.begin(), zones.begin() + 1, zones.end());
        write_layers();
        EXPECT_EQ(figures(words("2")), once) << "features " << round;
    }
    // With --balance units the figures of units are the same too.
    const auto units_of = [](const std::string& text) {
        return text.substr(0, text.find("\n  \"balance\":"));
    };
    EXPECT_EQ(units_of(figures(words("2") + Words{"--balance", "units"})), units_of(once));
}

}  // namespace
}  // namespace bareland::test
