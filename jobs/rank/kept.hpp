// What the ranking of a month takes from the workspace, and how the month gets into it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "geo/registry.hpp"
#include "jobs/rank/options.hpp"
#include "jobs/report/report.hpp"
#include "layers/previous_month.hpp"
#include "layers/profile.hpp"

namespace bareland::rank {

// Everything is read at once, from one state of the workspace. What an option names as a file stays empty.
struct Kept {
    std::optional<Profile> profile;
    std::vector<UnitRecord> units;  // valid on the month's last day
    std::vector<ZoneRecord> zones;  // valid on some day of the month, all versions
    std::optional<PreviousMonth> previous, previous_year;
    std::vector<report::Input> inputs;  // the files these were imported from, with their hashes
};

// Nothing without --workspace; `earlier_months`: also look for those. Throws
// Error(messages::no_units_on_day), and what layers/workspace throws.
std::optional<Kept> read_kept(const Options& options, bool earlier_months = true);

// The profile that holds: the option's, else the workspace's, else the built-in one.
Profile profile_of(const Options& options, const std::optional<Kept>& kept);

// Before any long work: a workspace that cannot take the month is told at once. Older ones are migrated.
void check_workspace(const Options& options);

// Publishes outputs and month together: the month is written into the workspace, `commit_outputs` is called,
// then the month is committed. Whatever fails before the outputs are in place undoes the month; a process
// killed between the two commits leaves the new outputs with the workspace as it was, and running the same
// command again completes it. Throws Error(messages::month_not_stored) when only the last commit fails.
// Without --workspace the outputs alone are committed.
void publish(const Options& options, const std::string& json, const std::function<void()>& commit_outputs);

}  // namespace bareland::rank
