// A small, wholly made-up check with one of everything the outputs must show.
#pragma once

#include "geo/messages_sites.hpp"
#include "tests/jobs/sites_cases.hpp"

namespace bareland::test {

// Zone 严控, a well, a school; an area partly in, a place that needs a survey, one that cannot be told, one
// outside; the profile of Tongzhou.
inline sites::Result sample_check() {
    sites::Inputs inputs;
    inputs.profile = load_profile(std::string(BARELAND_SOURCE_DIR) + "/data/profiles/tongzhou.toml");
    inputs.zones.records = {zone("严控", "strict", box(-500, -500, 500, 500)),
                            zone("校", "school", box(2000, 2000, 2100, 2100))};
    inputs.zones.records[0].validity.from = Date{2024, 1, 1};
    inputs.zones.records[0].document = "2024 行动计划";
    inputs.wells.records = {well("村井", "village", 30, offset(0, 3000)),
                            well("旧井", "urban", 30, offset(0, 9000))};
    inputs.wells.records[0].source = "某村";
    inputs.wells.records[1].validity.to = Date{2020, 1, 1};
    inputs.has_units = true;
    inputs.units.records = {{"110112001", "甲镇", {}, box(-4000, -4000, 4000, 4000)}};
    inputs.projects.records = {area("A1", box(450, -50, 550, 50)), place("P2", offset(505, 0)),
                               place("P3", offset(0, 3010)), place("=P4", offset(-3000, -3000))};
    sites::Result result = checked(inputs);
    result.parameters = {{"as_of", "\"2024-06-01\""}, {"rules", site_rules_json(inputs.profile.sites)}};
    result.inputs = {{"projects", "项目.csv", std::string(64, 'a')}};
    return result;
}

}  // namespace bareland::test
