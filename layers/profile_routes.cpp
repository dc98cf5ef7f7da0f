#include "layers/profile_routes.hpp"

#include <algorithm>

#include "layers/toml_table.hpp"

namespace bareland {
namespace {

using toml_file::Table;

constexpr double farthest_m = 1e5;

// Reads numbers between 0 and `most`, each kept as it is where the table lacks the key.
class Numbers {
  public:
    Numbers(const Table& table, double most) : table_(table), most_(most) {}

    void from_zero(const char* key, double& value) const { read(key, value, true); }
    void above_zero(const char* key, double& value) const { read(key, value, false); }

  private:
    void read(const char* key, double& value, bool zero) const {
        if (!table_.has(key)) return;
        const Text expected = zero ? Text{fmt::format("不小于 0、不大于 {} 的数", most_),
                                          fmt::format("a number from 0 to {}", most_)}
                                   : Text{fmt::format("大于 0、不大于 {} 的数", most_),
                                          fmt::format("a number above 0, at most {}", most_)};
        value = table_.number(key, 0, zero, most_, expected);
    }

    const Table& table_;
    double most_;
};

template <class T>
std::vector<T> words(const Table& table, const char* key, std::optional<T> (*named)(std::string_view),
                     const char* (*word)(T), std::initializer_list<T> all) {
    std::string known;
    for (const T value : all)
        known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", word(value));
    std::vector<T> out;
    for (const std::string& text : table.texts(key)) {
        const auto value = named(text);
        if (!value)
            table.refuse(key, *table.find(key), {"由以下各项组成的数组：" + known, "an array of " + known});
        out.push_back(*value);
    }
    return out;
}

void read_classes(const Table& table, const char* key, std::vector<VehicleClass>& to) {
    if (!table.has(key)) return;
    to = words<VehicleClass>(table, key, class_named, class_key,
                             {VehicleClass::muck_truck, VehicleClass::heavy_diesel, VehicleClass::other});
}

void read_energies(const Table& table, const char* key, std::vector<Energy>& to) {
    if (!table.has(key)) return;
    to = words<Energy>(table, key, energy_named, energy_key,
                       {Energy::diesel, Energy::gas, Energy::hybrid, Energy::electric, Energy::hydrogen});
}

void read_ban(const Table& routes, RouteRules::Ban& ban) {
    if (!routes.has("ban")) return;
    const Table table = routes.table("ban", "[routes.ban]", {"classes", "energies", "standard_at_most"});
    read_classes(table, "classes", ban.classes);
    read_energies(table, "energies", ban.energies);
    if (!table.has("standard_at_most")) return;
    const Text expected{"0 至 6 的整数（0：不限行）", "an integer from 0 to 6 (0: none is banned)"};
    const auto value = table.find("standard_at_most")->value_exact<std::int64_t>();
    if (!value || *value < 0 || *value > highest_standard)
        table.refuse("standard_at_most", *table.find("standard_at_most"), expected);
    ban.standard_at_most = static_cast<int>(*value);
}

void read_distances(const Table& routes, RouteRules& rules) {
    Numbers(routes, farthest_m).from_zero("junction_m", rules.junction_m);
    Numbers(routes, farthest_m).from_zero("carriageway_m", rules.carriageway_m);
    if (routes.has("exit")) {
        const Table table = routes.table("exit", "[routes.exit]", {"metres", "share"});
        Numbers(table, farthest_m).from_zero("metres", rules.exit_tolerance.metres);
        Numbers(table, 1).from_zero("share", rules.exit_tolerance.share);
    }
    if (routes.has("network")) {
        const Table table = routes.table("network", "[routes.network]", {"join_m", "gap_m"});
        Numbers(table, farthest_m).from_zero("join_m", rules.network.join_m);
        Numbers(table, farthest_m).from_zero("gap_m", rules.network.gap_m);
    }
    if (routes.has("snap")) {
        const Table table =
            routes.table("snap", "[routes.snap]", {"gate_m", "route_m", "site_start_m", "no_gate"});
        const Numbers read(table, farthest_m);
        read.above_zero("gate_m", rules.snap_m.gate);
        read.above_zero("route_m", rules.snap_m.route);
        read.above_zero("site_start_m", rules.snap_m.site_start);
        if (table.has("no_gate")) rules.snap_m.no_gate = table.texts("no_gate");
    }
}

void read_trucks(const Table& routes, RouteRules& rules) {
    if (!routes.has("trucks")) return;
    const Table table = routes.table("trucks", "[routes.trucks]", {"muck_truck", "heavy_diesel", "other"});
    for (const std::string& name : table.keys()) {
        const Table one =
            table.table(name, fmt::format("[routes.trucks] {}", name), {"weight_t", "height_m", "width_m"});
        RouteRules::Truck& truck = rules.trucks[*class_named(name)];
        Numbers(one, 500).above_zero("weight_t", truck.weight_t);
        Numbers(one, 20).above_zero("height_m", truck.height_m);
        Numbers(one, 20).above_zero("width_m", truck.width_m);
    }
}

void read_sweep(const Table& routes, RouteRules::Sweep& sweep) {
    if (!routes.has("sweep")) return;
    const Table table = routes.table("sweep", "[routes.sweep]",
                                     {"each_side_m", "to_be_confirmed", "clause", "duty", "sweepers"});
    Numbers(table, farthest_m).above_zero("each_side_m", sweep.each_side_m);
    if (table.has("to_be_confirmed")) sweep.to_be_confirmed = table.boolean("to_be_confirmed");
    if (table.has("clause")) sweep.clause = table.text("clause");
    if (table.has("duty")) sweep.duty = table.both_languages("duty", "[routes.sweep] duty");
    if (table.has("sweepers")) sweep.sweepers = table.both_languages("sweepers", "[routes.sweep] sweepers");
}

void read_trips(const Table& routes, RouteRules::Trips& trips) {
    if (!routes.has("trips")) return;
    const Table table =
        routes.table("trips", "[routes.trips]",
                     {"stop_s", "stop_radius_m", "longest_gap_s", "gap_s", "shortest_m", "origin_m",
                      "sigma_m", "beta_m", "radius_m", "max_speed_kmh", "least_confidence", "most_off_road"});
    const Numbers read(table, farthest_m);
    read.above_zero("stop_s", trips.stop_s);
    read.above_zero("stop_radius_m", trips.stop_radius_m);
    read.above_zero("longest_gap_s", trips.longest_gap_s);
    read.above_zero("gap_s", trips.gap_s);
    read.from_zero("shortest_m", trips.shortest_m);
    read.above_zero("origin_m", trips.origin_m);
    read.above_zero("sigma_m", trips.sigma_m);
    read.above_zero("beta_m", trips.beta_m);
    read.above_zero("radius_m", trips.radius_m);
    read.above_zero("max_speed_kmh", trips.max_speed_kmh);
    Numbers(table, 1).from_zero("least_confidence", trips.least_confidence);
    Numbers(table, 1).from_zero("most_off_road", trips.most_off_road);
}

void read_wording(const Table& routes, RouteRules& rules) {
    if (!routes.has("verdict")) return;
    const std::vector<std::string> keys(verdict_keys.begin(), verdict_keys.end());
    const Table table = routes.table("verdict", "[routes.verdict]", keys);
    for (const std::string& key : table.keys()) {
        const std::string name = fmt::format("[routes.verdict.{}]", key);
        const Table one = table.table(key, name, {"clause", "text"});
        RouteRules::Wording& wording = rules.wording[key];
        if (one.has("clause")) wording.clause = one.text("clause");
        if (!one.has("text")) continue;
        wording.text = one.both_languages("text", name + " text");
        check_placeholders(wording.text, route_placeholders(), one, name + " text");
    }
}

}  // namespace

void read_route_rules(const Table& root, RouteRules& rules) {
    const Table routes =
        root.table("routes", "[routes]",
                   {"classes", "exempt", "ban", "exit", "free_over_under", "junction_m", "carriageway_m",
                    "network", "snap", "trucks", "sweep", "trips", "verdict"});
    read_classes(routes, "classes", rules.classes);
    if (routes.has("exempt")) {
        const Table table = routes.table("exempt", "[routes.exempt]", {"classes", "energies"});
        read_classes(table, "classes", rules.exempt_classes);
        read_energies(table, "energies", rules.new_energy);
    }
    read_ban(routes, rules.ban);
    if (routes.has("free_over_under")) rules.free_over_under = routes.boolean("free_over_under");
    read_distances(routes, rules);
    read_trucks(routes, rules);
    read_sweep(routes, rules.sweep);
    read_trips(routes, rules.trips);
    read_wording(routes, rules);
}

}  // namespace bareland
