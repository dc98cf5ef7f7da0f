// Rows of the tables of our own GeoPackages, column by column. For layers/*.cpp only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "geo/registry.hpp"
#include "layers/ogr_access.hpp"
#include "layers/ogr_shapes.hpp"

namespace bareland::ogr {

// A row's columns by name; what should be there and is not, or is no such value, throws `damaged` (arguments:
// file, table, row, column).
class Columns {
  public:
    Columns(const OGRFeature& feature, const std::string& file, const char* layer, const Message& damaged)
        : feature_(feature), file_(file), layer_(layer), damaged_(damaged) {}

    std::string text(const char* name) const;  // empty where it is NULL
    std::optional<double> number(const char* name) const;
    double needed(const char* name) const;
    std::optional<Date> day(const char* name) const;
    std::vector<std::string> texts(const char* name) const;  // a JSON array
    Parts shape(Shapes wanted) const;
    [[noreturn]] void damaged(const char* name) const;

  private:
    int at(const char* name) const;

    const OGRFeature& feature_;
    const std::string& file_;
    const char* layer_;
    const Message& damaged_;
};

bool has_layer(const std::string& file, const char* name);

// Every row of a table; a failure on the way throws `damaged`.
void each_row(const std::string& file, const char* name, const Message& damaged,
              const std::function<void(const Columns&)>& visit);

}  // namespace bareland::ogr
