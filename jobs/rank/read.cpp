#include "jobs/rank/read.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numbers>
#include <tuple>

#include "geo/gcj02.hpp"
#include "geo/messages.hpp"
#include "geo/overlay.hpp"
#include "geo/zonal.hpp"
#include "jobs/rank/fields.hpp"

namespace bareland::rank {
namespace {

constexpr double smallest_listed_m2 = 0.01;  // overlaps and gaps below it are rounding of coordinates

// Ground area and a place to look at, for findings.
class Ground {
  public:
    explicit Ground(const Crs& crs) : to_geographic_(crs, Crs::cgcs2000()) {}

    double area(const MultiPolygon& shape) const {
        return shape.empty() ? 0 : ground_area(shape, to_geographic_);
    }
    Point place(Point p) const {
        to_geographic_.apply({&p, 1});
        return p;
    }
    void locate(Finding& finding, const MultiPolygon& shape) const {
        if (const auto inside = overlay::point_inside(shape)) {
            const Point p = place(*inside);
            finding.lon = p.x;
            finding.lat = p.y;
        }
    }

  private:
    Transform to_geographic_;
};

std::string trimmed(const std::optional<std::string>& text) {
    if (!text) return {};
    const auto first = text->find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return text->substr(first, text->find_last_not_of(" \t\r\n") - first + 1);
}

Text named_unit(const std::string& id, const std::string& name) {
    return {fmt::format("“{}”（代码 {}）", name, id), fmt::format("\"{}\" (id {})", name, id)};
}

Text named_zone(const std::string& id) {
    return {fmt::format("分区“{}”", id), fmt::format("zone {}", id)};
}

Text layer_word(std::string_view role) {
    if (role == "units") return {"街乡镇图层", "the units layer"};
    if (role == "zones") return {"分区图层", "the zones layer"};
    if (role == "excluded") return {"扣除图层", "the excluded layer"};
    if (role == "controlled") return {"管控图层", "the controlled layer"};
    if (role == "raster") return {"一个栅格", "a raster"};
    return {"图斑图层", "the patches layer"};
}

// One polygon of a layer that has no names of its own.
Text role_word(std::string_view role) {
    const Text layer = layer_word(role);
    return {layer.zh + "中的一个面", "a polygon of " + layer.en};
}

class Reader {
  public:
    Reader(const Options& options, const Profile& profile, const Kept* kept)
        : options_(options), profile_(profile), kept_(kept) {}

    ReadInputs read() {
        if (options_.units.file.empty()) {
            take_units();
        } else {
            read_units();
        }
        check_partition();
        check_reference();
        if (options_.excluded) out_.inputs.excluded = mask(*options_.excluded, "excluded");
        if (options_.controlled) read_controlled();
        if (options_.zones) {
            read_zones();
        } else if (kept_ != nullptr) {
            take_zones();
        }
        if (options_.patches) {
            read_patches();
        } else {
            for (const std::string& file : options_.rasters) {
                out_.inputs.rasters.push_back(inspect_raster(file, options_.band, options_.raster_crs));
                for (const std::string& part : out_.inputs.rasters.back().files)
                    out_.files.push_back({"raster", part});
            }
            out_.inputs.values = options_.values;
        }
        check_datums();
        return std::move(out_);
    }

  private:
    // Only what a month may lack altogether may be without rows: patches, measures, what is excluded.
    PolygonLayer layer(const VectorSource& source, const std::vector<std::string>& fields,
                       const std::string& role) {
        const bool needed = role == "units" || role == "zones";
        PolygonLayer read = read_polygons(source, fields, needed ? NoRows::refused : NoRows::allowed);
        for (const std::string& part : read.files)
            out_.files.push_back({role, part});
        require_degrees(read);
        if (read.features.empty()) {
            out_.findings.push_back(find(messages::layer_without_rows, role, layer_word(role)));
        }
        if (!read.empty_features.empty()) {
            out_.findings.push_back(
                find(messages::without_geometry, role, layer_word(role), read.empty_features.size()));
        }
        return read;
    }

