#include "layers/osm_tags.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "geo/network/road_class.hpp"

namespace bareland::osm {
namespace {

using namespace std::string_view_literals;
using network::RoadUse;

// From the general to the special.
constexpr std::array vehicle_keys{"access"sv, "vehicle"sv, "motor_vehicle"sv, "goods"sv, "hgv"sv};

std::string_view value_of(const Tags& tags, std::string_view key) {
    const auto found = tags.find(std::string(key));
    return found == tags.end() ? std::string_view{} : std::string_view(found->second);
}

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// ---- measures -----------------------------------------------------------------------------------------

struct Measured {
    double number = 0;
    std::string_view unit;
};

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

std::optional<Measured> measured(std::string_view text) {
    text = trimmed(text);
    std::string number(text.substr(0, std::min(text.find_first_not_of("0123456789.,"), text.size())));
    std::replace(number.begin(), number.end(), ',', '.');
    double value = 0;
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (number.empty() || error != std::errc{} || stop != number.data() + number.size()) return std::nullopt;
    return Measured{value, trimmed(text.substr(number.size()))};
}

struct Unit {
    std::string_view name;
    double factor;
};
template <std::size_t N>
std::optional<double> in_units(std::string_view text, const std::array<Unit, N>& units) {
    const auto value = measured(text);
    if (!value) return std::nullopt;
    const auto unit =
        std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.name == value->unit; });
    return unit == units.end() ? std::nullopt : std::optional(value->number * unit->factor);
}

constexpr double foot_m = 0.3048, inch_m = 0.0254;

// 14'6", 14', 6"
std::optional<double> feet_of(std::string_view text) {
    const auto feet = measured(text);
    if (!feet || feet->unit.empty()) return std::nullopt;
    if (feet->unit == "\"") return feet->number * inch_m;
    if (feet->unit.front() != '\'') return std::nullopt;
    const auto rest = feet->unit.substr(1);
    if (rest.empty()) return feet->number * foot_m;
    const auto inches = measured(rest);
    if (!inches || (inches->unit != "\"" && !inches->unit.empty())) return std::nullopt;
    return feet->number * foot_m + inches->number * inch_m;
}

using Convert = std::optional<double> (*)(std::string_view);

// The first of the keys that is there.
std::optional<double> limit(const Tags& tags, std::initializer_list<std::string_view> keys, Convert convert,
                            std::vector<Unread>& unread) {
    for (const std::string_view key : keys) {
        const std::string_view text = value_of(tags, key);
        if (text.empty()) continue;
        // "DE:urban" names a rule of a country.
        if (is_no_limit(text) || text.find(':') != std::string_view::npos) return std::nullopt;
        const auto value = convert(text);
        if (value && *value > 0) return value;
        unread.push_back({std::string(key), std::string(text)});
        return std::nullopt;
    }
    return std::nullopt;
}

// ---- access ---------------------------------------------------------------------------------------------

// The most specific key that says something, as a number into vehicle_keys; -1 none.
int deciding_key(const Tags& tags, std::string_view suffix = {}) {
    int out = -1;
    for (std::size_t i = 0; i < vehicle_keys.size(); ++i) {
        if (access_word(value_of(tags, std::string(vehicle_keys[i]) + std::string(suffix))))
            out = static_cast<int>(i);
    }
    return out;
}

TruckAccess class_default(const Tags& tags, RoadUse use) {
    const std::string_view service = value_of(tags, "service");
    if (use != RoadUse::open || service == "drive-through" || service == "emergency_access" ||
        service == "busway")
        return TruckAccess::no;
    return service == "driveway" ? TruckAccess::destination : TruckAccess::yes;
}

// The times of the most specific key that has any, unless something more specific holds always.
std::string times_of(const Tags& tags) {
    const int always = deciding_key(tags);
    for (std::size_t i = vehicle_keys.size(); i-- > 0 && static_cast<int>(i) >= always;) {
        const std::string_view when = value_of(tags, std::string(vehicle_keys[i]) + ":conditional");
        if (!when.empty()) return std::string(when);
    }
    return {};
}

