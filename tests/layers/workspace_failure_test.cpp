// What can go wrong with a workspace: what is not one, other versions, other writers, disks and kills. What
// it held is there afterwards, or all of what was new.
#include <fcntl.h>
#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_api.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <set>
#include <thread>

#include "geo/messages.hpp"
#include "geo/messages_workspace.hpp"
#include "layers/gdal_errors.hpp"
#include "layers/workspace.hpp"
#include "layers/workspace_schema.hpp"
#include "tests/layers/workspace_samples.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

namespace fs = std::filesystem;
using test::TempDir;
using Access = Workspace::Access;
using Texts = std::vector<std::string>;

// Code and sentence of what `act` throws.
template <class Act>
std::string told(Act act) {
    try {
        act();
    } catch (const Error& error) {
        return error.code() + " " + error.text().en;
    }
    return "nothing";
}

std::string told_opening(const std::string& path, Access access) {
    return told([&] { Workspace::open(path, access); });
}

// SQL as some other program would run it.
void run_sql(const std::string& file, const Texts& statements) {
    use_gdal();
    GDALDatasetH dataset =
        GDALOpenEx(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr);
    ASSERT_NE(dataset, nullptr);
    const auto run = [&](const std::string& sql) {
        CPLErrorReset();
        if (OGRLayerH result = GDALDatasetExecuteSQL(dataset, sql.c_str(), nullptr, nullptr))
            GDALDatasetReleaseResultSet(dataset, result);
        EXPECT_EQ(CPLGetLastErrorType(), CE_None) << sql << ": " << CPLGetLastErrorMsg();
    };
    run("BEGIN");
    for (const std::string& sql : statements)
        run(sql);
    run("COMMIT");
    run("PRAGMA journal_mode = WAL");
    GDALClose(dataset);
}

void make_sqlite(const std::string& file, const Texts& statements, bool spatialite) {
    use_gdal();
    const std::array<const char*, 3> options{spatialite ? "SPATIALITE=YES" : "SPATIALITE=NO",
                                             spatialite ? "INIT_WITH_EPSG=NO" : nullptr, nullptr};
    GDALClose(GDALCreate(GDALGetDriverByName("SQLite"), file.c_str(), 0, 0, 0, GDT_Unknown,
                         const_cast<char**>(options.data())));  // NOLINT: GDAL's C interface
    run_sql(file, statements);
}

std::vector<WellRecord> wells(int count, const std::string& name) {
    std::vector<WellRecord> out;
    for (int i = 0; i < count; ++i) {
        out.push_back(test::well(std::to_string(i)));
        out.back().name = name;
    }
    return out;
}

class WorkspaceFailure : public ::testing::Test {
  protected:
    WorkspaceFailure() { Workspace::create(path, ""); }
    Workspace writing() const { return Workspace::open(path, Access::write); }

    // Names of all wells and how many changes there are: one state or another.
    std::string state() const {
        const Workspace workspace = Workspace::open(path, Access::read);
        std::set<std::string> names;
        const auto all = workspace.wells({});
        for (const WellRecord& well : all)
            names.insert(well.name);
        return fmt::format("{} {} {} {}", all.size(), fmt::join(names, "+"), workspace.inputs().size(),
                           workspace.changes().size());
    }

    TempDir dir;
    std::string path = dir.file("w.sqlite");
};

// ---- what is no workspace -----------------------------------------------------------------------------

