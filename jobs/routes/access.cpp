#include "jobs/routes/access.hpp"

namespace bareland::routes {

Access::Access(const network::Network& network, const RouteRules::Truck& truck, const Date& day,
               const network::LinkSet* never)
    : access_(network, {truck.weight_t, truck.height_m, truck.width_m, {}}, {day, {}}),
      closed_(network.links.size()),
      destination_(network.links.size()) {
    if (never != nullptr) closed_.add(*never);
    bool any = false;
    for (network::Index i = 0; i < network.links.size(); ++i) {
        const TruckAccess truck_access = access_.of_road(network.links[i].road);
        if (truck_access == TruckAccess::no) closed_.add(i);
        if (truck_access != TruckAccess::destination) continue;
        destination_.add(i);
        any = true;
    }
    if (any) destination_ = network::with_links_behind(network, destination_, &closed_);
}

network::Rules Access::rules(const network::ZoneLinks* avoid) const {
    network::Rules out;
    out.closed = &closed_;
    out.destination = &destination_;
    out.holds = access_.holds();
    if (avoid != nullptr && !avoid->spans.empty()) out.avoid = avoid;
    return out;
}

}  // namespace bareland::routes