// ---- which roads, which way -----------------------------------------------------------------------------

bool is_yes(std::string_view value) {
    return value == "yes" || value == "true" || value == "1";
}
bool is_no(std::string_view value) {
    return value.empty() || value == "no" || value == "false" || value == "0";
}

// Roads of classes that are not for motor vehicles count where a key for such vehicles opens them.
bool is_opened(const Tags& tags) {
    const int key = deciding_key(tags);
    constexpr int motor_vehicle = 2;
    return key >= motor_vehicle && truck_access(tags, TruckAccess::no) != TruckAccess::no;
}

bool can_be_opened(std::string_view highway) {
    constexpr std::array never{"construction"sv, "proposed"sv, "planned"sv,      "abandoned"sv, "disused"sv,
                               "razed"sv,        "removed"sv,  "demolished"sv,   "steps"sv,     "corridor"sv,
                               "elevator"sv,     "platform"sv, "bus_guideway"sv, "raceway"sv,   "rest_area"sv,
                               "services"sv,     "crossing"sv, "ladder"sv,       "no"sv,        "bus_stop"sv,
                               "emergency_bay"sv};
    return !among(never, highway);
}

bool is_drivable(const Tags& tags) {
    const std::string_view highway = value_of(tags, "highway");
    if (is_yes(value_of(tags, "area"))) return false;
    if (highway == "service" && value_of(tags, "service") == "parking_aisle") return false;
    return network::use_of(highway) != RoadUse::not_motor || (can_be_opened(highway) && is_opened(tags));
}

Oneway oneway_of(const Tags& tags) {
    std::string_view value = value_of(tags, "oneway");
    for (const std::string_view key : {"oneway:hgv"sv, "oneway:motor_vehicle"sv, "oneway:vehicle"sv}) {
        if (value_of(tags, key).empty()) continue;
        value = value_of(tags, key);
        break;
    }
    if (is_yes(value)) return Oneway::forward;
    if (value == "-1" || value == "reverse") return Oneway::backward;
    if (!value.empty()) return Oneway::no;
    const std::string_view junction = value_of(tags, "junction");
    const bool implied =
        junction == "roundabout" || junction == "circular" || value_of(tags, "highway") == "motorway";
    return implied ? Oneway::forward : Oneway::no;
}

// hgv:backward=no and the like: for trucks it is a one-way street.
Oneway for_trucks(const Tags& tags, Oneway oneway) {
    const auto closed = [&](std::string_view direction) {
        const int key = deciding_key(tags, direction);
        if (key < 0 || key < deciding_key(tags)) return false;
        const std::string name =
            std::string(vehicle_keys[static_cast<std::size_t>(key)]) + std::string(direction);
        return access_word(value_of(tags, name)) == TruckAccess::no;
    };
    if (oneway != Oneway::no) return oneway;
    if (closed(":backward")) return Oneway::forward;
    return closed(":forward") ? Oneway::backward : Oneway::no;
}

int layer_of(const Tags& tags) {
    const std::string_view text = value_of(tags, "layer");
    int layer = 0;
    const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    std::from_chars(digits.data(), digits.data() + digits.size(), layer);
    return std::clamp(layer, -100, 100);
}

std::string name_of(const Tags& tags) {
    for (const std::string_view key : {"name"sv, "name:zh"sv, "ref"sv}) {
        const std::string_view value = value_of(tags, key);
        if (!value.empty()) return std::string(value);
    }
    return {};
}

}  // namespace

