// Who is named in a text: the first few of some order, and those that tie with the last of them.
#pragma once

#include <functional>
#include <vector>

#include "jobs/brief/model.hpp"

namespace bareland::brief {

using Units = std::vector<const UnitFacts*>;
using Key = std::function<double(const UnitFacts&)>;

// The units that `want`, in the briefing's order.
Units chosen(const Briefing& briefing, const std::function<bool(const UnitFacts&)>& want);

// By key, the least first; those with the same key stay in their order.
Units sorted_by(Units units, const Key& key);

// The first `named` of units sorted by key, and all that have the last one's key.
Units first_of(const Units& sorted, std::size_t named, const Key& key);

}  // namespace bareland::brief
