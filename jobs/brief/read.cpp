#include "jobs/brief/read.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <optional>

#include "geo/messages_brief.hpp"
#include "jobs/brief/facts.hpp"
#include "jobs/brief/map_data.hpp"
#include "jobs/brief/related.hpp"
#include "jobs/brief/sources.hpp"
#include "jobs/patches/run.hpp"
#include "layers/clock.hpp"
#include "layers/patches_file.hpp"
#include "layers/registry_files.hpp"
#include "layers/workspace.hpp"

namespace bareland::brief {
namespace {

namespace fs = std::filesystem;

class Reader {
  public:
    explicit Reader(const Options& options) : options_(options) {}

    ReadBriefing read() {
        if (!options_.workspace.empty())
            workspace_ = Workspace::open(options_.workspace, Workspace::Access::read);
        read_ranking();
        const rank::Options ranked = ranked_with(ranking_, options_);
        const Profile profile = profile_from_json(parameter("profile", "{}"), ranking_.file);
        out_.briefing = facts_of(ranking_, profile, read_history(), options_.lang);
        read_map(ranked, profile);
        if (!records_.zones.empty()) add_zones(records_.zones, out_.briefing);
        read_patches(ranked, profile);
        read_related();
        out_.briefing.sources = sources_of(ranking_, out_.files);
        out_.briefing.made_at = local_now();
        choose();
        return std::move(out_);
    }

  private:
    std::string parameter(const std::string& key, const std::string& otherwise) const {
        const auto found = ranking_.parameters.find(key);
        return found == ranking_.parameters.end() ? otherwise : found->second;
    }

    void read_ranking() {
        if (!options_.ranking.empty()) {
            ranking_ = read_ranking_file(options_.ranking);
            return;
        }
        const Month month = options_.month.value();
        const auto kept = workspace_->ranking(month);
        if (!kept)
            throw Error(messages::brief_month_missing, options_.workspace, month.text(), months_kept());
        ranking_ =
            parse_ranking_file(*kept, fs::path(options_.workspace).filename().string() + ":" + month.text());
    }

    std::string months_kept() const {
        std::vector<std::string> words;
        for (const Month& month : workspace_->months())
            words.push_back(month.text());
        if (words.empty()) return Text{"无", "no month"}.in(options_.lang);
        return fmt::format("{}", fmt::join(words, ", "));
    }

    // Oldest first; from the files, and from the workspace what they do not have.
    std::vector<PreviousMonth> read_history() {
        std::vector<PreviousMonth> out;
        for (const std::string& file : options_.history) {
            PreviousMonth month = read_previous_month(file);
            if (month.month >= ranking_.month)
                throw Error(messages::brief_history_later, file, month.month.text(), ranking_.month.text());
            const auto twice = std::find_if(out.begin(), out.end(), [&](const PreviousMonth& other) {
                return other.month == month.month;
            });
            if (twice != out.end())
                throw Error(messages::brief_history_twice, twice->file, file, month.month.text());
            out_.files.push_back({"history", file});
            out.push_back(std::move(month));
        }
        if (workspace_) add_kept_months(out);
        std::sort(out.begin(), out.end(),
                  [](const PreviousMonth& a, const PreviousMonth& b) { return a.month < b.month; });
        return out;
    }

    void add_kept_months(std::vector<PreviousMonth>& to) const {
        for (const Month& month : workspace_->months()) {
            const bool known = std::any_of(to.begin(), to.end(),
                                           [&](const PreviousMonth& other) { return other.month == month; });
            if (month >= ranking_.month || known) continue;
            to.push_back(
                parse_previous_month(workspace_->ranking(month).value(),
                                     fs::path(options_.workspace).filename().string() + ":" + month.text()));
        }
    }

    // ---- the map

    void read_map(const rank::Options& ranked, const Profile& profile) {
        const Date day = ranking_.month.last_day();
        if (!ranked.units.file.empty()) {
            records_.units = taken(read_units(units_source(ranked)));
            require_same_units(ranking_, records_.units, ranked.units.file);
        } else if (workspace_) {
            records_.units = workspace_->units(day);
            require_same_units(ranking_, records_.units, options_.workspace);
        }
        if (ranked.zones) {
            RegistrySource source;
            source.source = *ranked.zones;
            source.crs_option = "--zones-crs";
            source.map["kind"] = "?other";  // rank asks for no kind either
            records_.zones = valid(taken(read_zones(source)));
        } else if (workspace_) {
            records_.zones = valid(workspace_->zones(std::nullopt));
        }
        if (!options_.roads.empty()) {
            RoadLayer roads = read_roads(RegistrySource::parse(options_.roads, "", "--roads-crs", ""));
            note("roads", roads.files);
            records_.roads = std::move(roads.records);
        } else if (workspace_) {
            records_.roads = workspace_->roads(day);
        }
        out_.briefing.has_roads = !records_.roads.empty();
        if (!records_.units.empty()) out_.briefing.map = map_data_of(records_, profile.map_crs);
        named_as_ranked();
    }

    static RegistrySource units_source(const rank::Options& ranked) {
        RegistrySource source;
        source.source = ranked.units;
        source.crs = ranked.units.crs;
        source.source.crs.clear();
        source.crs_option = "--units-crs";
        if (!ranked.unit_id.empty()) source.map["id"] = ranked.unit_id;
        if (!ranked.unit_name.empty()) source.map["name"] = ranked.unit_name;
        return source;
    }