    // Metres under a geographic CRS would lie nowhere, and their unit would seem to have no image.
    static void require_degrees(const PolygonLayer& layer) {
        if (!layer.crs.is_geographic()) return;
        constexpr double rounding = 1e-6;
        for (const Feature& feature : layer.features) {
            for (const Polygon& polygon : feature.shape) {
                for (const Point& p : polygon.outer) {
                    if (std::abs(p.x) <= 360 + rounding && std::abs(p.y) <= 90 + rounding) continue;
                    throw Error(messages::not_degrees, layer.file, layer.name, feature.fid, p.x, p.y,
                                layer.crs.name());
                }
            }
        }
    }

    // A shape made valid; what that changed is a finding. In canonical form first: where a ring
    // starts and which way it runs must not change a bit of any sum. The finding names no file and no feature
    // number, so that findings do not depend on the order of features: the place tells where to look.
    MultiPolygon repaired(const MultiPolygon& as_read, const Ground& ground, const Text& what) {
        MultiPolygon shape = overlay::canonical(as_read);
        const overlay::Repair repair = overlay::make_valid(shape);
        if (!repair.changed()) return shape;
        const double before = ground.area(shape);
        const double moved = std::abs(before - ground.area(repair.shape));
        Finding finding = find(messages::geometry_repaired, what.en, what, repair.reason, moved);
        finding.area_m2 = moved;
        if (repair.where) {
            const Point p = ground.place(*repair.where);
            finding.lon = p.x;
            finding.lat = p.y;
        }
        out_.findings.push_back(std::move(finding));
        return repair.shape;
    }

    // ---- units
    // ----------------------------------------------------------------------------------------------

    void read_units() {
        const std::vector<std::string> fields = field_names(options_.units);
        if (fields.empty()) read_polygons(options_.units, {});  // an empty layer says so itself
        const UnitFields used =
            unit_fields(fields, options_.unit_id, options_.unit_name, options_.units.file);
        out_.id_field = used.id;
        out_.name_field = used.name;
        const PolygonLayer read = layer(options_.units, {used.id, used.name}, "units");
        out_.inputs.units_crs = read.crs;
        const Ground ground(read.crs);
        struct Rows {
            std::string name;
            std::vector<MultiPolygon> shapes;
        };
        std::map<std::string, Rows> units;
        for (const Feature& feature : read.features) {
            const std::string id = trimmed(feature.values[0]);
            const std::string name = trimmed(feature.values[1]);
            if (id.empty())
                throw Error(messages::unit_without_id, read.file, read.name, feature.fid, used.id);
            MultiPolygon shape = repaired(feature.shape, ground, named_unit(id, name.empty() ? id : name));
            auto [at, fresh] = units.try_emplace(id, Rows{name, {}});
            if (!fresh && at->second.name != name) {
                throw Error(messages::one_id_two_names, read.file, read.name, used.id, id, at->second.name,
                            name);
            }
            if (!shape.empty()) at->second.shapes.push_back(std::move(shape));
        }
        for (const Feature& feature : read.empty_features) {
            const std::string id = trimmed(feature.values[0]);
            if (id.empty() || units.contains(id)) continue;  // a blank row, or a further one of its unit
            const std::string name = trimmed(feature.values[1]);
            throw Error(messages::unit_without_geometry, read.file, read.name, name.empty() ? id : name, id,
                        feature.fid);
        }
        for (auto& [id, rows] : units)
            add_unit(id, rows.name, std::move(rows.shapes), read.file);
        require_units(read.file, read.name);
    }

    // The workspace's units: one of each id, in order of id.
    void take_units() {
        out_.id_field = "id";
        out_.name_field = "name";
        const Ground ground(out_.inputs.units_crs);
        for (const UnitRecord& unit : kept_->units) {
            const std::string name = unit.name.empty() ? unit.id : unit.name;
            add_unit(unit.id, name, {repaired(unit.shape, ground, named_unit(unit.id, name))},
                     options_.workspace);
        }
        require_units(options_.workspace, "units");
    }

