#include "jobs/routes/access.hpp"

namespace bareland::routes {
namespace {

bool too_low(const std::optional<double>& limit, double measure) {
    return limit && *limit < measure;
}

bool is_closed(const network::Road& road, const RouteRules::Truck& truck) {
    return road.truck == TruckAccess::no || too_low(road.maxweight_t, truck.weight_t) ||
           too_low(road.maxheight_m, truck.height_m) || too_low(road.maxwidth_m, truck.width_m);
}

}  // namespace

Access access_of(const network::Network& network, const RouteRules::Truck& truck) {
    Access out{network::LinkSet(network.links.size()), network::LinkSet(network.links.size())};
    for (network::Index i = 0; i < network.links.size(); ++i) {
        const network::Road& road = network.roads[network.links[i].road];
        if (is_closed(road, truck)) {
            out.closed.add(i);
        } else if (road.truck == TruckAccess::destination) {
            out.destination.add(i);
        }
    }
    out.destination = network::with_links_behind(network, out.destination, &out.closed);
    return out;
}

}  // namespace bareland::routes
