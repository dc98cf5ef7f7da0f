#include "layers/workspace_records.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "layers/workspace_rows.hpp"

namespace bareland::store {
namespace {

// Names of owners hold no line breaks, so these part them.
constexpr char owner_separator = '\n';

Validity validity_of(const Reading& row) {
    return {row.day("valid_from"), row.day("valid_to")};
}

template <class Record>
Stored<Record> stored(Record record, const Reading& row) {
    Stored<Record> out;
    if constexpr (requires { record.validity; }) {
        record.validity = validity_of(row);
        out.stated_to = row.day("stated_to");
    }
    out.record = std::move(record);
    out.fid = row.fid();
    return out;
}

template <class Record>
void write_versions(Writing& row, const Stored<Record>& stored) {
    row.day("valid_from", stored.record.validity.from)
        .day("valid_to", stored.record.validity.to)
        .day("stated_to", stored.stated_to);
}

// ---- units ------------------------------------------------------------------------------------------

constexpr const char* units = "units";

Stored<UnitRecord> unit_of(const Reading& row) {
    return stored(UnitRecord{row.text("id"), row.text("name"), {}, row.polygons()}, row);
}

void write(Writing& row, const Stored<UnitRecord>& stored) {
    write_versions(row, stored);
    row.text("id", stored.record.id).text("name", stored.record.name).shape(stored.record.shape);
}

// ---- wells ------------------------------------------------------------------------------------------

constexpr const char* wells = "wells";

Stored<WellRecord> well_of(const Reading& row) {
    WellRecord well;
    well.id = row.text("id");
    well.name = row.text("name");
    well.source = row.text("source");
    well.kind = row.text("kind");
    well.radius_m = row.number("radius_m");
    well.uncertainty_m = row.maybe("uncertainty_m");
    well.extra_uncertainty_m = row.number("extra_uncertainty_m");
    well.place = row.point();
    return stored(std::move(well), row);
}

void write(Writing& row, const Stored<WellRecord>& stored) {
    const WellRecord& well = stored.record;
    write_versions(row, stored);
    row.text("id", well.id).text("name", well.name).text("source", well.source).text("kind", well.kind);
    row.number("radius_m", well.radius_m).number("uncertainty_m", well.uncertainty_m);
    row.number("extra_uncertainty_m", well.extra_uncertainty_m).shape(well.place);
}

// ---- zones and what they are made of ----------------------------------------------------------------

constexpr const char* zones = "zones";
constexpr const char* zone_links = "zone_links";
constexpr const char* zone_discs = "zone_discs";
constexpr const char* zone_edges = "zone_edges";

std::string joined(const std::vector<std::string>& owners) {
    std::string out;
    for (const std::string& owner : owners) {
        if (!out.empty()) out += owner_separator;
        out += owner;
    }
    return out;
}

std::vector<std::string> parted(const std::string& owners) {
    std::vector<std::string> out;
    for (std::size_t start = 0; start < owners.size();) {
        const std::size_t stop = std::min(owners.find(owner_separator, start), owners.size());
        out.push_back(owners.substr(start, stop - start));
        start = stop + 1;
    }
    return out;
}

Stored<ZoneRecord> zone_of(const Reading& row) {
    ZoneRecord zone;
    zone.id = row.text("id");
    zone.name = row.text("name");
    zone.kind = row.text("kind");
    zone.level = row.text("level");
    zone.document = row.text("document");
    zone.clause = row.text("clause");
    zone.duties = row.text("duties");
    zone.owners = parted(row.text("owners"));
    zone.stated_area_m2 = row.maybe("stated_area_m2");
    zone.uncertainty_m = row.maybe("uncertainty_m");
    zone.extra_uncertainty_m = row.number("extra_uncertainty_m");
    zone.shape = row.polygons();
    return stored(std::move(zone), row);
}

void write(Writing& row, const Stored<ZoneRecord>& stored) {
    const ZoneRecord& zone = stored.record;
    write_versions(row, stored);
    row.text("id", zone.id).text("name", zone.name).text("kind", zone.kind).text("level", zone.level);
    row.text("document", zone.document).text("clause", zone.clause).text("duties", zone.duties);
    row.text("owners", joined(zone.owners));
    row.number("stated_area_m2", zone.stated_area_m2).number("uncertainty_m", zone.uncertainty_m);
    row.number("extra_uncertainty_m", zone.extra_uncertainty_m).shape(zone.shape);
}

// Parts of zones by the zone's fid, in their order.
template <class Part, class Make>
std::map<std::int64_t, std::vector<Part>> parts_of_zones(Database& database, const char* table, Make make) {
    std::map<std::int64_t, std::vector<std::pair<std::int64_t, Part>>> found;
    each_row(database, table, "", [&](const Reading& row) {
        found[row.whole("zone_fid")].emplace_back(row.whole("position"), make(row));
    });
    std::map<std::int64_t, std::vector<Part>> out;
    for (auto& [fid, parts] : found) {
        std::stable_sort(parts.begin(), parts.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        for (auto& [position, part] : parts)
            out[fid].push_back(std::move(part));
    }
    return out;
}

void insert_parts(Database& database, const ZoneRecord& zone, std::int64_t fid) {
    const auto place = [&](Writing& row, std::size_t position) -> Writing& {
        row.whole("zone_fid", fid).text("zone_id", zone.id);
        return row.whole("position", static_cast<std::int64_t>(position));
    };
    OGRLayer& links = database.table(zone_links);
    for (std::size_t i = 0; i < zone.links.size(); ++i) {
        const LoopLink& link = zone.links[i];
        Writing row(links);
        place(row, i).text("link_id", link.link_id).text("road", link.road);
        row.whole("carriageway", link.carriageway).shape(link.line);
        database.insert(links, row.feature());
    }
    OGRLayer& discs = database.table(zone_discs);
    for (std::size_t i = 0; i < zone.discs.size(); ++i) {
        const Disc& disc = zone.discs[i];
        Writing row(discs);
        place(row, i).text("well_id", disc.well_id).number("radius_m", disc.radius_m).shape(disc.centre);
        database.insert(discs, row.feature());
    }
    if (zone.edge.empty()) return;
    OGRLayer& edges = database.table(zone_edges);
    Writing row(edges);
    row.whole("zone_fid", fid).text("zone_id", zone.id).shape(zone.edge);
    database.insert(edges, row.feature());
}

void erase_parts(Database& database, std::int64_t fid) {
    for (const char* table : {zone_links, zone_discs, zone_edges})
        database.run(fmt::format("DELETE FROM {} WHERE zone_fid = {}", table, fid));
}

std::vector<Stored<ZoneRecord>> read_zones(Database& database, const std::string& where) {
    std::vector<Stored<ZoneRecord>> out;
    each_row(database, zones, where, [&](const Reading& row) { out.push_back(zone_of(row)); });
    auto links = parts_of_zones<LoopLink>(database, zone_links, [](const Reading& row) {
        return LoopLink{row.text("link_id"), row.text("road"), static_cast<int>(row.whole("carriageway")),
                        row.line()};
    });
    auto discs = parts_of_zones<Disc>(database, zone_discs, [](const Reading& row) {
        return Disc{row.text("well_id"), row.point(), row.number("radius_m")};
    });
    std::map<std::int64_t, MultiPolygon> edges;
    each_row(database, zone_edges, "",
             [&](const Reading& row) { edges[row.whole("zone_fid")] = row.polygons(); });
    for (Stored<ZoneRecord>& one : out) {
        one.record.links = std::move(links[one.fid]);
        one.record.discs = std::move(discs[one.fid]);
        one.record.edge = std::move(edges[one.fid]);
    }
    return out;
}

// ---- sites: places in one table, areas in another ------------------------------------------------------

constexpr const char* site_places = "sites";
constexpr const char* site_areas = "site_areas";

const char* table_of(const SiteRecord& site) {
    return site.place ? site_places : site_areas;
}

Stored<SiteRecord> site_of(const Reading& row) {
    SiteRecord site;
    site.id = row.text("id");
    site.name = row.text("name");
    site.type = row.text("type");
    site.uncertainty_m = row.maybe("uncertainty_m");
    site.extra_uncertainty_m = row.number("extra_uncertainty_m");
    site.large_scale = row.word("scale");
    site.compliant = row.word("compliant");
    site.species = row.text("species");
    site.pollution = row.text("pollution");
    return stored(std::move(site), row);
}

void write(Writing& row, const Stored<SiteRecord>& stored) {
    const SiteRecord& site = stored.record;
    row.text("id", site.id).text("name", site.name).text("type", site.type);
    row.number("uncertainty_m", site.uncertainty_m).number("extra_uncertainty_m", site.extra_uncertainty_m);
    row.word("scale", site.large_scale).word("compliant", site.compliant);
    row.text("species", site.species).text("pollution", site.pollution);
    if (site.place) {
        row.shape(*site.place);
    } else {
        row.shape(site.shape);
    }
}

// ---- all kinds ------------------------------------------------------------------------------------------

template <class Record>
std::int64_t insert_row(Database& database, const char* table, const Stored<Record>& stored,
                        std::int64_t input) {
    OGRLayer& layer = database.table(table);
    Writing row(layer);
    write(row, stored);
    return database.insert(layer, row.whole("input", input).feature());
}

template <class Make>
auto read_rows(Database& database, const char* table, const std::string& where, Make make) {
    std::vector<decltype(make(std::declval<const Reading&>()))> out;
    each_row(database, table, where, [&](const Reading& row) { out.push_back(make(row)); });
    return out;
}

void end_row(Database& database, const char* table, std::int64_t fid, const Date& last_day) {
    database.run(
        fmt::format("UPDATE {} SET valid_to = {} WHERE fid = {}", table, quoted(last_day.text()), fid));
}

}  // namespace

template <>
std::vector<Stored<UnitRecord>> read(Database& database, const std::string& where) {
    return read_rows(database, units, where, unit_of);
}
template <>
void insert(Database& database, const Stored<UnitRecord>& record, std::int64_t input) {
    insert_row(database, units, record, input);
}
template <>
void erase(Database& database, const Stored<UnitRecord>& record) {
    database.erase(database.table(units), record.fid);
}
template <>
void end(Database& database, const Stored<UnitRecord>& record, const Date& last_day) {
    end_row(database, units, record.fid, last_day);
}

template <>
std::vector<Stored<WellRecord>> read(Database& database, const std::string& where) {
    return read_rows(database, wells, where, well_of);
}
template <>
void insert(Database& database, const Stored<WellRecord>& record, std::int64_t input) {
    insert_row(database, wells, record, input);
}
template <>
void erase(Database& database, const Stored<WellRecord>& record) {
    database.erase(database.table(wells), record.fid);
}
template <>
void end(Database& database, const Stored<WellRecord>& record, const Date& last_day) {
    end_row(database, wells, record.fid, last_day);
}

template <>
std::vector<Stored<ZoneRecord>> read(Database& database, const std::string& where) {
    return read_zones(database, where);
}
template <>
void insert(Database& database, const Stored<ZoneRecord>& record, std::int64_t input) {
    insert_parts(database, record.record, insert_row(database, zones, record, input));
}
template <>
void erase(Database& database, const Stored<ZoneRecord>& record) {
    erase_parts(database, record.fid);
    database.erase(database.table(zones), record.fid);
}
template <>
void end(Database& database, const Stored<ZoneRecord>& record, const Date& last_day) {
    end_row(database, zones, record.fid, last_day);
}

template <>
std::vector<Stored<SiteRecord>> read(Database& database, const std::string& where) {
    auto out = read_rows(database, site_places, where, [](const Reading& row) {
        auto site = site_of(row);
        site.record.place = row.point();
        return site;
    });
    for (auto& area : read_rows(database, site_areas, where, [](const Reading& row) {
             auto site = site_of(row);
             site.record.shape = row.polygons();
             return site;
         })) {
        out.push_back(std::move(area));
    }
    return out;
}
template <>
void insert(Database& database, const Stored<SiteRecord>& record, std::int64_t input) {
    insert_row(database, table_of(record.record), record, input);
}
template <>
void erase(Database& database, const Stored<SiteRecord>& record) {
    database.erase(database.table(table_of(record.record)), record.fid);
}

}  // namespace bareland::store
