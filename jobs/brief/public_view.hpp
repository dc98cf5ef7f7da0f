// What may be published of a briefing (--public). The only place where that is decided: whatever is drawn or
// written afterwards never sees the rest.
#pragma once

#include "jobs/brief/model.hpp"

namespace bareland::brief {

// Without well positions and radii (water-source zones are off the map, their areas, clauses, duties and
// distances off the tables: any of them gives a disc away), plates and whatever names a vehicle, contacts
// (telephone numbers, mail addresses), and findings, which are notes for the office.
Briefing public_view(Briefing briefing);

// A text without telephone numbers (seven digits or more, however grouped) and mail addresses.
std::string without_contacts(const std::string& text);

}  // namespace bareland::brief
