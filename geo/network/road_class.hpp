// What classes of roads are for, by OpenStreetMap's values of highway=* and the words of survey layers.
// docs/imports.md has the list.
#pragma once

#include <string_view>

namespace bareland::network {

enum class RoadUse {
    open,        // for trucks, unless its access says otherwise
    not_trucks,  // motor vehicles drive there, trucks only where its access says so: tracks, busways
    not_motor,   // no motor vehicle drives there: footways, cycleways, car parks, roads under construction
};

// A class that is not known, or none, is open.
RoadUse use_of(std::string_view road_class);

}  // namespace bareland::network