    void require_units(const std::string& file, const std::string& layer) const {
        if (std::none_of(out_.inputs.units.begin(), out_.inputs.units.end(),
                         [](const UnitInput& unit) { return !unit.overlay; })) {
            throw Error(messages::no_units, file, layer);
        }
    }

    void add_unit(const std::string& id, const std::string& name, std::vector<MultiPolygon> shapes,
                  const std::string& file) {
        UnitInput unit;
        unit.id = id;
        unit.name = name.empty() ? id : name;
        unit.overlay = profile_.is_overlay(unit.id, unit.name);
        if (shapes.size() > 1) {
            out_.findings.push_back(find(messages::rows_merged, id, unit.name, id, shapes.size()));
            unit.shape = overlay::dissolve(shapes);
        } else if (shapes.size() == 1) {
            unit.shape = std::move(shapes.front());
        }
        if (unit.shape.empty()) throw Error(messages::unit_without_area, file, unit.name, id);
        out_.inputs.units.push_back(std::move(unit));
    }

    void check_partition() {
        std::vector<std::size_t> ranked;
        std::vector<MultiPolygon> shapes;
        auto& units = out_.inputs.units;
        for (std::size_t i = 0; i < units.size(); ++i) {
            if (units[i].overlay) continue;
            ranked.push_back(i);
            shapes.push_back(units[i].shape);
        }
        const overlay::Partition partition = overlay::check_partition(shapes);
        const Ground ground(out_.inputs.units_crs);
        std::vector<std::vector<MultiPolygon>> with_earlier(units.size());
        std::vector<Finding> found;
        for (const overlay::Overlap& overlap : partition.overlaps) {
            const UnitInput& first = units[ranked[overlap.first]];
            const UnitInput& second = units[ranked[overlap.second]];
            with_earlier[ranked[overlap.second]].push_back(overlap.shape);
            const double area = ground.area(overlap.shape);
            found.push_back(find(messages::units_overlap, first.id + "/" + second.id, first.id, first.name,
                                 second.id, second.name, area));
            found.back().area_m2 = area;
            ground.locate(found.back(), overlap.shape);
        }
        report_largest(std::move(found), messages::more_overlaps);
        for (const auto& shapes_of_unit : with_earlier) {
            out_.inputs.overlaps.push_back(shapes_of_unit.empty() ? MultiPolygon{}
                                                                  : overlay::dissolve(shapes_of_unit));
        }
        found.clear();
        for (const MultiPolygon& gap : partition.gaps) {
            const double area = ground.area(gap);
            found.push_back(find(messages::units_gap, "", area));
            found.back().area_m2 = area;
            ground.locate(found.back(), gap);
        }
        report_largest(std::move(found), messages::more_gaps);
    }

    // A carelessly digitised layer has tens of thousands of slivers: the largest are listed, the rest summed
    // up.
    void report_largest(std::vector<Finding> found, const Message& rest) {
        constexpr std::size_t listed = 200;
        std::erase_if(found, [](const Finding& f) { return *f.area_m2 < smallest_listed_m2; });
        std::sort(found.begin(), found.end(), [](const Finding& a, const Finding& b) {
            return std::tie(*b.area_m2, a.key, a.lon, a.lat) < std::tie(*a.area_m2, b.key, b.lon, b.lat);
        });
        if (found.size() > listed) {
            double area = 0;
            for (std::size_t i = listed; i < found.size(); ++i)
                area += *found[i].area_m2;
            Finding sum = find(rest, "", found.size() - listed, area);
            sum.area_m2 = area;
            found.resize(listed);
            found.push_back(std::move(sum));
        }
        std::move(found.begin(), found.end(), std::back_inserter(out_.findings));
    }

