// Records out of rows (layers/registry_files.hpp).
#include "layers/registry_files.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "geo/messages.hpp"
#include "geo/messages_import.hpp"
#include "geo/messages_network.hpp"
#include "geo/network/crossings.hpp"
#include "geo/overlay.hpp"
#include "layers/osm_file.hpp"
#include "layers/osm_roads.hpp"
#include "layers/registry_source.hpp"
#include "layers/registry_values.hpp"
#include "layers/road_nodes.hpp"
#include "layers/zones_file.hpp"

namespace bareland {
namespace {

using registry::Role;
using registry::Row;
using registry::Rows;
using registry::Values;

struct Label {
    std::string id;
    std::string name;
};

bool any_value(const Rows& rows, std::size_t column) {
    return std::any_of(rows.rows.begin(), rows.rows.end(),
                       [&](const Row& row) { return !row.values[column].empty(); });
}

// Names may serve as ids as long as they tell the rows apart. `repeated`: rows of one name are one record.
void require_unique_names(const Rows& rows, const Role& role, bool repeated) {
    std::map<std::string, const Row*> seen;
    for (const Row& row : rows.rows) {
        const std::string& name = row.values[1];
        if (name.empty()) throw Error(messages::import_empty_value, row.where, role.columns[1].name);
        const auto [first, added] = seen.emplace(name, &row);
        if (!added && !repeated)
            throw Error(messages::import_names_no_ids, rows.file, name, first->second->ref, row.ref);
    }
}

// Ids and names of all rows. Columns 0 and 1 of every role; a column without any value is none (KML has
// such).
std::vector<Label> labels(Rows& rows, const Role& role, bool repeated = false) {
    const bool ids = any_value(rows, 0);
    const bool names = any_value(rows, 1);
    if (!ids) {
        require_unique_names(rows, role, repeated);
        rows.findings.push_back(find(messages::ids_from_names, "", rows.file));
    } else if (!names) {
        rows.findings.push_back(find(messages::names_from_ids, "", rows.file));
    }
    std::vector<Label> result;
    for (const Row& row : rows.rows) {
        const std::string& id = ids ? row.values[0] : row.values[1];
        if (id.empty()) throw Error(messages::import_empty_value, row.where, role.columns[0].name);
        result.push_back({id, row.values[1].empty() ? id : row.values[1]});
    }
    return result;
}

template <class Record>
RegistryLayer<Record> layer_of(Rows&& rows, std::vector<Record>&& records) {
    RegistryLayer<Record> layer;
    layer.records = std::move(records);
    layer.findings = std::move(rows.findings);
    layer.files = std::move(rows.files);
    layer.extra_uncertainty_m = rows.extra_uncertainty_m;
    layer.crs = std::move(rows.crs);
    return layer;
}

// Records of one id must not be valid on one day.
template <class Record>
void require_versions(const Rows& rows, const std::vector<Record>& records) {
    std::map<std::string, std::vector<std::size_t>> versions;
    for (std::size_t i = 0; i < records.size(); ++i) {
        auto& own = versions[records[i].id];
        for (const std::size_t other : own) {
            const Validity& a = records[other].validity;
            const Validity& b = records[i].validity;
            if (!a.overlaps(b)) continue;
            const Text& first = rows.rows[other].ref;
            const Text& second = rows.rows[i].ref;
            if (a == b) throw Error(messages::import_id_twice, rows.file, records[i].id, first, second);
            throw Error(messages::import_validity_overlaps, rows.file, records[i].id, first, a.text(), second,
                        b.text());
        }
        own.push_back(i);
    }
}

void require_unique(const Rows& rows, const std::vector<Label>& labels) {
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto [first, added] = seen.emplace(labels[i].id, i);
        if (added) continue;
        throw Error(messages::import_id_twice, rows.file, labels[i].id, rows.rows[first->second].ref,
                    rows.rows[i].ref);
    }
}

// A unit of several parts often has a row for each, as in `rank`: rows of one id, name and validity are one.
void merge_parts(Rows& rows, std::vector<UnitRecord>& units) {
    std::vector<UnitRecord> merged;
    std::vector<Row> first_rows;
    std::vector<std::vector<MultiPolygon>> parts;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto same = std::find_if(merged.begin(), merged.end(), [&](const UnitRecord& unit) {
            return unit.id == units[i].id && unit.name == units[i].name && unit.validity == units[i].validity;
        });
        if (same == merged.end()) {
            parts.push_back({units[i].shape});
            merged.push_back(std::move(units[i]));
            first_rows.push_back(std::move(rows.rows[i]));
        } else {
            parts[static_cast<std::size_t>(same - merged.begin())].push_back(std::move(units[i].shape));
        }
    }
    for (std::size_t i = 0; i < merged.size(); ++i) {
        if (parts[i].size() == 1) continue;
        merged[i].shape = overlay::dissolve(parts[i]);
        rows.findings.push_back(
            find(messages::rows_merged, merged[i].id, merged[i].name, merged[i].id, parts[i].size()));
    }
    units = std::move(merged);
    rows.rows = std::move(first_rows);
}