std::optional<TruckAccess> access_word(std::string_view value) {
    constexpr std::array yes{"yes"sv,    "permissive"sv,  "designated"sv, "official"sv,
                             "public"sv, "discouraged"sv, "unsuitable"sv, "allowed"sv};
    constexpr std::array destination{"destination"sv, "customers"sv, "delivery"sv, "private"sv,
                                     "permit"sv,      "residents"sv, "local"sv,    "employees"sv};
    constexpr std::array no{"no"sv,  "agricultural"sv, "forestry"sv, "emergency"sv,    "military"sv, "psv"sv,
                            "bus"sv, "taxi"sv,         "hov"sv,      "use_sidepath"sv, "dismount"sv};
    // Of several values (agricultural;forestry) the first: they say much the same.
    value = value.substr(0, value.find(';'));
    if (among(yes, value)) return TruckAccess::yes;
    if (among(destination, value)) return TruckAccess::destination;
    if (among(no, value)) return TruckAccess::no;
    return std::nullopt;
}

bool is_no_limit(std::string_view value) {
    constexpr std::array words{
        "none"sv,    "default"sv,  "below_default"sv, "unsigned"sv,       "no_sign"sv, "no"sv,  "unknown"sv,
        "signals"sv, "variable"sv, "walk"sv,          "no_indications"sv, "无"sv,      "不限"sv};
    return among(words, value);
}

std::optional<double> metres_of(std::string_view text) {
    constexpr std::array<Unit, 7> units{
        {{"", 1}, {"m", 1}, {"metres", 1}, {"米", 1}, {"cm", 0.01}, {"ft", foot_m}, {"in", inch_m}}};
    const auto plain = in_units(text, units);
    return plain ? plain : feet_of(text);
}

std::optional<double> tonnes_of(std::string_view text) {
    constexpr double pound_t = 0.00045359237, short_ton_t = 2000 * pound_t;
    constexpr std::array<Unit, 9> units{{{"", 1},
                                         {"t", 1},
                                         {"吨", 1},
                                         {"kg", 0.001},
                                         {"st", short_ton_t},
                                         {"lbs", pound_t},
                                         {"lb", pound_t},
                                         {"T", 1},
                                         {"tons", short_ton_t}}};
    return in_units(text, units);
}

std::optional<double> kmh_of(std::string_view text) {
    constexpr std::array<Unit, 5> units{
        {{"", 1}, {"km/h", 1}, {"kmh", 1}, {"mph", 1.609344}, {"knots", 1.852}}};
    return in_units(text, units);
}

TruckAccess truck_access(const Tags& tags, TruckAccess otherwise) {
    const int key = deciding_key(tags);
    if (key < 0) return otherwise;
    return *access_word(value_of(tags, vehicle_keys[static_cast<std::size_t>(key)]));
}

std::optional<RoadRecord> road_of(const Tags& tags, std::vector<Unread>& unread) {
    if (!is_drivable(tags)) return std::nullopt;
    RoadRecord road;
    road.name = name_of(tags);
    road.road_class = value_of(tags, "highway");
    const RoadUse use = network::use_of(road.road_class);
    road.truck = truck_access(tags, class_default(tags, use));
    // Who may use a track or a footway at all has business there.
    if (use != RoadUse::open && road.truck == TruckAccess::yes) road.truck = TruckAccess::destination;
    road.truck_when = times_of(tags);
    road.oneway = for_trucks(tags, oneway_of(tags));
    // Nobody knows from here which way it runs now.
    if (value_of(tags, "oneway") == "reversible") road.truck = TruckAccess::no;
    road.bridge = !is_no(value_of(tags, "bridge"));
    road.tunnel = !is_no(value_of(tags, "tunnel"));
    road.layer = layer_of(tags);
    road.maxspeed_kmh = limit(tags, {"maxspeed:hgv", "maxspeed"}, kmh_of, unread);
    road.maxweight_t = limit(tags,
                             {"maxweight:hgv", "maxweight", "maxweightrating:hgv", "maxweightrating",
                              "maxgcweight:hgv", "maxgcweight"},
                             tonnes_of, unread);
    road.maxheight_m = limit(tags, {"maxheight", "maxheight:physical"}, metres_of, unread);
    road.maxwidth_m = limit(tags, {"maxwidth", "maxwidth:physical"}, metres_of, unread);
    return road;
}

}  // namespace bareland::osm
