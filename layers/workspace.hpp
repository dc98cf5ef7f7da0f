// The workspace: one SpatiaLite file with all that a bureau keeps, behind one interface (a server database
// can take its place). Spatial mathematics stays in geo/: SQL here only keeps and finds.
//
// Guarantees: every write is one transaction and leaves all or nothing behind, also when the process is
// killed or the disk fills; one writer at a time, a second one gets Error(workspace_busy) with what to do;
// readers go on meanwhile (WAL), and one opened for reading sees the same state from beginning to end. Older
// schemas are migrated forward when opened (for reading only where the file may be written, else
// Error(workspace_older)), newer ones refused. Layers open in QGIS with their CRS (EPSG:4490).
// docs/workspace.md describes the tables.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/month.hpp"
#include "geo/registry.hpp"
#include "layers/profile.hpp"

namespace bareland {

// A file that was read into the workspace.
struct InputRecord {
    std::string role;  // units, zones, wells, sites, roads, ranking
    std::string name;
    std::string sha256;
    std::string crs;
    std::string text;         // --source
    std::string imported_at;  // ISO 8601, UTC
};

// One line of the history: what was done to which layer.
struct ChangeRecord {
    std::string at;      // ISO 8601, UTC
    std::string action;  // import, build, rank ...
    std::string role;
    std::string detail;
    std::int64_t added = 0, replaced = 0, ended = 0;
    std::int64_t unchanged = 0;  // was there already
};

// What a put_ did.
struct PutReport {
    ChangeRecord change;
    std::vector<Finding> findings;
};

// Which of the road networks it is.
struct RoadsVersion {
    std::optional<Date> date;  // of its data; nothing: nobody said, and it counts as older than all others
    bool later = false;        // it is younger than the day that was asked for: there is none as old
    bool operator==(const RoadsVersion&) const = default;
};

class Workspace {
  public:
    enum class Access { read, write };
    // A new file, whole or not at all; Error(workspace_exists) when there is one. `profile`: as load_profile
    // takes it, or empty; its text is kept in the workspace.
    static void create(const std::string& path, const std::string& profile);
    // Errors: workspace_missing, workspace_not_sqlite, workspace_foreign, workspace_newer, workspace_older,
    // workspace_unreadable; with Access::write also workspace_read_only.
    static Workspace open(const std::string& path, Access access);
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

    Profile profile() const;            // default_profile() when made without one; its `file` is empty
    InputRecord profile_input() const;  // role "profile", its name and hash; empty name when made without one

    // Valid on `day`; without one, all versions there are. By id, versions of one id in order of time.
    std::vector<UnitRecord> units(const std::optional<Date>& day) const;
    std::vector<ZoneRecord> zones(const std::optional<Date>& day) const;
    std::vector<WellRecord> wells(const std::optional<Date>& day) const;
    std::vector<SiteRecord> sites() const;
    // A road network is what was imported with one date. For a day it is the newest that is no younger, else
    // the oldest (`later`; the caller says so); without a day the newest. Nothing: there are no roads.
    std::optional<RoadsVersion> roads_version(const std::optional<Date>& day = {}) const;
    // Roads and turn bans of the network for a day, by id.
    std::vector<RoadRecord> roads(const std::optional<Date>& day = {}) const;
    std::vector<TurnBanRecord> turn_bans(const std::optional<Date>& day = {}) const;
    std::vector<InputRecord> roads_inputs(const std::optional<Date>& day = {}) const;
    // Every import, the first one first; a file imported twice is there twice.
    std::vector<InputRecord> inputs() const;
    // The inputs that the records of `role` (units, zones, wells) valid on some day of `days` came from.
    std::vector<InputRecord> inputs_of(const std::string& role, const DateRange& days) const;
    std::vector<ChangeRecord> changes() const;

    // Adds records in one transaction, with the input they came from (without `imported_at`: now). Ids are
    // compared exactly. A record replaces the one of the same id and the same start of validity; one that
    // starts later ends the version before it on the eve; one that starts earlier ends on the eve of the next
    // version if it has no end of its own. Other overlaps of one id are an Error, within `records` all are. A
    // record that is there already changes nothing. Roads and sites have no validity: records replace those
    // of the same id, others stay. `action`: for the history. Errors: workspace_busy, workspace_write_failed,
    // versions_overlap, version_runs_into_later, record_twice, record_without_id, record_ends_before_start.
    PutReport put_units(std::span<const UnitRecord> records, const InputRecord& input,
                        const std::string& action = "import");
    PutReport put_zones(std::span<const ZoneRecord> records, const InputRecord& input,
                        const std::string& action = "import");
    PutReport put_wells(std::span<const WellRecord> records, const InputRecord& input,
                        const std::string& action = "import");
    PutReport put_sites(std::span<const SiteRecord> records, const InputRecord& input,
                        const std::string& action = "import");
    // Into the network of `date`. The report counts roads; the history has a line for the turn bans, too.
    PutReport put_roads(std::span<const RoadRecord> records, std::span<const TurnBanRecord> bans,
                        const std::optional<Date>& date, const InputRecord& input,
                        const std::string& action = "import");

    // What takes long to make of the roads (networks, zones as links), kept as bytes under a key that names
    // everything else they depend on. All go when any road or turn ban changes; those whose key begins with
    // "zone:" also when any zone does. roads_state() tells one state of the roads from another: bytes made
    // from a state that is no longer there are not kept (false). Errors: workspace_busy,
    // workspace_write_failed.
    std::int64_t roads_state() const;
    std::optional<std::string> prepared(std::string_view key) const;
    bool put_prepared(std::string_view key, std::string_view bytes, std::int64_t roads_state);

    // A month's ranking.json, whole; a second one of the same month replaces the first. `before_commit` is
    // called when all is written and nothing committed: what it throws undoes the writing. It is the place to
    // publish outputs that belong to the month.
    void put_ranking(const Month& month, std::string_view json,
                     const std::function<void()>& before_commit = {});
    std::optional<std::string> ranking(const Month& month) const;
    std::vector<Month> months() const;

  private:
    struct Impl;
    explicit Workspace(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland
