// Which links of a network a truck may use.
#pragma once

#include "geo/network/network.hpp"
#include "geo/network/search.hpp"
#include "layers/route_rules.hpp"

namespace bareland::routes {

struct Access {
    network::LinkSet closed;       // to trucks, or to a truck of these measures
    network::LinkSet destination;  // only for who begins or ends there, with what lies behind

    // `avoid`: a zone to keep out of; null: none.
    network::Rules rules(const network::ZoneLinks* avoid = nullptr) const {
        network::Rules out;
        out.closed = &closed;
        out.destination = &destination;
        out.avoid = avoid;
        return out;
    }
};
Access access_of(const network::Network& network, const RouteRules::Truck& truck);

}  // namespace bareland::routes
