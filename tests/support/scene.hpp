// A whole input of the ranking, made up in memory: written to files for the product, and worked on cell by
// cell by the oracle (oracle.hpp). A scene says what every cell and every polygon means; how that is stored
// is apart from it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/geometry.hpp"
#include "jobs/rank/options.hpp"

namespace bareland::testing {

enum class Cell : std::uint8_t { other, bare, netted, unobserved };

// How unobserved cells are told from the others.
enum class Gaps { value, nodata, nan, mask, alpha };

struct Storage {
    enum class Type { byte, signed_byte, int16, uint16, float32 };
    Type type = Type::byte;
    Gaps gaps = Gaps::value;
    int block_cols = 0;  // tiles; 0: strips
    int block_rows = 0;  // 0: GDAL's choice
};

struct SceneRaster {
    std::string crs;
    Affine cell_to_crs;
    int cols = 0, rows = 0;
    std::vector<Cell> cells;  // row by row
    Storage storage;
    Cell at(int col, int row) const {
        return cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) +
                     static_cast<std::size_t>(col)];
    }
};

struct SceneUnit {
    std::string id;
    std::string name;
    bool overlay = false;
    MultiPolygon shape;
};

// Polygons of one meaning in one CRS.
struct SceneMask {
    std::string crs;
    std::vector<MultiPolygon> shapes;
};

struct Scene {
    std::string units_crs;
    std::vector<SceneUnit> units;
    SceneMask excluded;
    std::string controlled_crs;
    std::vector<MultiPolygon> temporary;
    std::vector<MultiPolygon> permanent;
    std::vector<MultiPolygon> unknown;  // measures no profile knows: on record, taken for temporary
    std::vector<MultiPolygon> expired;  // measures on record that do not hold in the month
    std::string zones_crs;
    std::vector<std::pair<std::string, MultiPolygon>> zones;  // rows: id, shape
    std::vector<SceneRaster> rasters;
};

// The values the files carry: bare 1 and 3, netted 7, unobserved 9 (or the nodata value 200, -9 in signed
// types). Writes the scene into `folder` and gives the options that rank it, for 2024-05.
rank::Options write_scene(const Scene& scene, const std::string& folder);

// Pieces of it, for tests that change one thing.
void write_raster(const SceneRaster& raster, const std::string& file);
struct SceneRow {
    MultiPolygon shape;
    std::map<std::string, std::string> values;
};
void write_polygons(const std::string& file, const std::string& crs, const std::vector<SceneRow>& rows);

}  // namespace bareland::testing
