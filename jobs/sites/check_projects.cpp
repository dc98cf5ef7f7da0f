#include <algorithm>
#include <map>
#include <tuple>

#include "geo/messages_sites.hpp"
#include "geo/workers.hpp"
#include "jobs/sites/check.hpp"
#include "jobs/sites/run.hpp"
#include "jobs/sites/units.hpp"
#include "jobs/sites/zones.hpp"

namespace bareland::sites {
namespace {

// Projects of one rule and reason make one finding.
void report_notes(const Result& result, std::vector<Finding>& findings) {
    struct Group {
        Text reason;
        std::vector<std::string> ids;
    };
    std::map<std::tuple<std::string, bool, std::string>, Group> groups;
    for (const Project& project : result.projects) {
        for (const RuleNote& note : project.notes) {
            Group& group = groups[{note.rule, note.unknown, note.reason.en}];
            group.reason = note.reason;
            group.ids.push_back(project.id);
        }
    }
    for (const auto& [key, group] : groups) {
        const auto& [rule, unknown, reason] = key;
        const Message& message = unknown ? messages::sites_cannot_tell : messages::sites_not_concerned;
        findings.push_back(find(message, rule + reason, rule, group.ids.size(), group.reason.zh,
                                listed(group.ids), group.reason.en));
    }
}

void report_projects(const Result& result, std::vector<Finding>& findings) {
    std::map<std::string, std::size_t> times;
    std::vector<std::string> outside;
    for (const Project& project : result.projects) {
        ++times[project.id];
        if (result.has_units && project.units.empty()) outside.push_back(project.id);
    }
    for (const auto& [id, count] : times) {
        if (count > 1) findings.push_back(find(messages::sites_project_id_twice, id, id, count));
    }
    if (!outside.empty())
        findings.push_back(find(messages::sites_outside_units, "", outside.size(), listed(outside)));
    if (!result.has_units) findings.push_back(find(messages::sites_without_units, ""));
}

}  // namespace

Counts counts_of(const Result& result) {
    Counts out;
    for (const Project& project : result.projects) {
        switch (project.verdict) {
            case Verdict::inside:
                ++out.inside;
                break;
            case Verdict::needs_survey:
                ++out.needs_survey;
                break;
            case Verdict::cannot_tell:
                ++out.cannot_tell;
                break;
            case Verdict::outside:
                ++out.outside;
                break;
        }
    }
    return out;
}

bool breached(const Result& result) {
    return counts_of(result).inside > 0;
}

Result check_projects(const Inputs& inputs, const Date& day, int threads, const ProgressOf& progress) {
    Result result;
    result.as_of = day;
    const SiteRules& rules = inputs.profile.sites;
    result.zones = zones_in_force(
        {inputs.zones.records, inputs.wells.records, inputs.zones.extra_m, inputs.wells.extra_m}, rules, day,
        result.findings);
    report_kinds_without_rule(result.zones, rules, day, result.findings);
    const Checker checker(result.zones, rules, day);
    const Units units(inputs.units.records, day);
    result.units = units.used();
    result.has_units = inputs.has_units;

    const std::vector<SiteRecord>& records = inputs.projects.records;
    result.projects.resize(records.size());
    const int team = threads > 0 ? threads : available_processors();
    run_workers(team, records.size(), false, [&](int, const std::function<std::size_t()>& next) {
        Checker::Scratch scratch;
        for (std::size_t i = next(); i < records.size(); i = next()) {
            const SiteRecord& record = records[i];
            const double stated = record.uncertainty_m.value_or(rules.uncertainty_m.project);
            const double extra = std::max(inputs.projects.extra_m, record.extra_uncertainty_m);
            Project project = checker.check(record, stated + extra, scratch);
            project.units = units.of(project);
            result.projects[i] = std::move(project);
            if (progress) progress(i + 1, records.size());
        }
    });
    report_notes(result, result.findings);
    report_projects(result, result.findings);
    report::sort_findings(result.findings);
    return result;
}

}  // namespace bareland::sites
