// A row of a workspace's table, column by column. For layers/workspace*.cpp only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/month.hpp"
#include "layers/workspace_db.hpp"

namespace bareland::store {

inline constexpr const char* yes = "yes";
inline constexpr const char* no = "no";

// A row to be written. What is not set, or set to nothing, is NULL.
class Writing {
  public:
    explicit Writing(OGRLayer& table) : feature_(table.GetLayerDefn()) {}

    Writing& text(const char* column, const std::string& value);
    Writing& some(const char* column, const std::string& value);  // NULL when empty
    Writing& bytes(const char* column, std::string_view value);
    Writing& number(const char* column, double value);
    Writing& number(const char* column, const std::optional<double>& value);
    Writing& whole(const char* column, std::int64_t value);
    Writing& day(const char* column, const std::optional<Date>& value);
    Writing& word(const char* column, const std::optional<bool>& value);  // yes, no
    Writing& shape(const MultiPolygon& polygons);                         // NULL when empty
    Writing& shape(const Point& point);
    Writing& shape(const std::vector<Point>& line);

    OGRFeature& feature() { return feature_; }

  private:
    int at(const char* column) const;
    Writing& shape(std::unique_ptr<OGRGeometry> geometry);

    OGRFeature feature_;
};

// A row that was read. What has the wrong shape is Error(workspace_unreadable) naming table, row and column.
class Reading {
  public:
    Reading(const OGRFeature& feature, const std::string& file, const char* table)
        : feature_(feature), file_(file), table_(table) {}

    std::int64_t fid() const { return feature_.GetFID(); }
    std::string text(const char* column) const;  // "" for NULL
    std::optional<double> maybe(const char* column) const;
    double number(const char* column) const;  // 0 for NULL
    std::int64_t whole(const char* column) const;
    std::optional<std::int64_t> maybe_whole(const char* column) const;
    std::optional<Date> day(const char* column) const;
    std::optional<bool> word(const char* column) const;
    MultiPolygon polygons() const;  // empty for NULL
    Point point() const;
    std::vector<Point> line() const;
    [[noreturn]] void damaged(const char* column) const;

  private:
    int at(const char* column) const;

    const OGRFeature& feature_;
    const std::string& file_;
    const char* table_;
};

template <class Act>
void each_row(Database& database, const char* table, const std::string& where, Act act) {
    database.each(table, where,
                  [&](const OGRFeature& feature) { act(Reading(feature, database.path(), table)); });
}

}  // namespace bareland::store
