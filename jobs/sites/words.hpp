// Words for what the check finds: those of the JSON, and those people read.
#pragma once

#include <string>

#include "geo/error.hpp"
#include "jobs/sites/result.hpp"

namespace bareland::sites {

const char* verdict_key(Verdict verdict);     // "needs_survey"
const char* relation_key(Relation relation);  // "partly"

Text verdict_text(Verdict verdict);
Text relation_text(Relation relation);
// 严控区 / strict-control zone; a kind that nobody has words for stands for itself.
Text kind_text(const std::string& kind);

// All clauses of a hit in one line; empty when there are none.
std::string clause_line(const Hit& hit, Lang lang);
// All duties of a hit, one a line.
std::string duty_lines(const Hit& hit, Lang lang);

}  // namespace bareland::sites
