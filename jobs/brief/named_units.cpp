#include "jobs/brief/named_units.hpp"

#include <algorithm>

namespace bareland::brief {

Units chosen(const Briefing& briefing, const std::function<bool(const UnitFacts&)>& want) {
    Units out;
    for (const UnitFacts& unit : briefing.units) {
        if (want(unit)) out.push_back(&unit);
    }
    return out;
}

Units sorted_by(Units units, const Key& key) {
    std::stable_sort(units.begin(), units.end(),
                     [&](const UnitFacts* a, const UnitFacts* b) { return key(*a) < key(*b); });
    return units;
}

Units first_of(const Units& sorted, std::size_t named, const Key& key) {
    Units out;
    for (const UnitFacts* unit : sorted) {
        if (out.size() >= named && key(*unit) != key(*out.back())) break;
        out.push_back(unit);
    }
    return out;
}

}  // namespace bareland::brief
