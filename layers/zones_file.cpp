#include "layers/zones_file.hpp"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "geo/crs.hpp"
#include "geo/geodesic.hpp"
#include "geo/messages_recipes.hpp"
#include "layers/gpkg.hpp"
#include "layers/ogr_columns.hpp"

namespace bareland {
namespace {

using Kind = Table::Kind;
using Value = Table::Value;

constexpr const char* zones_layer = "zones";
constexpr const char* links_layer = "zone_links";
constexpr const char* discs_layer = "zone_discs";
constexpr const char* edges_layer = "zone_edges";

// ---- written -------------------------------------------------------------------------------------

template <class T>
Value or_null(const std::optional<T>& value) {
    if (!value) return {};
    if constexpr (std::is_same_v<T, Date>) {
        return value->text();
    } else {
        return *value;
    }
}

Value text_or_null(const std::string& text) {
    if (text.empty()) return {};
    return text;
}

Table::Row row_of(std::initializer_list<Value> values) {
    Table::Row row;
    for (const Value& value : values)
        row.cells.push_back({value});
    return row;
}

double area_of(const ZoneRecord& zone) {
    if (!zone.discs.empty()) return geodesic::union_area(zone.discs);
    return ground_area(zone.shape, Transform(Crs::cgcs2000(), Crs::cgcs2000()));
}

Table zone_table(std::span<const ZoneRecord> zones) {
    Table table;
    table.columns = {{"id", {"编号", "Id"}, Kind::text},
                     {"name", {"名称", "Name"}, Kind::text},
                     {"kind", {"类型", "Kind"}, Kind::text},
                     {"level", {"级别", "Level"}, Kind::text},
                     {"valid_from", {"生效日期", "Valid from"}, Kind::text},
                     {"valid_to", {"失效日期", "Valid to"}, Kind::text},
                     {"document", {"文件", "Document"}, Kind::text},
                     {"clause", {"依据", "Clause"}, Kind::text},
                     {"duties", {"要求", "Duties"}, Kind::text},
                     {"owners", {"责任单位", "Owners"}, Kind::json},
                     {"stated_area_m2", {"文件写明面积（㎡）", "Stated area (m2)"}, Kind::number},
                     {"area_m2", {"面积（㎡）", "Area (m2)"}, Kind::number},
                     {"uncertainty_m", {"边界误差（米）", "Uncertainty (m)"}, Kind::number}};
    for (const ZoneRecord& zone : zones) {
        Value owners;
        if (!zone.owners.empty()) owners = nlohmann::json(zone.owners).dump();
        table.rows.push_back(
            row_of({zone.id, zone.name, zone.kind, text_or_null(zone.level), or_null(zone.validity.from),
                    or_null(zone.validity.to), text_or_null(zone.document), text_or_null(zone.clause),
                    text_or_null(zone.duties), owners, or_null(zone.stated_area_m2), area_of(zone),
                    or_null(zone.uncertainty_m)}));
    }
    return table;
}

Table link_table(std::span<const ZoneRecord> zones, MapLayer& layer) {
    Table table;
    table.columns = {{"zone_id", {"分区", "Zone"}, Kind::text},
                     {"link_id", {"路段", "Link"}, Kind::text},
                     {"road", {"路名", "Road"}, Kind::text},
                     {"carriageway", {"车行道（0 为最外侧）", "Carriageway (0: outermost)"}, Kind::integer},
                     {"position", {"次序", "Position"}, Kind::integer}};
    for (const ZoneRecord& zone : zones) {
        std::int64_t position = 0;
        for (const LoopLink& link : zone.links) {
            table.rows.push_back(row_of({zone.id, link.link_id, text_or_null(link.road),
                                         std::int64_t{link.carriageway}, ++position}));
            layer.lines.push_back(link.line);
        }
    }
    return table;
}

Table disc_table(std::span<const ZoneRecord> zones, MapLayer& layer) {
    Table table;
    table.columns = {{"zone_id", {"分区", "Zone"}, Kind::text},
                     {"well_id", {"井", "Well"}, Kind::text},
                     {"radius_m", {"半径（米）", "Radius (m)"}, Kind::number}};
    for (const ZoneRecord& zone : zones) {
        for (const Disc& disc : zone.discs) {
            table.rows.push_back(row_of({zone.id, disc.well_id, disc.radius_m}));
            layer.points.push_back(disc.centre);
        }
    }
    return table;
}

Table edge_table(std::span<const ZoneRecord> zones, MapLayer& layer) {
    Table table;
    table.columns = {{"zone_id", {"分区", "Zone"}, Kind::text}};
    for (const ZoneRecord& zone : zones) {
        if (zone.edge.empty()) continue;
        table.rows.push_back(row_of({zone.id}));
        layer.shapes.push_back(&zone.edge);
    }
    return table;
}

// ---- read ----------------------------------------------------------------------------------------

using ogr::Columns;

ZoneRecord zone_of(const Columns& row) {
    ZoneRecord zone;
    zone.id = row.text("id");
    zone.name = row.text("name");
    zone.kind = row.text("kind");
    zone.level = row.text("level");
    zone.validity = {row.day("valid_from"), row.day("valid_to")};
    zone.document = row.text("document");
    zone.clause = row.text("clause");
    zone.duties = row.text("duties");
    zone.owners = row.texts("owners");
    zone.stated_area_m2 = row.number("stated_area_m2");
    zone.uncertainty_m = row.number("uncertainty_m");
    zone.shape = row.shape(Shapes::polygons).polygons;
    if (zone.id.empty()) row.damaged("id");
    if (zone.shape.empty()) row.damaged("geom");
    return zone;
}

template <class Visit>
void each_row(const std::string& file, const char* name, Visit visit) {
    ogr::each_row(file, name, messages::zones_file_damaged, visit);
}

}  // namespace

void write_zones_file(const std::filesystem::path& file, std::span<const ZoneRecord> zones) {
    std::array<MapLayer, 4> layers{
        MapLayer{zones_layer, nullptr, {}, {}, false}, MapLayer{links_layer, nullptr, {}, {}, false},
        MapLayer{discs_layer, nullptr, {}, {}, true}, MapLayer{edges_layer, nullptr, {}, {}, false}};
    const Table zone_rows = zone_table(zones);
    layers[1].of_lines = true;
    const Table link_rows = link_table(zones, layers[1]);
    const Table disc_rows = disc_table(zones, layers[2]);
    const Table edge_rows = edge_table(zones, layers[3]);
    layers[0].table = &zone_rows;
    layers[1].table = &link_rows;
    layers[2].table = &disc_rows;
    layers[3].table = &edge_rows;
    for (const ZoneRecord& zone : zones)
        layers[0].shapes.push_back(&zone.shape);
    write_gpkg(file, layers, Crs::cgcs2000(), Lang::zh);
}

bool is_zones_file(const std::string& file) {
    if (!std::filesystem::is_regular_file(file)) return false;
    const ogr::CapturedErrors errors;
    GDALAllRegister();
    const char* const drivers[] = {"GPKG", nullptr};
    const ogr::Dataset dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers));
    if (!dataset) return false;
    const std::array<const char*, 3> layers{zones_layer, links_layer, discs_layer};
    return std::all_of(layers.begin(), layers.end(),
                       [&](const char* name) { return dataset->GetLayerByName(name) != nullptr; });
}

