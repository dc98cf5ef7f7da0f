// The ranking of an earlier month, as `bareland rank` wrote it (ranking.json, schema "bareland/ranking/1").
//
// Guarantees: what a comparison needs is present and of the right kind; ids are unique. Areas are ground area
// in m2.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/month.hpp"

namespace bareland {

struct PreviousUnit {
    std::string id;
    std::string name;
    std::string status;  // ranked, not_rated, overlay or no_cover
    double unit_area = 0;
    double observed_area = 0;
    std::optional<double> uncontrolled_area;  // nothing where the ranking gave none
    std::optional<int> rank;
};

struct PreviousMonth {
    std::string file;  // as the user named it, for messages
    Month month;
    std::vector<PreviousUnit> units;  // in the file's order
    PreviousUnit district;
    std::map<std::string, std::string> parameters;  // key -> its value as JSON text
};

// Errors (exit 3): file missing or unreadable; truncated or no JSON (with line and byte); another schema; a
// key that is missing or of the wrong kind (with its path, "units[3].unit_area_m2"); an id given twice.
PreviousMonth read_previous_month(const std::string& path);

// The same of a ranking's text, which messages call `path`.
PreviousMonth parse_previous_month(const std::string& text, const std::string& path);

}  // namespace bareland
