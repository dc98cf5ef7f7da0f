// A ranking.json as `bareland rank` wrote it (schema "bareland/ranking/1"), whole: what briefings are made
// of.
//
// Guarantees: those of layers/previous_month.hpp, and every key that is read is there and of its kind. Areas
// are ground area in m2.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "layers/previous_month.hpp"

namespace bareland {

struct RankingAreas {
    double unit = 0, observed = 0;
    // Nothing where the unit was not observed.
    std::optional<double> bare, excluded, controlled, controlled_temporary, controlled_permanent,
        uncontrolled, uncontrolled_without_exclusion;
};

struct RankingFlag {
    std::string rule;
    std::string level;  // breach, warning, not_judged
    std::optional<double> value, limit;
    std::string clause;  // empty: none
    std::string text;    // in the language the ranking was made in
};

struct RankingUnit {
    std::string id, name, status;  // ranked, not_rated, overlay, no_cover
    RankingAreas areas;
    std::optional<double> bare_permyriad, uncontrolled_permyriad;
    std::optional<int> rank, rank_from_worst, previous_rank, previous_year_rank;
    std::optional<double> change_m2, previous_year_change_m2;
    std::string change_reason,
        previous_year_change_reason;  // empty: there is a change, or none was asked for
    std::vector<RankingFlag> flags;
    std::map<std::string, RankingAreas> zones;  // by zone id
};

struct RankingInput {
    std::string role, name, sha256;
};

struct RankingFile {
    std::string file;  // as the user named it, for messages
    Month month{2000, 1};
    std::vector<RankingUnit> units;  // in the file's order
    RankingUnit district;
    std::vector<std::string> findings;
    std::map<std::string, std::string> parameters;  // key -> its value as JSON text
    std::vector<RankingInput> inputs;
};

// Errors (exit 3) as read_previous_month has them.
RankingFile read_ranking_file(const std::string& path);

// The same of a ranking's text, which messages call `name`.
RankingFile parse_ranking_file(const std::string& text, const std::string& name);

}  // namespace bareland
