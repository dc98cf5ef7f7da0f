// From areas to a ranking: who is rated, ranks, rules, and changes against earlier months. Pure functions: no
// file.
//
// Call in this order, each once, when all areas are there:
//   check_names, rate_and_rank, apply_rules, compare (for each earlier month given).
// Guarantee: the order of `result.units` changes no figure, rank or flag of any unit, and findings are the
// same set. They are appended to; sort_findings() puts them into their final order.
#pragma once

#include <optional>
#include <string>

#include "jobs/rank/result.hpp"
#include "layers/city_table.hpp"
#include "layers/previous_month.hpp"
#include "layers/profile.hpp"

namespace bareland::rank {

// The figure a profile names, unrounded: m2, or per ten thousand of the unit's area.
double value_of(const Areas& areas, Figure figure);

// `value` as outputs display it and as it is ranked: areas rounded to `round_m2`, permyriads to 0.01, halves
// away from zero as spreadsheets round. Outputs must print this number, so that equal prints mean equal
// ranks.
double displayed(double value, Figure figure, const Profile& profile);

// Findings: names that mean one unit on two units; names the profile certifies and no unit has.
void check_names(Result& result, const Profile& profile);

// Sets status, rank, rank_from_worst and rank_without_exclusion of every unit; a unit with status overlay
// keeps it.
//
//   no_cover   nothing observed;
//   not_rated  observed / unit < min_observed_share (short of it by more than 1e-6, to which the two ways of
//   measuring
//              one polygon, by its border and by its cells, agree);
//   ranked     every other unit.
//
// Standard competition ranking on the displayed rank_key, among ranked units only: rank = 1 + units with
// less, rank_from_worst = 1 + units with more. So rank + rank_from_worst = n + 2 - (units with the same
// value). rank_without_exclusion: the same on uncontrolled_without_exclusion, 1 = least.
//
// The district's status: ranked when all its units are, no_cover when none has cover, else not_rated: its sum
// is then a lower bound only. It has no ranks.
void rate_and_rank(Result& result, const Profile& profile);

// Adds the profile's flags, in the profile's order, to units and district, and findings about the city table.
// Needs the statuses of rate_and_rank.
//
// limit: the unrounded figure is more than the limit; a figure exactly at the limit keeps it ("以内").
// bottom_n: fewer than n units of the city have a larger displayed figure, and the unit's own is not 0. The
// pool is the
//   ranked units and, in scope district, the city table's other rows; ranked units' computed figures replace
//   their rows. A not-rated unit's row stays in the pool: it is a unit of the city and the city gave a figure
//   for it.
// not_judged: the unit is not rated; no city table in scope district; the unit answers to several rows.
//   A pool of n units or fewer is judged, with a finding.
// The district: its sum may lack what not-rated units hide, so it is only a lower bound. Above a limit it is
// a breach
//   in any case; otherwise, while some unit is not rated, it is not judged: it must not be called kept.
// A warning is left out where a rule of the same kind and measure is already breached (bottom 10 says more
// than 30). Overlay units are no townships: no rule applies to them.
void apply_rules(Result& result, const Profile& profile, const std::optional<CityTable>& city);

enum class Earlier { previous, previous_year };

// Fills `previous` or `previous_year` of every unit and the district: the rank then, and now - then of the
// uncontrolled area. Units are matched by id, the rest by name (layers' aliases). No change but a reason
// where the unit is absent then, not rated in one of the months, or its area differs by more than 0.1 % of
// then. An overlay unit is compared when enough of it was observed in both months. Findings: names missing
// now or then, an id with another name, another month than expected, unlike grids (parameter "rasters" now
// and then). Throws Error(messages::previous_not_earlier).
void compare(Result& result, const PreviousMonth& then, Earlier which, const Profile& profile);

// By code, key, place, text: the order of the outputs.
void sort_findings(Result& result);

}  // namespace bareland::rank