    // Units that fit the district's known extent better after a GCJ-02 inversion were probably taken from a
    // web map.
    void check_reference() {
        if (!profile_.reference_extent) return;
        constexpr double suspicious_m = 200;
        Box box;
        const Transform to_geographic(out_.inputs.units_crs, Crs::cgcs2000());
        for (const UnitInput& unit : out_.inputs.units) {
            for (const Polygon& polygon : unit.shape) {
                Ring ring = polygon.outer;
                to_geographic.apply(ring);
                for (const Point& p : ring)
                    box.add(p);
            }
        }
        const Extent& reference = *profile_.reference_extent;
        // How far the sides are off on average, east-west and north-south: a shift moves both sides of a pair
        // alike.
        const auto misfit = [&](Point low, Point high) {
            const double metres_per_degree = 111320.0;
            const double shrink =
                std::cos((reference.min_lat + reference.max_lat) / 2 * std::numbers::pi / 180);
            const double east =
                (std::abs(low.x - reference.min_lon) + std::abs(high.x - reference.max_lon)) / 2;
            const double north =
                (std::abs(low.y - reference.min_lat) + std::abs(high.y - reference.max_lat)) / 2;
            return std::hypot(east * shrink, north) * metres_per_degree;
        };
        const Point low{box.min_x, box.min_y}, high{box.max_x, box.max_y};
        const double as_given = misfit(low, high);
        const double inverted = misfit(gcj02::to_wgs84(low), gcj02::to_wgs84(high));
        if (as_given - inverted < suspicious_m) return;
        Finding finding = find(messages::looks_like_gcj02, "", as_given, inverted);
        out_.findings.push_back(std::move(finding));
    }

    // PROJ shifts no coordinates between the older Chinese datums and CGCS2000: layers on different
    // ellipsoids are brought together as they are, which has to be said.
    void check_datums() {
        const Inputs& in = out_.inputs;
        const Crs& base = in.patches ? in.patches->crs : in.rasters.front().crs;
        const auto check = [&](const Crs& crs, std::string_view role) {
            if (std::abs(crs.semi_major_m() - base.semi_major_m()) < 0.5) return;
            if (!Transform(Crs(crs.base_geographic()), Crs(base.base_geographic())).identity()) return;
            out_.findings.push_back(
                find(messages::datums_differ, std::string(role), layer_word(role), crs.name(), base.name()));
        };
        check(in.units_crs, "units");
        if (!in.excluded.shapes.empty()) check(in.excluded.crs, "excluded");
        if (!in.temporary.shapes.empty() || !in.permanent.shapes.empty())
            check(in.temporary.crs, "controlled");
        if (!in.zones.empty()) check(in.zones_crs, "zones");
        for (const RasterInfo& raster : in.rasters)
            check(raster.crs, "raster");
    }

    // ---- masks and zones
    // --------------------------------------------------------------------------------------

    MaskInput mask(const VectorSource& source, const std::string& role) {
        const PolygonLayer read = layer(source, {}, role);
        const Ground ground(read.crs);
        MaskInput out{read.crs, {}};
        for (const Feature& feature : read.features)
            out.shapes.push_back(repaired(feature.shape, ground, role_word(role)));
        return out;
    }

    // A date of an attribute, or nothing where it is empty.
    static std::optional<DateRange> date_of(const PolygonLayer& layer, const Feature& feature,
                                            const std::string& field, const std::string& text) {
        if (text.empty()) return std::nullopt;
        const auto date = parse_date(text);
        if (!date) throw Error(messages::bad_date, layer.file, layer.name, feature.fid, field, text);
        return date;
    }

    bool valid_in_month(const PolygonLayer& layer, const Feature& feature, const std::string& from_field,
                        const std::string& from, const std::string& to_field, const std::string& to) const {
        const auto first = date_of(layer, feature, from_field, from);
        const auto last = date_of(layer, feature, to_field, to);
        return options_.month.overlaps(first ? std::optional(first->first) : std::nullopt,
                                       last ? std::optional(last->last) : std::nullopt);
    }