std::vector<ZoneRecord> read_zones_file(const std::string& file) {
    std::vector<ZoneRecord> zones;
    each_row(file, zones_layer, [&](const Columns& row) { zones.push_back(zone_of(row)); });
    // A zone has one row: versions of one id are in files of their own.
    const auto zone_named = [&](const Columns& row) -> ZoneRecord& {
        const std::string id = row.text("zone_id");
        const auto found =
            std::find_if(zones.begin(), zones.end(), [&](const ZoneRecord& zone) { return zone.id == id; });
        if (found == zones.end()) row.damaged("zone_id");
        return *found;
    };
    each_row(file, links_layer, [&](const Columns& row) {
        const std::vector<std::vector<Point>> lines = row.shape(Shapes::lines).lines;
        if (lines.size() != 1) row.damaged("geom");
        zone_named(row).links.push_back(
            {row.text("link_id"), row.text("road"), static_cast<int>(row.needed("carriageway")), lines[0]});
    });
    each_row(file, discs_layer, [&](const Columns& row) {
        const std::vector<Point> points = row.shape(Shapes::points).points;
        if (points.size() != 1) row.damaged("geom");
        zone_named(row).discs.push_back({row.text("well_id"), points[0], row.needed("radius_m")});
    });
    // Files of before road networks were checked have no edges.
    if (!ogr::has_layer(file, edges_layer)) return zones;
    each_row(file, edges_layer,
             [&](const Columns& row) { zone_named(row).edge = row.shape(Shapes::polygons).polygons; });
    return zones;
}

}  // namespace bareland
