#include "jobs/rank/run.hpp"

#include <algorithm>
#include <mutex>
#include <optional>

#include "geo/messages.hpp"
#include "geo/overlay.hpp"
#include "geo/workers.hpp"
#include "jobs/rank/kept.hpp"
#include "jobs/rank/measure.hpp"
#include "jobs/rank/outputs.hpp"
#include "jobs/rank/parameters.hpp"
#include "jobs/rank/ranking.hpp"
#include "jobs/rank/read.hpp"
#include "jobs/rank/values_check.hpp"
#include "jobs/report/terminal.hpp"
#include "layers/output_dir.hpp"
#include "layers/progress.hpp"

namespace bareland::rank {
namespace {

// Sums of units less what they overlap: each place once.
class Union {
  public:
    void add(const PartSums& sums, double unit_area, bool overlap) {
        for (std::size_t p = 0; p < parts; ++p) {
            if (overlap) {
                sums_[p] -= sums[p];
            } else {
                sums_[p] += sums[p];
            }
        }
        area_.add(overlap ? -unit_area : unit_area);
    }
    Areas areas() const {
        Areas out = areas_of(sums_);
        out.unit = area_.square_metres();
        return out;
    }

  private:
    PartSums sums_;
    AreaSum area_;
};

// Turns what was measured into units, district and balance.
class Assembly {
  public:
    Assembly(const Inputs& inputs, const Measurement& measurement, const Profile& profile, Lang lang,
             Result& result)
        : inputs_(inputs), measurement_(measurement), profile_(profile), lang_(lang), result_(result) {}

    void assemble() {
        const Transform to_geographic(inputs_.units_crs, Crs::cgcs2000());
        for (std::size_t i = 0; i < inputs_.units.size(); ++i) {
            add_unit(i, ground_area(inputs_.units[i].shape, to_geographic));
            if (!inputs_.overlaps[i].empty()) {
                overlap_area_[i] = ground_area(inputs_.overlaps[i], to_geographic);
            }
        }
        add_district();
        add_balance();
    }

  private:
    const Measured* measured(const Target& target) const {
        const auto at = measurement_.targets.find(target);
        return at == measurement_.targets.end() ? nullptr : &at->second;
    }

    Areas areas(const Target& target, double unit_area) const {
        const Measured* found = measured(target);
        Areas out = found == nullptr ? Areas{} : areas_of(found->sums);
        out.unit = unit_area;
        // Patches say nothing of what was not looked at: all of the unit counts as observed.
        if (inputs_.patches) out.observed = unit_area;
        return out;
    }

    void add_unit(std::size_t i, double unit_area) {
        const UnitInput& input = inputs_.units[i];
        Unit unit;
        unit.id = input.id;
        unit.name = input.name;
        unit.status = input.overlay ? Status::overlay : Status::ranked;
        unit.shape = input.shape;
        unit.areas = areas({i, false, {}}, unit_area);
        for (std::size_t z = 0; z < inputs_.zones.size(); ++z) {
            const Measured* inside = measured({i, false, z});
            if (inside != nullptr)
                unit.zones[inputs_.zones[z].id] = areas({i, false, z}, inside->area.value_or(0));
        }
        if (unit.areas.observed <= 0) {
            result_.findings.push_back(find(messages::unit_without_cover, unit.id, unit.name, unit.id));
        }
        result_.units.push_back(std::move(unit));
    }

    void add_district() {
        Unit& district = result_.district;
        district.id = profile_.district_id.empty() ? "district" : profile_.district_id;
        district.name = profile_.name.in(lang_);
        Union all;
        std::vector<Union> in_zones(inputs_.zones.size());
        std::vector<bool> zone_met(inputs_.zones.size(), false);
        for (const auto& [target, found] : measurement_.targets) {
            if (inputs_.units[target.unit].overlay) continue;
            if (target.zone) {
                in_zones[*target.zone].add(found.sums, found.area.value_or(0), target.overlap);
                zone_met[*target.zone] = true;
            } else {
                all.add(found.sums,
                        target.overlap ? overlap_area_[target.unit] : result_.units[target.unit].areas.unit,
                        target.overlap);
            }
        }
        district.areas = all.areas();
        if (inputs_.patches) district.areas.observed = district.areas.unit;
        for (std::size_t z = 0; z < in_zones.size(); ++z) {
            if (!zone_met[z]) continue;
            Areas inside = in_zones[z].areas();
            if (inputs_.patches) inside.observed = inside.unit;
            district.zones[inputs_.zones[z].id] = inside;
        }
    }

