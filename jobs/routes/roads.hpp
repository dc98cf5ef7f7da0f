// Road networks of the routes commands: out of a file, or the workspace's for a day.
#pragma once

#include <optional>
#include <vector>

#include "geo/error.hpp"
#include "geo/month.hpp"
#include "geo/network/zone_bytes.hpp"
#include "jobs/report/report.hpp"
#include "jobs/routes/context.hpp"
#include "jobs/routes/options.hpp"

namespace bareland::routes {

struct ReadGround {
    std::unique_ptr<Ground> ground;
    std::vector<Finding> findings;
    std::vector<report::ReadFile> files;
    std::vector<report::Input> imported;
};

// Throws what the readers throw; routes_none where there is no road.
ReadGround ground_of_file(const Sources& sources, const Profile& profile);
ReadGround ground_of_workspace(const Sources& sources, const Profile& profile, const Date& day);
// A zone as links of the ground. On a workspace's network it is made once and kept there, with what was found
// then: a zone, a network or options that differ in anything are made anew. Throws what
// network::ZoneLinker::links throws.
network::LaidZone zone_on(const Ground& ground, const ZoneRecord& zone,
                          const network::ZoneLinkOptions& options);
// Which of the workspace's networks stands for a day; equal texts are one network.
std::string ground_key(const std::string& workspace, const Date& day);

}  // namespace bareland::routes