TEST_F(WorkspaceFailure, WhatIsNoWorkspaceIsTold) {
    const std::string none = dir.file("none.sqlite"), text = dir.write("text.sqlite", std::string(5000, 'x')),
                      empty = dir.write("empty.sqlite", ""), gpkg = dir.file("a.gpkg"),
                      other = dir.file("other.sqlite"), cut = dir.write("cut.sqlite", "SQLite format 3");
    make_sqlite(other, {"CREATE TABLE units (id TEXT)"}, false);
    make_sqlite(dir.file("spatial.sqlite"), {"CREATE TABLE units (id TEXT)"}, true);
    GDALClose(GDALCreate(GDALGetDriverByName("GPKG"), gpkg.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    for (const Access access : {Access::read, Access::write}) {
        EXPECT_EQ(told_opening(none, access),
                  fmt::format("BL-3500 there is no workspace {0}; name one with --workspace, or make it with "
                              "bareland init {0}",
                              none));
        for (const std::string& file : {text, empty, cut}) {
            EXPECT_EQ(told_opening(file, access),
                      "BL-3501 " + file +
                          " is no bareland workspace, nor any SQLite database; name a file made by bareland "
                          "init");
        }
        for (const std::string& file : {other, gpkg, dir.file("spatial.sqlite")})
            EXPECT_EQ(told_opening(file, access).substr(0, 8 + file.size()), "BL-3502 " + file);
        EXPECT_EQ(told_opening(dir.path().string(), access).substr(0, 7), "BL-3510");
    }
    EXPECT_EQ(test::contents(text), std::string(5000, 'x'));
    EXPECT_EQ(test::contents(empty), "");
}

TEST_F(WorkspaceFailure, ATruncatedWorkspaceIsTold) {
    writing().put_wells(wells(2000, "old"), test::input("wells"));
    fs::resize_file(path, fs::file_size(path) / 2);
    EXPECT_EQ(told([&] { Workspace::open(path, Access::read).wells({}); }).substr(0, 7), "BL-3507");
    fs::resize_file(path, 50);
    const std::string said = told_opening(path, Access::write);
    EXPECT_TRUE(said.starts_with("BL-3507") || said.starts_with("BL-3501")) << said;
}

// ---- other versions -----------------------------------------------------------------------------------

TEST_F(WorkspaceFailure, ANewerSchemaIsRefused) {
    run_sql(path, {"PRAGMA user_version = 99"});
    const std::string before = test::contents(path);
    const std::string expected = fmt::format(
        "BL-3503 the workspace {} has schema version 99, made by a newer bareland; this one knows "
        "versions up to {}; upgrade bareland",
        path, store::schema_version());
    EXPECT_EQ(told_opening(path, Access::read), expected);
    EXPECT_EQ(told_opening(path, Access::write), expected);
    EXPECT_EQ(test::contents(path), before);
}

// Version 1 as it was, in its own words: the test notices when the first step of the migrations changes.
// NOLINTBEGIN(bugprone-suspicious-missing-comma): long statements over several lines
Texts version_1() {
    Texts sql{
        "SELECT InsertEpsgSrid(4490)",
        "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT)",
        "CREATE TABLE inputs (fid INTEGER PRIMARY KEY AUTOINCREMENT, role TEXT NOT NULL, name TEXT, sha256 "
        "TEXT, crs TEXT, source_text TEXT, imported_at TEXT)",
        "CREATE TABLE changes (fid INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT, action TEXT, role TEXT, "
        "detail "
        "TEXT, added INTEGER, replaced INTEGER, ended INTEGER)",
        "CREATE TABLE months (fid INTEGER PRIMARY KEY AUTOINCREMENT, month TEXT NOT NULL UNIQUE, stored_at "
        "TEXT, json TEXT NOT NULL)",
        "CREATE TABLE units (fid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, name TEXT, valid_from "
        "DATE, valid_to DATE, input INTEGER)",
        "CREATE TABLE zones (fid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, name TEXT, kind TEXT, "
        "level TEXT, valid_from DATE, valid_to DATE, document TEXT, clause TEXT, duties TEXT, owners TEXT, "
        "stated_area_m2 REAL, uncertainty_m REAL, input INTEGER)",
        "CREATE TABLE zone_links (fid INTEGER PRIMARY KEY AUTOINCREMENT, zone_fid INTEGER NOT NULL, zone_id "
        "TEXT, position INTEGER, link_id TEXT, road TEXT, carriageway INTEGER)",
        "CREATE TABLE zone_discs (fid INTEGER PRIMARY KEY AUTOINCREMENT, zone_fid INTEGER NOT NULL, zone_id "
        "TEXT, position INTEGER, well_id TEXT, radius_m REAL)",
        "CREATE TABLE wells (fid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, name TEXT, source "
        "TEXT, "
        "kind TEXT, radius_m REAL, valid_from DATE, valid_to DATE, uncertainty_m REAL, input INTEGER)",
        "CREATE TABLE roads (fid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, name TEXT, class TEXT, "
        "oneway TEXT, bridge TEXT, tunnel TEXT, layer INTEGER, maxspeed REAL, input INTEGER)"};
    for (const char* table : {"sites", "site_areas"}) {
        sql.push_back(
            fmt::format("CREATE TABLE {} (fid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, "
                        "name TEXT, type TEXT, uncertainty_m REAL, scale TEXT, compliant TEXT, "
                        "species TEXT, pollution TEXT, input INTEGER)",
                        table));
    }
    for (const auto& [table, type] :
         std::vector<std::pair<std::string, std::string>>{{"units", "MULTIPOLYGON"},
                                                          {"zones", "MULTIPOLYGON"},
                                                          {"zone_links", "LINESTRING"},
                                                          {"zone_discs", "POINT"},
                                                          {"wells", "POINT"},
                                                          {"sites", "POINT"},
                                                          {"site_areas", "MULTIPOLYGON"},
                                                          {"roads", "LINESTRING"}}) {
        sql.push_back(
            fmt::format("SELECT AddGeometryColumn('{}', 'geometry', 4490, '{}', 'XY')", table, type));
        sql.push_back(fmt::format("SELECT CreateSpatialIndex('{}', 'geometry')", table));
    }
    for (const char* table : {"units", "zones", "wells", "sites", "site_areas", "roads"})
        sql.push_back(fmt::format("CREATE INDEX {0}_id ON {0} (id)", table));
    for (const char* table : {"zone_links", "zone_discs"})
        sql.push_back(fmt::format("CREATE INDEX {0}_zone ON {0} (zone_fid)", table));
    sql.insert(
        sql.end(),
        {"INSERT INTO inputs (role, name) VALUES ('zones', '旧.shp')",
         "INSERT INTO changes (at, action, role, detail, added, replaced, ended) VALUES "
         "('2024-01-01T00:00:00Z', "
         "'import', 'zones', '旧.shp', 2, 0, 0)",
         "INSERT INTO zones (id, name, kind, valid_from, valid_to, input, geometry) VALUES ('A', '严控区', "
         "'strict', '2020-01-01', '2023-12-31', 1, GeomFromText('MULTIPOLYGON(((116.6 39.8, 116.61 39.8, "
         "116.61 "
         "39.81, 116.6 39.81, 116.6 39.8)))', 4490))",
         "INSERT INTO wells (id, radius_m, uncertainty_m, input, geometry) VALUES ('1', 50, 2, 1, "
         "GeomFromText('POINT(116.7 39.9)', 4490))",
         "INSERT INTO months (month, json) VALUES ('2024-01', '{}')",
         fmt::format("PRAGMA application_id = {}", store::application_id), "PRAGMA user_version = 1"});
    return sql;
}
// NOLINTEND(bugprone-suspicious-missing-comma)

// Version 2 as it was, with what it had added, and a road.
Texts version_2() {
    Texts sql = version_1();
    sql.pop_back();
    for (const char* table : {"units", "zones", "wells"}) {
        sql.push_back(fmt::format("ALTER TABLE {} ADD COLUMN stated_to DATE", table));
        sql.push_back(fmt::format("UPDATE {} SET stated_to = valid_to", table));
    }
    for (const char* table : {"zones", "wells", "sites", "site_areas"})
        sql.push_back(fmt::format("ALTER TABLE {} ADD COLUMN extra_uncertainty_m REAL", table));
    sql.insert(sql.end(),
               {"ALTER TABLE changes ADD COLUMN unchanged INTEGER",
                "INSERT INTO roads (id, name, oneway, bridge, tunnel, layer, input, geometry) VALUES ('7', "
                "'通胡大街', '-1', 'yes', 'no', 1, 1, GeomFromText('LINESTRING(116.6 39.8, 116.7 39.8)', "
                "4490))",
                "PRAGMA user_version = 2"});
    return sql;
}

// Tables, columns, indices and triggers, as SQLite has them.
Texts schema_of(const std::string& file) {
    Texts out;
    store::Database database(file, store::Database::Mode::read);
    database.rows("SELECT type || ' ' || name AS n FROM sqlite_master ORDER BY 1",
                  [&](const OGRFeature& row) { out.emplace_back(row.GetFieldAsString(0)); });
    for (const char* table :
         {"meta", "inputs", "changes", "months", "units", "zones", "zone_links", "zone_discs", "zone_edges",
          "wells", "sites", "site_areas", "roads", "turn_bans", "prepared"}) {
        database.rows(fmt::format("SELECT '{0}.' || name || ' ' || type AS n FROM pragma_table_info('{0}') "
                                  "ORDER BY 1",
                                  table),
                      [&](const OGRFeature& row) { out.emplace_back(row.GetFieldAsString(0)); });
    }
    out.push_back(database.value("PRAGMA user_version").value_or(""));
    return out;
}

TEST_F(WorkspaceFailure, AnOlderSchemaIsMigrated) {
    for (const Access access : {Access::read, Access::write}) {
        const std::string old = dir.file(access == Access::read ? "old-r.sqlite" : "old-w.sqlite");
        make_sqlite(old, version_1(), true);
        {
            const Workspace workspace = Workspace::open(old, access);
            const auto zones = workspace.zones({});
            ASSERT_EQ(zones.size(), 1U);
            EXPECT_EQ(zones[0].name, "严控区");
            EXPECT_EQ(zones[0].validity, test::between(2020, 2023));
            EXPECT_EQ(zones[0].extra_uncertainty_m, 0);
            EXPECT_EQ(workspace.wells({}).at(0).uncertainty_m, 2);
            EXPECT_EQ(workspace.months(), std::vector{Month(2024, 1)});
            EXPECT_EQ(workspace.changes().at(0).added, 2);
        }
        EXPECT_EQ(schema_of(old), schema_of(path)) << "a migrated file is like a new one";
        // What was there counts as stated: importing it again changes nothing.
        Workspace workspace = Workspace::open(old, Access::write);
        EXPECT_EQ(workspace.put_zones(workspace.zones({}), test::input("zones")).change.unchanged, 1);
    }
}

TEST_F(WorkspaceFailure, Version2IsMigrated) {
    for (const Access access : {Access::read, Access::write}) {
        const std::string old = dir.file(access == Access::read ? "old-r.sqlite" : "old-w.sqlite");
        make_sqlite(old, version_2(), true);
        {
            const Workspace workspace = Workspace::open(old, access);
            RoadRecord road;
            road.id = "7";
            road.name = "通胡大街";
            road.oneway = Oneway::backward;
            road.bridge = true;
            road.layer = 1;
            road.line = {{116.6, 39.8}, {116.7, 39.8}};
            EXPECT_EQ(workspace.roads(), std::vector{road});
            EXPECT_EQ(workspace.roads_version(), RoadsVersion{});
            EXPECT_TRUE(workspace.turn_bans().empty());
            EXPECT_TRUE(workspace.zones({}).at(0).edge.empty());
        }
        EXPECT_EQ(schema_of(old), schema_of(path)) << "a migrated file is like a new one";
        Workspace workspace = Workspace::open(old, Access::write);
        EXPECT_EQ(workspace.put_roads(workspace.roads(), {}, {}, test::input("roads")).change.unchanged, 1);
    }
}

TEST_F(WorkspaceFailure, AMigrationThatFailsLeavesTheOldFile) {
    const std::string old = dir.file("old.sqlite");
    make_sqlite(old, version_1(), true);
    run_sql(old, {"ALTER TABLE changes ADD COLUMN unchanged INTEGER"});  // the last thing the step would do
    const Texts before = schema_of(old);
    EXPECT_EQ(told_opening(old, Access::write).substr(0, 7), "BL-3508");
    EXPECT_EQ(schema_of(old), before);
}

// ---- other writers ------------------------------------------------------------------------------------

TEST_F(WorkspaceFailure, ASecondWriterIsToldAndTheFirstGoesOn) {
    writing().put_wells(wells(3, "old"), test::input("wells"));
    Workspace first = writing();
    std::string second_told;
    first.put_ranking(Month(2024, 5), "{}", [&] {
        // The first one has written and not committed.
        second_told = told([&] { writing().put_wells(wells(3, "second"), test::input("wells")); });
        EXPECT_EQ(state(), "3 old 1 1") << "readers go on";
    });
    EXPECT_EQ(second_told, "BL-1200 another program is writing to the workspace " + path +
                               " and did not finish within 5 seconds; nothing was written; run again when it "
                               "is done");
    EXPECT_EQ(state(), "3 old 1 2");
    writing().put_wells(wells(3, "second"), test::input("wells"));
    EXPECT_EQ(state(), "3 second 2 3");
}

// ---- permissions ----------------------------------------------------------------------------------------

// Runs `act` as nobody in a child, and gives back what it threw.
template <class Act>
std::string as_nobody(const TempDir& dir, Act act) {
    const std::string answer = dir.file("answer");
    test::put(answer, "");
    ::chmod(answer.c_str(), 0666);
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr unsigned nobody = 65534;
        if (::geteuid() == 0 && (::setgid(nobody) != 0 || ::setuid(nobody) != 0)) ::_exit(1);
        test::put(answer, told(act));
        ::_exit(0);
    }
    ::waitpid(child, nullptr, 0);
    return test::contents(answer);
}

TEST_F(WorkspaceFailure, WhatCannotBeWrittenIsToldAndCanBeRead) {
    writing().put_wells(wells(3, "old"), test::input("wells"));
    const std::string old = dir.file("old.sqlite");
    make_sqlite(old, version_1(), true);
    ::chmod(dir.path().c_str(), 0755);  // the file may not be written, nor anything made beside it
    ::chmod(path.c_str(), 0444);
    ::chmod(old.c_str(), 0444);
    EXPECT_EQ(as_nobody(dir, [&] { writing().put_wells(wells(1, "new"), test::input("wells")); }),
              "BL-3506 the workspace " + path +
                  " cannot be written: permission denied; check the permissions of the file and of its "
                  "directory");
    EXPECT_EQ(as_nobody(dir, [&] { throw Error(messages::internal, state()); }),
              "BL-1000 internal error: 3 old 1 1; please report it with the command used");
    EXPECT_EQ(as_nobody(dir, [&] { Workspace::open(old, Access::read); }).substr(0, 7), "BL-3504");
    EXPECT_EQ(as_nobody(dir, [&] { Workspace::create(dir.file("new.sqlite"), ""); }),
              "BL-3509 cannot make the workspace " + dir.file("new.sqlite") +
                  ": permission denied; check that its directory exists, may be written and has room");
    // A file one may write, in a directory where SQLite cannot put its journal.
    ::chmod(path.c_str(), 0666);
    EXPECT_EQ(as_nobody(dir, [&] { writing(); }).substr(0, 7), "BL-3506");
    EXPECT_EQ(as_nobody(dir, [&] { throw Error(messages::internal, state()); }).substr(0, 34),
              "BL-1000 internal error: 3 old 1 1;");
    ::chmod(path.c_str(), 0);
    EXPECT_EQ(as_nobody(dir, [&] { Workspace::open(path, Access::read); }).substr(0, 7), "BL-3063");
}

// Where SQLite cannot lock the file, a change while it is read has to be noticed.
TEST_F(WorkspaceFailure, AChangeOfAFileThatCannotBeLockedIsNoticed) {
    if (::geteuid() != 0) GTEST_SKIP() << "takes root, to be somebody else";
    writing().put_wells(wells(3, "old"), test::input("wells"));
    ::chmod(dir.path().c_str(), 0755);
    std::array<int, 2> opened{}, changed{};
    ASSERT_EQ(::pipe(opened.data()) + ::pipe(changed.data()), 0);
    std::thread other([&] {
        char byte = 0;
        if (::read(opened[0], &byte, 1) == 1) writing().put_wells(wells(3, "new"), test::input("wells"));
        (void)!::write(changed[1], &byte, 1);
    });
    const std::string answer = as_nobody(dir, [&] {
        const Workspace reader = Workspace::open(path, Access::read);
        char byte = 1;
        if (::write(opened[1], &byte, 1) != 1 || ::read(changed[0], &byte, 1) != 1) return;
        reader.wells({});
    });
    ::close(opened[1]);
    other.join();
    EXPECT_EQ(answer, "BL-3511 the workspace " + path +
                          " lies in a directory that cannot be written, and somebody changed it while it was "
                          "read; run again");
    EXPECT_EQ(state(), "3 new 2 2");
}

// ---- init -----------------------------------------------------------------------------------------------

TEST_F(WorkspaceFailure, InitReplacesNothing) {
    const std::string text = dir.write("notes.txt", "mine");
    const std::string before = test::contents(path);
    for (const std::string& there : {path, text, dir.path().string()}) {
        EXPECT_EQ(
            told([&] { Workspace::create(there, ""); }),
            "BL-3505 " + there +
                " exists already and was left as it is; choose another name or move the file away first");
    }
    EXPECT_EQ(test::contents(path), before);
    EXPECT_EQ(test::contents(text), "mine");
    EXPECT_EQ(told([&] { Workspace::create(dir.file("no/such/w.sqlite"), ""); }).substr(0, 7), "BL-3509");
    EXPECT_EQ(told([&] { Workspace::create(dir.file("p.sqlite"), "nowhere"); }).substr(0, 7), "BL-3200");
    EXPECT_FALSE(fs::exists(dir.file("p.sqlite")));
}

// A journal that outlived a workspace deleted by hand must not be applied to the new one.
TEST_F(WorkspaceFailure, InitRemovesJournalsOfADeletedWorkspace) {
    const pid_t child = ::fork();
    if (child == 0) {
        Workspace open = writing();
        open.put_wells(wells(300, "deleted"), test::input("wells"));
        ::kill(::getpid(), SIGKILL);  // the journal stays
    }
    ::waitpid(child, nullptr, 0);
    ASSERT_TRUE(fs::exists(path + "-wal"));
    fs::remove(path);
    Workspace::create(path, "");
    EXPECT_EQ(state(), "0  0 0");
}

}  // namespace
}  // namespace bareland
