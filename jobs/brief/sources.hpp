// The files a ranking was made from, found again and compared with the hashes that it recorded: a briefing
// never shows a map of other data than its figures are of.
#pragma once

#include <string>
#include <vector>

#include "jobs/brief/model.hpp"
#include "jobs/brief/options.hpp"
#include "jobs/rank/options.hpp"
#include "jobs/report/report.hpp"
#include "layers/ranking_file.hpp"

namespace bareland::brief {

// The ranking's options once more, from its parameters, with the files that `options` names and the masks
// found beside them (or beside the ranking, or in the working directory). Units and zones that are not given
// stay empty; without rasters there are no masks. Errors: brief_other_file (a hash differs),
// brief_file_not_found (a mask).
rank::Options ranked_with(const RankingFile& ranking, const Options& options);

// What every figure rests on: the ranking's inputs, then what the briefing read besides.
std::vector<Source> sources_of(const RankingFile& ranking, const std::vector<report::ReadFile>& further);

}  // namespace bareland::brief
