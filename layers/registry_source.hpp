// Rows of a file of the registry, whatever its format: values by column and shapes in CGCS2000. What they
// mean is decided in registry_files.cpp. For layers/registry_*.cpp only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/to_cgcs2000.hpp"
#include "layers/registry_columns.hpp"
#include "layers/registry_files.hpp"

namespace bareland::registry {

struct Row {
    Text where;                       // "a.csv, row 5"
    Text ref;                         // "row 5"
    std::string number;               // "5": row or feature number
    std::vector<std::string> values;  // one a column of the role; blanks round them taken off; empty: none
    std::optional<Point> place;
    MultiPolygon shape;  // valid, canonical
    std::vector<std::vector<Point>> lines;
};

struct Rows {
    Text file;  // "a.xlsx, sheet 数据", for messages
    std::vector<Found> found;
    std::vector<Row> rows;
    std::vector<Finding> findings;
    std::vector<std::string> files;
    double extra_uncertainty_m = 0;
    std::string crs;

    bool has(std::size_t column) const { return found[column].index || found[column].constant; }
};

// CSV, XLSX and ODS by their extension, everything else through OGR. Findings say what was recognised. Errors
// as registry_files.hpp promises.
Rows read_rows(const RegistrySource& source, const Role& role);

// ---- shared by the two readers

Rows read_table_rows(const RegistrySource& source, const Role& role);    // registry_table.cpp
Rows read_feature_rows(const RegistrySource& source, const Role& role);  // registry_source.cpp

// Puts shapes into CGCS2000, repairs polygons and checks what came out. One for a file.
class Shaper {
  public:
    Shaper(const RegistrySource& source, const std::string& crs, Rows& rows);
    // As read: `parts` in the file's coordinates. A row with an area keeps it; else its line or its one
    // point.
    void set(Row& row, const MultiPolygon& polygons, const std::vector<std::vector<Point>>& lines,
             const std::vector<Point>& points);
    // Findings about all of them: web maps, datums, places outside the district.
    void finish();

  private:
    MultiPolygon area(const Row& row, const MultiPolygon& shape);
    void check_degrees(const Row& row, Point p) const;
    void count(const Row& row, Point p);

    const RegistrySource& source_;
    ToCgcs2000 to_cgcs2000_;
    Rows& rows_;
    std::size_t places_ = 0;
    std::size_t outside_ = 0;
    Text first_outside_;
};

}  // namespace bareland::registry
