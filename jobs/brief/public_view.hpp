// What of a briefing may be published (`--public`): the one place where it is decided. Everything that is
// drawn or written afterwards knows no more than what is left here.
#pragma once

#include "jobs/brief/model.hpp"

namespace bareland::brief {

// The same briefing
//   - without wells: no water-source zone on the map (its discs are where the wells are), none among the
//   areas
//     in zones (a disc's area is its radius) or beside patches (they have coordinates); of a project in one
//     neither its name, its clause nor the distance; no duty in one; no source file of wells;
//   - without plates: routes have neither plate nor sentence, and their ids become numbers within the unit;
//   - without contacts, and without whatever else geo/redaction.hpp finds in any text;
//   - without findings: they are for the office, and name files, wells and vehicles.
// `published` is true. Figures, ranks and the patches themselves stay. A second time it changes nothing.
Briefing public_view(Briefing briefing);

}  // namespace bareland::brief
