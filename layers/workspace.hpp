// The workspace: one SpatiaLite file with all that a bureau keeps, behind one interface (a server database
// can take its place). Spatial mathematics stays in geo/: SQL here only keeps and finds.
//
// Guarantees: every write is one transaction and leaves all or nothing behind, also when the process is
// killed or the disk fills; one writer at a time, a second one gets Error(workspace_busy) with what to do;
// readers go on meanwhile (WAL). Older schemas are migrated forward when opened for writing, newer ones
// refused. Layers open in QGIS with their CRS (EPSG:4490).
#pragma once

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
};

class Workspace {
  public:
    enum class Access { read, write };
    // A new file; an Error when there is one. `profile`: as load_profile takes it, kept in the workspace.
    static void create(const std::string& path, const std::string& profile);
    static Workspace open(const std::string& path, Access access);
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

    Profile profile() const;  // default_profile() when made without one

    // Valid on `day`; without one, all versions there are.
    std::vector<UnitRecord> units(const std::optional<Date>& day) const;
    std::vector<ZoneRecord> zones(const std::optional<Date>& day) const;
    std::vector<WellRecord> wells(const std::optional<Date>& day) const;
    std::vector<SiteRecord> sites() const;
    std::vector<RoadRecord> roads() const;
    std::vector<InputRecord> inputs() const;
    std::vector<ChangeRecord> changes() const;

    // Adds records in one transaction, with the input they came from. A record replaces the one of the same
    // id and the same start of validity; one that starts later ends the version before it on the eve; other
    // overlaps of one id are an Error. Roads and sites have no validity: records replace those of the same
    // id, others stay.
    void put_units(std::span<const UnitRecord> records, const InputRecord& input);
    void put_zones(std::span<const ZoneRecord> records, const InputRecord& input);
    void put_wells(std::span<const WellRecord> records, const InputRecord& input);
    void put_sites(std::span<const SiteRecord> records, const InputRecord& input);
    void put_roads(std::span<const RoadRecord> records, const InputRecord& input);

    // A month's ranking.json, whole; a second one of the same month replaces the first.
    void put_ranking(const Month& month, std::string_view json);
    std::optional<std::string> ranking(const Month& month) const;
    std::vector<Month> months() const;

  private:
    struct Impl;
    explicit Workspace(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland
