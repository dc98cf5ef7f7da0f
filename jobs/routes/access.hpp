// Which links of a network a truck may use.
#pragma once

#include "geo/network/conditions.hpp"
#include "geo/network/network.hpp"
#include "geo/network/search.hpp"
#include "layers/route_rules.hpp"

namespace bareland::routes {

// What a truck of these measures may use on a day. Routes as filed have no hour: what is forbidden at some
// hour of the day counts as forbidden. The network must outlive it.
class Access {
  public:
    // `never`: links that are closed whatever the roads say; null: none.
    Access(const network::Network& network, const RouteRules::Truck& truck, const Date& day,
           const network::LinkSet* never = nullptr);

    const network::LinkSet& closed() const { return closed_; }
    // `avoid`: a zone to keep out of; null: none. Lives as long as this.
    network::Rules rules(const network::ZoneLinks* avoid = nullptr) const;

  private:
    network::Access access_;
    network::LinkSet closed_;
    network::LinkSet destination_;  // only for who begins or ends there, with what lies behind
};

}  // namespace bareland::routes
