// A ranking against what the oracle expects of it.
#pragma once

#include <string>

#include "jobs/rank/result.hpp"
#include "tests/support/oracle.hpp"

namespace bareland::testing {

// Every area of every unit, zone, the district and the balance, to `relative` of the unit's area (of a
// cell's, where the unit is smaller: coordinates carry no more), and what the sums of parts must be.
void expect_areas(const rank::Result& result, const Expected& expected, double relative = 1e-9);

// The part of ranking.json that must have the same bytes: units, district, balance, findings.
std::string settled_json(const rank::Result& result);

}  // namespace bareland::testing
