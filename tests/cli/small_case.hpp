// A case small enough to be worked by hand, in text files, and the tests' way to run the command over it.
//
// 6 x 6 cells of 0.001 degrees, north-west corner at 116.6 E, 39.806 N, CGCS2000 longitude and latitude:
//
//     1 1 1 0 0 0      1 bare, 2 netted, 8 cloud, 3 something else, 255 nodata
//     1 2 0 0 0 0
//     0 0 0 1 0 0      甲街道 (110112001): columns 0 to 2.5
//     0 0 0 2 8 0      乙镇   (110112002): columns 2.5 to 6
//     0 0 0 0 0 0      丙乡   (110112003): elsewhere, without image
//     3 0 0 0 0 255
//
// controlled.geojson: the west half of cell (row 0, column 0), 绿化; excluded.geojson: cell (0, 1);
// zones.geojson: rows 0 and 1 as zone Z1; patches.geojson: rows 0 and 1 of columns 0 to 2, 未苫盖, and cell
// (3, 3), 已苫盖.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "tests/cli/command.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::test {

// A polygon over columns [west, east) and rows [north, south) of the small grid, as GeoJSON.
std::string box(double west, double east, double north, double south);
// A feature; `properties` is a JSON object.
std::string feature(const std::string& properties, const std::string& geometry);
// A feature collection in EPSG:4490.
std::string collection(const std::vector<std::string>& features);
std::string unit(const std::string& id, const std::string& name, const std::string& geometry);

extern const char* const small_grid;    // ESRI ASCII grid
extern const char* const cgcs2000_prj;  // and its .prj

class SmallCase : public ::testing::Test {
  protected:
    SmallCase();

    void write(const std::string& name, const std::string& text) const { put(folder / name, text); }
    Ran run(const Words& words, const std::function<void()>& before_exec = {}) const {
        return run_bareland(words, folder.path(), before_exec);
    }
    // Runs twice, with --lang zh and --lang en, and compares status and the whole of stderr; nothing may be
    // on stdout.
    void expect_refused(const Words& words, int status, const std::string& zh, const std::string& en) const;
    // Runs, expects success with nothing on stderr, and gives back ranking.json.
    nlohmann::json ranked(const Words& words, const std::string& out = "out") const;
    nlohmann::json ranking(const std::string& out = "out") const;
    // The findings of one code as "text|area", joined by a newline.
    static std::vector<std::string> findings(const nlohmann::json& ranking, const std::string& code);

    TempDir folder;
    // rank --units units.geojson --raster grid.asc --bare 1 --netted 2 --unobserved 8 --month 2024-05 --out
    // out
    Words plain;
    // The same without what one test changes.
    Words without(const std::string& option) const;
};

}  // namespace bareland::test