    // The ranking may have replaced a name by the profile's.
    void named_as_ranked() {
        for (MapUnit& unit : out_.briefing.map.units) {
            const auto ranked = std::find_if(ranking_.units.begin(), ranking_.units.end(),
                                             [&](const RankingUnit& other) { return other.id == unit.id; });
            if (ranked != ranking_.units.end()) unit.name = ranked->name;
        }
    }

    std::vector<ZoneRecord> valid(std::vector<ZoneRecord> zones) const {
        std::erase_if(zones, [&](const ZoneRecord& zone) {
            return !ranking_.month.overlaps(zone.validity.from, zone.validity.to);
        });
        return zones;
    }

    template <class Record>
    std::vector<Record> taken(RegistryLayer<Record>&& layer) {
        return std::move(layer.records);
    }

    void note(const std::string& role, const std::vector<std::string>& files) {
        for (const std::string& file : files)
            out_.files.push_back({role, file});
    }

    // ---- patches

    void read_patches(const rank::Options& ranked, const Profile& profile) {
        if (out_.briefing.map.units.empty()) return;
        if (!options_.patches.empty()) {
            PatchesFile file = read_patches_file(options_.patches);
            if (file.month != ranking_.month.text())
                throw Error(messages::brief_patches_of_other_month, options_.patches, file.month,
                            ranking_.month.text());
            note("patches", file.files);
            KnownPatches known{
                .patches = std::move(file.patches), .crs = file.crs, .small = {}, .small_shapes = {}};
            for (const SmallInUnit& small : file.small)
                known.small.push_back({small.unit, small.count, small.area_m2});
            require_same_ground(known, options_.patches);
            add_patches(std::move(known), out_.briefing);
        } else if (!ranked.rasters.empty()) {
            find_patches(ranked, profile);
        }
    }

    void find_patches(const rank::Options& ranked, const Profile& profile) {
        patches::Options options{.input = ranked,
                                 .connect = 4,
                                 .min_patch_m2 = profile.patches.min_area_m2,
                                 .simplify_m = 0,
                                 .small_shapes = true};
        patches::Result found = patches::run(options);
        require_cover(found);
        KnownPatches known{
            .patches = std::move(found.patches), .crs = found.crs, .small = {}, .small_shapes = {}};
        for (const patches::UnitPatches& unit : found.units)
            known.small.push_back({unit.id, unit.small.count, unit.small.areas.all()});
        for (patches::SmallPiece& small : found.small_pieces)
            known.small_shapes.push_back({small.status, std::move(small.shape)});
        add_patches(std::move(known), out_.briefing);
    }

    // Patches sum to the ranking's bare land in every unit; simplified ones nearly.
    void require_same_ground(const KnownPatches& known, const std::string& file) const {
        std::map<std::string, double> sums;
        for (const patches::Patch& patch : known.patches) {
            for (const patches::PatchInUnit& part : patch.units)
                sums[part.unit] += part.areas.all();
        }
        for (const KnownPatches::Small& small : known.small)
            sums[small.unit] += small.area;
        for (const RankingUnit& unit : ranking_.units) {
            const double ranked = unit.areas.bare.value_or(0);
            const double found = sums[unit.id];
            if (std::abs(found - ranked) > 1 + 0.01 * ranked)
                throw Error(messages::brief_patches_of_other_ground, file, unit.name, unit.id, found, ranked,
                            ranking_.file);
        }
    }

    // Rasters that were not all given would leave a unit of the ranking without its bare land.
    void require_cover(const patches::Result& found) const {
        for (const patches::UnitPatches& unit : found.units) {
            const auto ranked = std::find_if(ranking_.units.begin(), ranking_.units.end(),
                                             [&](const RankingUnit& other) { return other.id == unit.id; });
            if (ranked == ranking_.units.end()) continue;
            const double expected = ranked->areas.bare.value_or(0);
            if (expected > 1 && unit.areas.all() < expected * 0.999 - 1) {
                throw Error(messages::brief_raster_misses_unit,
                            fmt::format("{}", fmt::join(options_.rasters, ", ")), unit.id, ranked->name);
            }
        }
    }

    void read_related() {
        if (!options_.sites.empty()) {
            add_sites(options_.sites, out_.briefing);
            out_.files.push_back({"sites", options_.sites});
        }
        if (!options_.routes.empty()) {
            add_routes(options_.routes, out_.briefing);
            out_.files.push_back({"routes", options_.routes});
        }
    }

    void choose() {
        std::vector<std::string> known;
        for (const UnitFacts& unit : out_.briefing.units)
            known.push_back(unit.id + " " + unit.name);
        for (const std::string& word : options_.only) {
            const bool there =
                std::any_of(out_.briefing.units.begin(), out_.briefing.units.end(),
                            [&](const UnitFacts& unit) { return unit.id == word || unit.name == word; });
            if (!there)
                throw Error(messages::brief_no_such_unit, word, ranking_.file,
                            fmt::format("{}", fmt::join(known, ", ")));
        }
        for (const UnitFacts& unit : out_.briefing.units) {
            const auto named = [&](const std::string& word) { return unit.id == word || unit.name == word; };
            if (options_.only.empty() || std::any_of(options_.only.begin(), options_.only.end(), named))
                out_.chosen.push_back(unit.id);
        }
    }

    const Options& options_;
    std::optional<Workspace> workspace_;
    RankingFile ranking_;
    MapRecords records_;
    ReadBriefing out_;
};

}  // namespace

ReadBriefing read_briefing(const Options& options) {
    return Reader(options).read();
}

}  // namespace bareland::brief
