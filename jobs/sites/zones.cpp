#include "jobs/sites/zones.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>

#include "geo/messages_sites.hpp"
#include "jobs/sites/concern.hpp"

namespace bareland::sites {
namespace {

constexpr const char* unclassed = "water_source";

std::string version_text(const std::string& id, const Validity& validity) {
    return fmt::format("{} ({})", id, validity.text());
}

// What takes part, and what does not because of its dates.
class Selection {
  public:
    Selection(const SiteRules& rules, const Date& day, std::vector<Finding>& findings)
        : rules_(rules), day_(day), findings_(findings) {}

    void add(const ZoneRecord& record, double extra_m) {
        if (!in_force(record.id, record.validity)) return;
        Zone zone;
        zone.id = record.id;
        zone.name = record.name;
        zone.kind = record.kind;
        zone.level = record.level;
        zone.validity = record.validity;
        zone.document = record.document;
        zone.clause = record.clause;
        zone.duties = record.duties;
        zone.shape = record.shape;
        zone.discs = record.discs;
        const double usual = record.discs.empty() ? rules_.uncertainty_m.zone : rules_.uncertainty_m.well;
        zone.uncertainty_m =
            record.uncertainty_m.value_or(usual) + std::max(extra_m, record.extra_uncertainty_m);
        const auto buffer = rules_.buffers_m.find(record.kind);
        if (buffer != rules_.buffers_m.end() && record.discs.empty()) zone.buffer_m = buffer->second;
        zones_.push_back(std::move(zone));
    }

    void add(const WellRecord& record, double extra_m) {
        if (!in_force(record.id, record.validity)) return;
        Zone zone;
        zone.id = record.id;
        zone.name = record.name;
        zone.kind = kind_of(record);
        zone.well = true;
        zone.source = record.source;
        zone.validity = record.validity;
        zone.radius_m = radius_of(record);
        zone.discs = {{record.id, record.place, *zone.radius_m}};
        zone.uncertainty_m = record.uncertainty_m.value_or(rules_.uncertainty_m.well) +
                             std::max(extra_m, record.extra_uncertainty_m);
        zones_.push_back(std::move(zone));
    }

    std::vector<Zone> finished() {
        if (zones_.empty()) throw Error(messages::sites_no_zone_on_day, day_.text(), listed(not_in_force_));
        std::stable_sort(zones_.begin(), zones_.end(), [](const Zone& a, const Zone& b) {
            return std::tie(a.id, a.well, a.kind) < std::tie(b.id, b.well, b.kind);
        });
        check_ids();
        report();
        return std::move(zones_);
    }

  private:
    bool in_force(const std::string& id, const Validity& validity) {
        if (validity.holds(day_)) return true;
        not_in_force_.push_back(version_text(id, validity));
        return false;
    }

    std::string kind_of(const WellRecord& well) {
        if (well.kind.empty()) {
            without_kind_.push_back(well.id);
            return unclassed;
        }
        const auto known = rules_.wells.find(well.kind);
        if (known != rules_.wells.end()) return known->second.zone_kind;
        std::vector<std::string> kinds;
        for (const auto& [kind, zone] : rules_.wells)
            kinds.push_back(kind);
        throw Error(messages::sites_well_kind, well.id, well.kind, fmt::format("{}", fmt::join(kinds, ", ")));
    }

    double radius_of(const WellRecord& well) {
        if (well.radius_m > 0) return well.radius_m;
        const auto known = rules_.wells.find(well.kind);
        if (known == rules_.wells.end() || !known->second.radius_m)
            throw Error(messages::sites_well_radius, well.id, well.kind.empty() ? "-" : well.kind);
        ++radius_taken_[well.kind];
        return *known->second.radius_m;
    }

    void check_ids() {
        for (std::size_t i = 1; i < zones_.size(); ++i) {
            const Zone& a = zones_[i - 1];
            const Zone& b = zones_[i];
            if (a.id != b.id) continue;
            if (a.well == b.well) {
                const Text what = a.well ? Text{"水源井", "well"} : Text{"分区", "zone"};
                throw Error(messages::sites_versions_overlap, what.zh, what.en, a.id, a.validity.text(),
                            b.validity.text(), day_.text());
            }
            findings_.push_back(find(messages::sites_id_shared, a.id, a.id));
        }
    }

    void report() {
        std::sort(not_in_force_.begin(), not_in_force_.end());
        std::sort(without_kind_.begin(), without_kind_.end());
        if (!not_in_force_.empty()) {
            findings_.push_back(find(messages::sites_not_in_force, "", not_in_force_.size(), day_.text(),
                                     listed(not_in_force_)));
        }
        if (!without_kind_.empty()) {
            findings_.push_back(
                find(messages::sites_well_without_kind, "", without_kind_.size(), listed(without_kind_)));
        }
        for (const auto& [kind, count] : radius_taken_) {
            findings_.push_back(find(messages::sites_radius_from_profile, kind, kind,
                                     *rules_.wells.at(kind).radius_m, count));
        }
    }

    const SiteRules& rules_;
    const Date& day_;
    std::vector<Finding>& findings_;
    std::vector<Zone> zones_;
    std::vector<std::string> not_in_force_;
    std::vector<std::string> without_kind_;
    std::map<std::string, std::size_t> radius_taken_;
};

}  // namespace

Text listed(const std::vector<std::string>& names, std::size_t most) {
    if (names.empty()) return {"没有", "none"};
    const std::size_t shown = std::min(names.size(), most);
    const auto first = names.begin();
    const auto last = first + static_cast<std::ptrdiff_t>(shown);
    Text out{fmt::format("{}", fmt::join(first, last, "、")),
             fmt::format("{}", fmt::join(first, last, ", "))};
    if (const std::size_t more = names.size() - shown; more > 0) {
        out.zh += fmt::format("等 {} 个", names.size());
        out.en += fmt::format(" and {} more", more);
    }
    return out;
}

std::vector<Zone> zones_in_force(const ZoneSources& sources, const SiteRules& rules, const Date& day,
                                 std::vector<Finding>& findings) {
    Selection selection(rules, day, findings);
    for (const ZoneRecord& zone : sources.zones)
        selection.add(zone, sources.zones_extra_m);
    for (const WellRecord& well : sources.wells)
        selection.add(well, sources.wells_extra_m);
    return selection.finished();
}

void report_kinds_without_rule(std::span<const Zone> zones, const SiteRules& rules, const Date& day,
                               std::vector<Finding>& findings) {
    // Kinds whose zones concern only some projects, or reach beyond their shape, in every district's
    // documents.
    constexpr std::array<std::string_view, 3> special{"livestock_ban", "school", "water_village"};
    std::set<std::string> kinds;
    for (const Zone& zone : zones)
        kinds.insert(zone.kind);
    for (const std::string& kind : kinds) {
        if (rules.has_rule_for(kind)) {
            if (rule_for(rules, kind, day) == nullptr)
                findings.push_back(find(messages::sites_rule_not_in_force, kind, kind, day.text()));
            continue;
        }
        const bool expected = std::find(special.begin(), special.end(), kind) != special.end();
        if (expected && !rules.buffers_m.contains(kind))
            findings.push_back(find(messages::sites_kind_without_rule, kind, kind));
    }
}

}  // namespace bareland::sites