// Merged cells leave all but their first row empty: that a source is missing may be no more than that.
void say_source_gaps(Rows& rows, const std::vector<WellRecord>& wells) {
    const auto without = [](const WellRecord& well) { return well.source.empty(); };
    const auto count = std::count_if(wells.begin(), wells.end(), without);
    if (count == 0 || count == std::ssize(wells)) return;
    const auto first = std::find_if(wells.begin(), wells.end(), without) - wells.begin();
    rows.findings.push_back(
        find(messages::source_gaps, "", rows.file, count, rows.rows[static_cast<std::size_t>(first)].ref));
}

// Roads alone may go by the numbers of their features: road layers seldom have ids, and their names repeat.
std::vector<Label> road_labels(Rows& rows) {
    const bool ids = any_value(rows, 0);
    if (!ids) rows.findings.push_back(find(messages::ids_from_numbers, "", rows.file));
    std::vector<Label> result;
    for (const Row& row : rows.rows) {
        const std::string& id = ids ? row.values[0] : row.number;
        if (id.empty())
            throw Error(messages::import_empty_value, row.where, registry::roads_role().columns[0].name);
        result.push_back({id, row.values[1]});
    }
    return result;
}

RoadRecord road_of(const Label& label, const Values& values) {
    RoadRecord road;
    road.name = label.name;
    road.road_class = values.text("class");
    road.oneway = values.oneway();
    road.bridge = values.structure("bridge");
    road.tunnel = values.structure("tunnel");
    road.layer = values.whole_number("layer").value_or(0);
    road.maxspeed_kmh = values.maxspeed_kmh();
    road.truck = values.truck();
    road.truck_when = values.text("truck_when");
    road.maxweight_t = values.tonnes("maxweight_t");
    road.maxheight_m = values.metres("maxheight_m");
    road.maxwidth_m = values.metres("maxwidth_m");
    road.sweeper = values.text("sweeper");
    return road;
}

// How many of something there were, and where the first.
class Counted {
  public:
    void add(const Text& ref) {
        if (count_++ == 0) first_ = ref;
    }
    void say(const Message& message, Rows& rows) const {
        if (count_ > 0) rows.findings.push_back(find(message, "", rows.file, count_, first_));
    }

  private:
    std::size_t count_ = 0;
    Text first_;
};

bool is_line(const std::vector<Point>& line) {
    return std::any_of(line.begin(), line.end(), [&](Point p) { return p != line.front(); });
}

RegistryLayer<ZoneRecord> read_zone_polygons(const RegistrySource& source) {
    const Role& role = registry::zones_role();
    Rows rows = registry::read_rows(source, role);
    const std::vector<Label> names = labels(rows, role);
    std::vector<ZoneRecord> records;
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        const Values values(role, rows, rows.rows[i]);
        ZoneRecord zone;
        zone.id = names[i].id;
        zone.name = names[i].name;
        zone.kind = values.zone_kind();
        zone.level = values.text("level");
        zone.validity = values.validity(source.validity);
        zone.document = values.text("document");
        zone.clause = values.text("clause");
        zone.duties = values.text("duties");
        zone.owners = values.list("owners");
        zone.stated_area_m2 = values.measure("stated_area_m2");
        zone.uncertainty_m = values.measure("uncertainty_m");
        zone.shape = std::move(rows.rows[i].shape);
        records.push_back(std::move(zone));
    }
    require_versions(rows, records);
    return layer_of(std::move(rows), std::move(records));
}

}  // namespace

RegistrySource RegistrySource::parse(const std::string& file, const std::string& crs,
                                     const std::string& crs_option, const std::string& encoding) {
    RegistrySource source;
    source.source = VectorSource::parse(file);
    source.source.encoding = encoding;
    source.source.crs_option = crs_option;
    source.crs = crs;
    source.crs_option = crs_option;
    return source;
}

RegistryLayer<UnitRecord> read_units(const RegistrySource& source) {
    const Role& role = registry::units_role();
    Rows rows = registry::read_rows(source, role);
    const std::vector<Label> names = labels(rows, role, true);
    std::vector<UnitRecord> records;
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        const Values values(role, rows, rows.rows[i]);
        records.push_back(
            {names[i].id, names[i].name, values.validity(source.validity), std::move(rows.rows[i].shape)});
    }
    merge_parts(rows, records);
    require_versions(rows, records);
    return layer_of(std::move(rows), std::move(records));
}

