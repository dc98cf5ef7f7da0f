// Zones as links, as bytes to keep, and what they were made from as bytes to compare.
//
// Guarantees: as geo/network/bytes.hpp: what is read is equal to what was written; whatever is damaged, of
// another version, or does not fit the network is Error(prepared_damaged).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"
#include "geo/network/network.hpp"
#include "geo/network/zone_links.hpp"
#include "geo/registry.hpp"

namespace bareland::network {

// A zone laid on a network, and what was found when that was done.
struct LaidZone {
    ZoneLinks links;
    std::vector<Finding> findings;
};

std::string to_bytes(const LaidZone& zone);
LaidZone laid_zone_from_bytes(std::string_view bytes, const Network& network);

// Everything of a zone and of the options that its links on a network, and what is said of them, depend on.
// Zones that differ in any of it have different bytes.
std::string laying_bytes(const ZoneRecord& zone, const ZoneLinkOptions& options);

}  // namespace bareland::network
