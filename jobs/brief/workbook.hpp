// The month's workbook: one sheet a theme, with native charts.
#pragma once

#include <filesystem>
#include <vector>

#include "jobs/brief/model.hpp"
#include "layers/tables.hpp"
#include "layers/template.hpp"

namespace bareland::brief {

// The sheets in their order, figures unrounded. Overview, ranking and sources are always there; changes with
// an earlier month, limits where the profile has some, patches, zones, sites and routes when they were given,
// duties where there are some. What is published has no column of plates. All words are the template's
// ([texts.workbook]).
std::vector<Table> workbook(const Briefing& briefing, const PageTemplate& page);

// `scratch`: as for write_xlsx, which says what can go wrong. The same briefing gives the same bytes.
void write_workbook(const std::filesystem::path& file, const Briefing& briefing, const PageTemplate& page,
                    const std::filesystem::path& scratch);

}  // namespace bareland::brief
