// Everything a briefing is made of, read, checked against the ranking, and put together.
#pragma once

#include <string>
#include <vector>

#include "jobs/brief/model.hpp"
#include "jobs/brief/options.hpp"
#include "jobs/report/report.hpp"

namespace bareland::brief {

struct ReadBriefing {
    Briefing briefing;
    std::vector<report::ReadFile> files;  // read besides what was ranked: template, sites, routes ...
    std::vector<std::string> chosen;      // ids of the units that get a sheet, in the briefing's order
};

// Errors: geo/messages_brief.hpp, and those of every reader.
ReadBriefing read_briefing(const Options& options);

}  // namespace bareland::brief
