#include "layers/workspace_schema.hpp"

#include <span>
#include <string_view>
#include <vector>

#include "geo/messages_workspace.hpp"

namespace bareland::store {
namespace {

// ---- step 1: the tables -------------------------------------------------------------------------
// Column names are those that `bareland import` reads, so that a table can be exported and imported again.

constexpr const char* tables_of_step_1[] = {
    "SELECT InsertEpsgSrid(4490)",
    "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT)",
    "CREATE TABLE inputs (fid INTEGER PRIMARY KEY AUTOINCREMENT, role TEXT NOT NULL, name TEXT, sha256 TEXT, "
    "crs TEXT, source_text TEXT, imported_at TEXT)",
    "CREATE TABLE changes (fid INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT, action TEXT, role TEXT, detail "
    "TEXT, added INTEGER, replaced INTEGER, ended INTEGER)",
    "CREATE TABLE months (fid INTEGER PRIMARY KEY AUTOINCREMENT, month TEXT NOT NULL UNIQUE, stored_at TEXT, "
    "json TEXT NOT NULL)",
    "CREATE TABLE units (fid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, name TEXT, valid_from "
    "DATE, valid_to DATE, input INTEGER)",
    "CREATE TABLE zones (fid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, name TEXT, kind TEXT, "
    "level TEXT, valid_from DATE, valid_to DATE, document TEXT, clause TEXT, duties TEXT, owners TEXT, "
    "stated_area_m2 REAL, uncertainty_m REAL, input INTEGER)",
    "CREATE TABLE zone_links (fid INTEGER PRIMARY KEY AUTOINCREMENT, zone_fid INTEGER NOT NULL, zone_id "
    "TEXT, position INTEGER, link_id TEXT, road TEXT, carriageway INTEGER)",
    "CREATE TABLE zone_discs (fid INTEGER PRIMARY KEY AUTOINCREMENT, zone_fid INTEGER NOT NULL, zone_id "
    "TEXT, position INTEGER, well_id TEXT, radius_m REAL)",
    "CREATE TABLE wells (fid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, name TEXT, source TEXT, "
    "kind TEXT, radius_m REAL, valid_from DATE, valid_to DATE, uncertainty_m REAL, input INTEGER)",
    "CREATE TABLE sites (fid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, name TEXT, type TEXT, "
    "uncertainty_m REAL, scale TEXT, compliant TEXT, species TEXT, pollution TEXT, input INTEGER)",
    "CREATE TABLE site_areas (fid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, name TEXT, type TEXT, "
    "uncertainty_m REAL, scale TEXT, compliant TEXT, species TEXT, pollution TEXT, input INTEGER)",
    "CREATE TABLE roads (fid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, name TEXT, class TEXT, "
    "oneway TEXT, bridge TEXT, tunnel TEXT, layer INTEGER, maxspeed REAL, input INTEGER)",
};

struct Shape {
    const char* table;
    const char* type;
};
// Sites are two tables, places and areas: GIS programs want one kind of geometry a layer.
constexpr Shape shapes_of_step_1[] = {
    {"units", "MULTIPOLYGON"},      {"zones", "MULTIPOLYGON"}, {"zone_links", "LINESTRING"},
    {"zone_discs", "POINT"},        {"wells", "POINT"},        {"sites", "POINT"},
    {"site_areas", "MULTIPOLYGON"}, {"roads", "LINESTRING"},
};

void add_geometry(Database& database, const Shape& shape) {
    // SpatiaLite answers 1, or 0 with no error at all.
    const auto done = [&](const std::string& call) {
        if (database.number("SELECT " + call) == 1) return;
        throw Error(messages::workspace_write_failed, database.path(), call);
    };
    done(fmt::format("AddGeometryColumn('{}', 'geometry', 4490, '{}', 'XY')", shape.table, shape.type));
    done(fmt::format("CreateSpatialIndex('{}', 'geometry')", shape.table));
}

void make_tables(Database& database) {
    for (const char* sql : tables_of_step_1)
        database.run(sql);
    for (const Shape& shape : shapes_of_step_1)
        add_geometry(database, shape);
    for (const char* table : {"units", "zones", "wells", "sites", "site_areas", "roads"})
        database.run(fmt::format("CREATE INDEX {0}_id ON {0} (id)", table));
    for (const char* table : {"zone_links", "zone_discs"})
        database.run(fmt::format("CREATE INDEX {0}_zone ON {0} (zone_fid)", table));
    database.run(fmt::format("PRAGMA application_id = {}", application_id));
}

// ---- step 2: the end a record's own source gave it, the uncertainty of offset coordinates, what was alike
// ----------------------------------------------------------------------------------------------------------

void add_stated_ends(Database& database) {
    for (const char* table : {"units", "zones", "wells"}) {
        database.run(fmt::format("ALTER TABLE {} ADD COLUMN stated_to DATE", table));
        // Nobody noted what was cut short: the end as it is counts as stated.
        database.run(fmt::format("UPDATE {} SET stated_to = valid_to", table));
    }
    for (const char* table : {"zones", "wells", "sites", "site_areas"})
        database.run(fmt::format("ALTER TABLE {} ADD COLUMN extra_uncertainty_m REAL", table));
    database.run("ALTER TABLE changes ADD COLUMN unchanged INTEGER");
}

// ---- step 3: road networks: what trucks may use, turn bans, the date of the data; where zones begin for
// links; what was made of the roads and is kept ------------------------------------------------------------

constexpr const char* tables_of_step_3[] = {
    "CREATE TABLE turn_bans (fid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, only_this TEXT, "
    "from_road TEXT, via_roads TEXT, via_node BIGINT, to_road TEXT, not_for TEXT, holds_when TEXT, "
    "network_date DATE, input INTEGER)",
    "CREATE TABLE zone_edges (fid INTEGER PRIMARY KEY AUTOINCREMENT, zone_fid INTEGER NOT NULL, zone_id "
    "TEXT)",
    "CREATE TABLE prepared (fid INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, bytes BLOB "
    "NOT NULL)",
    "ALTER TABLE roads ADD COLUMN truck TEXT",
    "ALTER TABLE roads ADD COLUMN truck_when TEXT",
    "ALTER TABLE roads ADD COLUMN maxweight_t REAL",
    "ALTER TABLE roads ADD COLUMN maxheight_m REAL",
    "ALTER TABLE roads ADD COLUMN maxwidth_m REAL",
    "ALTER TABLE roads ADD COLUMN nodes TEXT",
    "ALTER TABLE roads ADD COLUMN network_date DATE",
    "CREATE INDEX roads_network ON roads (network_date)",
    "CREATE INDEX turn_bans_network ON turn_bans (network_date)",
    "CREATE INDEX zone_edges_zone ON zone_edges (zone_fid)",
};

void add_networks(Database& database) {
    for (const char* sql : tables_of_step_3)
        database.run(sql);
    add_geometry(database, {"zone_edges", "MULTIPOLYGON"});
}

// ---- step 4: who sweeps a road ---------------------------------------------------------------------------

void add_sweepers(Database& database) {
    database.run("ALTER TABLE roads ADD COLUMN sweeper TEXT");
}

using Step = void (*)(Database&);
constexpr Step steps[] = {make_tables, add_stated_ends, add_networks, add_sweepers};

int version_of(Database& database) {
    const auto version = static_cast<int>(database.number("PRAGMA user_version"));
    if (version > schema_version())
        throw Error(messages::workspace_newer, database.path(), version, schema_version());
    return version;
}

}  // namespace

int schema_version() {
    return static_cast<int>(std::size(steps));
}

void migrate(Database& database) {
    Transaction transaction(database, Transaction::Kind::write);
    // Asked inside: another program may have migrated it while this one waited for its turn.
    const int version = version_of(database);
    if (version == schema_version()) return;
    for (const Step step : std::span(steps).subspan(static_cast<std::size_t>(version)))
        step(database);
    database.run(fmt::format("PRAGMA user_version = {}", schema_version()));
    transaction.commit();
}

Database open_current(const std::string& path, Database::Mode mode) {
    {
        Database found(path, mode);
        const int version = version_of(found);
        if (version == schema_version()) return found;
        if (mode == Database::Mode::read) {
            try {
                Database writable(path, Database::Mode::write);
                migrate(writable);
            } catch (const Error& error) {
                if (error.code() != messages::workspace_read_only.code) throw;
                throw Error(messages::workspace_older, path, version, schema_version());
            }
        } else {
            migrate(found);
        }
    }
    return {path, mode};  // again: OGR has the old columns in mind
}

}  // namespace bareland::store