    void add_balance() {
        AreaSum in_units, overlap;
        for (const auto& [target, found] : measurement_.targets) {
            if (target.zone || inputs_.units[target.unit].overlay) continue;
            const RegionSums& whole = found.sums[0];
            (target.overlap ? overlap : in_units) += whole.bare + whole.netted;
        }
        result_.balance.in_units = in_units.square_metres();
        result_.balance.unit_overlap = overlap.square_metres();
        if (!measurement_.whole) return;
        result_.balance.raster_bare = measurement_.whole_bare.square_metres();
        result_.balance.outside_units = measurement_.outside_bare.square_metres();
    }

    const Inputs& inputs_;
    const Measurement& measurement_;
    const Profile& profile_;
    Lang lang_;
    Result& result_;
    std::map<std::size_t, double> overlap_area_;
};

}  // namespace

Result run(const Options& options, const std::function<void(std::size_t, std::size_t)>& progress) {
    std::optional<Kept> kept = read_kept(options);
    const Profile profile = profile_of(options, kept);
    std::optional<PreviousMonth> previous, previous_year;
    std::optional<CityTable> city;
    if (kept) {
        previous = std::move(kept->previous);
        previous_year = std::move(kept->previous_year);
    }
    if (!options.previous.empty()) previous = read_previous_month(options.previous);
    if (!options.previous_year.empty()) previous_year = read_previous_month(options.previous_year);
    if (!options.city_table.empty()) city = read_city_table(options.city_table);

    ReadInputs read = read_inputs(options, profile, kept ? &*kept : nullptr);
    const MeasureOptions measure{.whole_raster = options.whole_raster,
                                 .threads = options.threads > 0 ? options.threads : available_processors(),
                                 .progress = progress,
                                 .stop = {}};
    const Measurement measurement =
        read.inputs.patches ? measure_patches(read.inputs, measure) : measure_rasters(read.inputs, measure);

    Result result;
    result.month = options.month.text();
    result.units_crs = read.inputs.units_crs;
    result.findings = std::move(read.findings);
    Assembly(read.inputs, measurement, profile, options.lang, result).assemble();
    const bool any_bare =
        std::any_of(measurement.targets.begin(), measurement.targets.end(),
                    [](const auto& entry) { return entry.second.sums[0].bare != AreaSum{}; });
    check_values(read.inputs, any_bare, result.findings);
    if (measurement.patch_conflict_m2 >= 1) {
        Finding conflict =
            find(messages::patches_conflict, "", fmt::format("{:.2f}", measurement.patch_conflict_m2));
        conflict.area_m2 = measurement.patch_conflict_m2;
        result.findings.push_back(std::move(conflict));
    }
    result.parameters = parameters_of(options, profile, read, kept ? &*kept : nullptr);
    check_names(result, profile);
    rate_and_rank(result, profile);
    apply_rules(result, profile, city);
    if (previous) {
        compare(result, *previous, Earlier::previous, profile);
    }
    if (previous_year) {
        compare(result, *previous_year, Earlier::previous_year, profile);
    }
    sort_findings(result);

    const auto also_read = [&](const std::string& role, const std::string& path) {
        if (!path.empty()) read.files.push_back({role, path});
    };
    also_read("profile", profile.file);
    also_read("previous", options.previous);
    also_read("previous_year", options.previous_year);
    also_read("city_table", options.city_table);
    result.inputs = report::hashed(read.files);
    if (kept) result.inputs.insert(result.inputs.end(), kept->inputs.begin(), kept->inputs.end());
    return result;
}

int execute(const Options& options) {
    // Before any long work: an output directory or a workspace that cannot be written is said at once.
    OutputDir directory(options.out);
    check_workspace(options);
    std::optional<Progress> bar;
    std::mutex mutex;
    const Text label{"正在统计", "measuring"};
    const Result result = run(options, [&](std::size_t, std::size_t of) {
        const std::lock_guard lock(mutex);
        if (!bar) bar.emplace(of, label, !options.quiet, options.lang);
        bar->advance();
    });
    bar.reset();
    write_outputs(directory, result, options.lang);
    publish(options, ranking_json(result, options.lang), [&] { directory.commit(); });
    if (!options.quiet) {
        print_ranking(stdout, result, options.lang, report::colour_wanted(stdout));
        print_written(stdout, directory, options.lang);
    }
    return options.fail_on_breach && breached(result) ? static_cast<int>(Exit::breach) : 0;
}

}  // namespace bareland::rank
