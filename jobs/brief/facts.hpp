// From a ranking to what a briefing says of its units: figures, ranks, how each rule came out, the line of
// months.
#pragma once

#include <vector>

#include "jobs/brief/model.hpp"
#include "layers/previous_month.hpp"
#include "layers/profile.hpp"
#include "layers/ranking_file.hpp"

namespace bareland::brief {

// `history`: earlier months, oldest first; the last eleven count. Units are matched by id, then by name as
// the profile understands names. Everything of the Briefing that a ranking knows is filled in.
Briefing facts_of(const RankingFile& ranking, const Profile& profile,
                  const std::vector<PreviousMonth>& history, Lang lang);

}  // namespace bareland::brief
