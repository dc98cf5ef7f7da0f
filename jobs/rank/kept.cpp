#include "jobs/rank/kept.hpp"

#include <algorithm>
#include <filesystem>

#include "geo/messages_workspace.hpp"
#include "layers/sha256.hpp"
#include "layers/workspace.hpp"

namespace bareland::rank {
namespace {

class Reader {
  public:
    explicit Reader(const Options& options)
        : options_(options),
          workspace_(Workspace::open(options.workspace, Workspace::Access::read)),
          name_(std::filesystem::path(options.workspace).filename().string()) {}

    Kept read(bool earlier_months) {
        if (options_.profile.empty()) read_profile();
        if (options_.units.file.empty()) read_units();
        if (!options_.zones) read_zones();
        if (!earlier_months) return std::move(kept_);
        if (options_.previous.empty()) kept_.previous = month("previous", options_.month.previous());
        if (options_.previous_year.empty())
            kept_.previous_year = month("previous_year", options_.month.year_before());
        return std::move(kept_);
    }

  private:
    void read_profile() {
        const InputRecord input = workspace_.profile_input();
        if (input.name.empty()) return;
        kept_.profile = workspace_.profile();
        kept_.inputs.push_back({input.role, input.name, input.sha256});
    }

    void read_units() {
        const Date day = options_.month.last_day();
        kept_.units = workspace_.units(day);
        if (kept_.units.empty()) throw Error(messages::no_units_on_day, options_.workspace, day.text());
        add_inputs("units", {day, day});
    }

    void read_zones() {
        const DateRange days{options_.month.first_day(), options_.month.last_day()};
        kept_.zones = workspace_.zones({});
        std::erase_if(kept_.zones, [&](const ZoneRecord& zone) {
            return !options_.month.overlaps(zone.validity.from, zone.validity.to);
        });
        add_inputs("zones", days);
    }

    void add_inputs(const std::string& role, const DateRange& days) {
        for (const InputRecord& input : workspace_.inputs_of(role, days))
            kept_.inputs.push_back({role, input.name, input.sha256});
    }

    std::optional<PreviousMonth> month(const std::string& role, const Month& month) {
        const auto json = workspace_.ranking(month);
        if (!json) return std::nullopt;
        const std::string name = name_ + ":" + month.text();
        kept_.inputs.push_back({role, name, sha256_of(*json)});
        return parse_previous_month(*json, name);
    }

    const Options& options_;
    Workspace workspace_;
    std::string name_;
    Kept kept_;
};

}  // namespace

std::optional<Kept> read_kept(const Options& options, bool earlier_months) {
    if (options.workspace.empty()) return std::nullopt;
    return Reader(options).read(earlier_months);
}

Profile profile_of(const Options& options, const std::optional<Kept>& kept) {
    if (!options.profile.empty()) return load_profile(options.profile);
    return kept && kept->profile ? *kept->profile : default_profile();
}

void check_workspace(const Options& options) {
    if (!options.workspace.empty()) Workspace::open(options.workspace, Workspace::Access::write);
}

void publish(const Options& options, const std::string& json, const std::function<void()>& commit_outputs) {
    if (options.workspace.empty()) return commit_outputs();
    bool published = false;
    try {
        Workspace::open(options.workspace, Workspace::Access::write).put_ranking(options.month, json, [&] {
            commit_outputs();
            published = true;
        });
    } catch (const Error& error) {
        if (!published) throw;
        throw Error(messages::month_not_stored, options.month.text(), options.workspace, error.text());
    }
}

}  // namespace bareland::rank
