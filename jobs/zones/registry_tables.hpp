// Lists, differences and checks of zones as tables: what the terminal, CSV, XLSX and GeoPackage share.
// docs/zones.md explains every column.
#pragma once

#include <string>
#include <vector>

#include "jobs/zones/registry.hpp"
#include "jobs/zones/zone_check.hpp"
#include "jobs/zones/zone_diff.hpp"
#include "jobs/zones/zone_show.hpp"
#include "layers/tables.hpp"

namespace bareland::zones {

// One row a version. `all`: also those not in force on `day`, with a column that says so.
Table list_table(const Registry& registry, const Date& day, bool all, Lang lang);

Table unit_share_table(const std::vector<UnitShare>& units, Lang lang);
Table road_table(const std::vector<RoadLength>& roads, Lang lang);
Table version_table(const std::vector<const ZoneRecord*>& versions, const Date& day, Lang lang);

// One row a zone, then the sum zone by zone.
Table diff_table(const Diff& diff, Lang lang);
Table diff_kind_table(const Diff& diff, Lang lang);  // dissolved, one row a kind
// A row for the ground added to and one for the ground removed from each zone, with the shapes.
struct ShapeTable {
    Table table;
    std::vector<const MultiPolygon*> shapes;  // of the Diff or Check
};
ShapeTable diff_layer(const Diff& diff);

Table check_table(const Check& check, Lang lang);
Table overlap_table(const Check& check, Lang lang);
ShapeTable overlap_layer(const Check& check);

// What the result was made of: parameters, versions used, the inputs with their SHA-256, software.
using Parameters = std::vector<std::pair<std::string, std::string>>;  // key, value
Table source_table(const Registry& registry, const Parameters& parameters, Lang lang);

// "2024-01-01 起" / "from 2024-01-01".
Text validity_text(const Validity& validity);
// "生效" / "in force", "未生效" / "not yet", "已失效" / "ended".
Text state_text(const Validity& validity, const Date& day);
// "街道甲 1,234 平方米（56.7%）、…": the units of a shape in one cell.
std::string units_text(const std::vector<UnitShare>& units, Lang lang);
std::string list_text(const std::vector<std::string>& words, Lang lang);
double to_millimetres(double metres);

// Title of a sheet: what it shows, and of when.
std::string titled(const Text& what, const Text& when, Lang lang);
Text on_day(const Date& day);
const char* area_note(Lang lang);

}  // namespace bareland::zones