    void read_controlled() {
        const std::vector<std::string> given = {options_.measure_field, options_.from_field,
                                                options_.to_field};
        std::vector<std::string> fields;
        for (const std::string& field : given) {
            if (!field.empty()) fields.push_back(field);
        }
        const PolygonLayer read = layer(*options_.controlled, fields, "controlled");
        const Ground ground(read.crs);
        auto& in = out_.inputs;
        in.temporary.crs = in.permanent.crs = read.crs;
        std::map<std::string, AreaSum> unknown;  // measure -> ground area, the same in any order
        for (const Feature& feature : read.features) {
            std::size_t next = 0;
            const auto value = [&](const std::string& field) {
                return field.empty() ? std::string() : trimmed(feature.values[next++]);
            };
            const std::string measure = value(given[0]);
            const std::string from = value(given[1]);
            const std::string to = value(given[2]);
            if (!valid_in_month(read, feature, given[1], from, given[2], to)) continue;
            MultiPolygon shape = repaired(feature.shape, ground, role_word("controlled"));
            const auto kind = profile_.measure_kind(measure);
            if (!kind && !given[0].empty()) unknown[measure].add(ground.area(shape));
            // An unknown measure is on record, but nothing says that it lasts.
            const bool permanent = kind == MeasureKind::permanent;
            (permanent ? in.permanent : in.temporary).shapes.push_back(std::move(shape));
        }
        for (const auto& [measure, sum] : unknown) {
            const double area = sum.square_metres();
            Finding finding = find(messages::unknown_measure, measure, given[0], measure, area);
            finding.area_m2 = area;
            out_.findings.push_back(std::move(finding));
        }
        if (given[0].empty()) out_.findings.push_back(find(messages::no_measure_field, ""));
    }

    void read_zones() {
        const std::vector<std::string> fields = field_names(*options_.zones);
        const ZoneFields used = zone_fields(fields, options_.zones->file);
        std::vector<std::string> wanted = {used.id};
        if (!used.from.empty()) wanted.push_back(used.from);
        if (!used.to.empty()) wanted.push_back(used.to);
        const PolygonLayer read = layer(*options_.zones, wanted, "zones");
        const Ground ground(read.crs);
        out_.inputs.zones_crs = read.crs;
        std::map<std::string, std::vector<MultiPolygon>> zones;
        for (const Feature& feature : read.features) {
            const std::string id = trimmed(feature.values[0]);
            if (id.empty())
                throw Error(messages::zone_without_id, read.file, read.name, feature.fid, used.id);
            const std::string from = used.from.empty() ? "" : trimmed(feature.values[1]);
            const std::string to = used.to.empty() ? "" : trimmed(feature.values[used.from.empty() ? 1 : 2]);
            if (!valid_in_month(read, feature, used.from, from, used.to, to)) continue;
            zones[id].push_back(repaired(feature.shape, ground, named_zone(id)));
        }
        for (auto& [id, shapes] : zones)
            out_.inputs.zones.push_back({id, std::move(shapes)});
    }

    void take_zones() {
        const Ground ground(out_.inputs.zones_crs);
        std::map<std::string, std::vector<MultiPolygon>> zones;
        for (const ZoneRecord& zone : kept_->zones) {
            if (zone.shape.empty()) continue;
            zones[zone.id].push_back(repaired(zone.shape, ground, named_zone(zone.id)));
        }
        for (auto& [id, shapes] : zones)
            out_.inputs.zones.push_back({id, std::move(shapes)});
    }

    void read_patches() {
        const PolygonLayer read = layer(*options_.patches, {options_.status_field}, "patches");
        const Ground ground(read.crs);
        PatchInput patches;
        patches.crs = read.crs;
        for (const Feature& feature : read.features) {
            const std::string status = trimmed(feature.values[0]);
            const auto known = options_.status_map.find(status);
            if (known == options_.status_map.end()) {
                throw Error(messages::unknown_status, read.file, read.name, feature.fid,
                            options_.status_field, status);
            }
            MultiPolygon shape = repaired(feature.shape, ground, role_word("patches"));
            (known->second == PatchStatus::bare ? patches.bare : patches.netted).push_back(std::move(shape));
        }
        out_.inputs.patches = std::move(patches);
    }

    const Options& options_;
    const Profile& profile_;
    const Kept* kept_;
    ReadInputs out_;
};

}  // namespace

ReadInputs read_inputs(const Options& options, const Profile& profile, const Kept* kept) {
    return Reader(options, profile, kept).read();
}

}  // namespace bareland::rank