// A zones file of our own carries more than polygons: whoever reads one goes through layers/zones_file.hpp
// here before anything else is tried.
RegistryLayer<ZoneRecord> read_zones(const RegistrySource& source) {
    const bool whole = source.source.layer.empty() || source.source.layer == "zones";
    if (whole && source.map.empty() && is_zones_file(source.source.file)) {
        RegistryLayer<ZoneRecord> layer;
        layer.records = read_zones_file(source.source.file);
        for (ZoneRecord& zone : layer.records) {
            if (!zone.validity.from && !zone.validity.to) zone.validity = source.validity;
        }
        layer.files = {source.source.file};
        layer.crs = Crs::cgcs2000().name();
        return layer;
    }
    return read_zone_polygons(source);
}

RegistryLayer<WellRecord> read_wells(const RegistrySource& source) {
    const Role& role = registry::wells_role();
    Rows rows = registry::read_rows(source, role);
    const std::vector<Label> names = labels(rows, role);
    std::vector<WellRecord> records;
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        const Values values(role, rows, rows.rows[i]);
        WellRecord well;
        well.id = names[i].id;
        well.name = names[i].name;
        well.source = values.text("source");
        well.kind = values.well_kind();
        well.radius_m = values.positive("radius_m");
        well.validity = values.validity(source.validity);
        well.uncertainty_m = values.measure("uncertainty_m");
        well.place = *rows.rows[i].place;
        records.push_back(std::move(well));
    }
    require_versions(rows, records);
    say_source_gaps(rows, records);
    return layer_of(std::move(rows), std::move(records));
}

RegistryLayer<SiteRecord> read_sites(const RegistrySource& source) {
    const Role& role = registry::sites_role();
    Rows rows = registry::read_rows(source, role);
    const std::vector<Label> names = labels(rows, role);
    require_unique(rows, names);
    std::vector<SiteRecord> records;
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        const Values values(role, rows, rows.rows[i]);
        SiteRecord site;
        site.id = names[i].id;
        site.name = names[i].name;
        site.type = values.text("type");
        site.uncertainty_m = values.measure("uncertainty_m");
        site.large_scale = values.yes_no("scale");
        site.compliant = values.yes_no("compliant");
        site.species = values.text("species");
        site.pollution = values.text("pollution");
        site.place = rows.rows[i].place;
        site.shape = std::move(rows.rows[i].shape);
        records.push_back(std::move(site));
    }
    return layer_of(std::move(rows), std::move(records));
}

RoadLayer read_roads(const RegistrySource& source) {
    if (osm::is_osm(source.source.file)) return osm::read_roads(source);
    const Role& role = registry::roads_role();
    Rows rows = registry::read_rows(source, role);
    const std::vector<Label> names = road_labels(rows);
    require_unique(rows, names);
    std::vector<RoadRecord> records;
    std::vector<bool> at_grade;
    std::vector<registry::RoadEnds> ends;  // one a record
    registry::NodeNumbers nodes;
    Counted split;
    Counted without_length;
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        const Row& row = rows.rows[i];
        const Values values(role, rows, row);
        RoadRecord road = road_of(names[i], values);
        if (row.lines.size() > 1) split.add(row.ref);
        for (std::size_t part = 0; part < row.lines.size(); ++part) {
            if (!is_line(row.lines[part])) {
                without_length.add(row.ref);
                nodes.join({values.text("from_node"), values.text("to_node")});
                continue;
            }
            road.id = row.lines.size() == 1 ? names[i].id : fmt::format("{}/{}", names[i].id, part + 1);
            road.line = row.lines[part];
            records.push_back(road);
            at_grade.push_back(values.yes_no("at_grade").value_or(false));
            ends.emplace_back();
            if (row.lines.size() > 1) continue;  // which end would be whose?
            ends.back() = {values.text("from_node"), values.text("to_node")};
        }
    }
    if (const std::size_t places = network::meet_at_grade(records, at_grade); places > 0)
        rows.findings.push_back(find(messages::roads_meet_at_grade, "", rows.file, places));
    if (auto apart = registry::roads_apart(records, at_grade, rows.file))
        rows.findings.push_back(std::move(*apart));
    for (std::size_t i = 0; i < records.size(); ++i)
        nodes.put(records[i], ends[i], at_grade[i]);
    if (!rows.has(registry::column_of(role, "oneway")))
        rows.findings.push_back(find(messages::roads_without_directions, "", rows.file));
    split.say(messages::roads_split, rows);
    without_length.say(messages::roads_without_length, rows);
    return {layer_of(std::move(rows), std::move(records)), {}, {}};
}

}  // namespace bareland
