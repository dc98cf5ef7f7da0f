#include "geo/network/road_class.hpp"

#include <algorithm>
#include <array>

namespace bareland::network {
namespace {

using namespace std::string_view_literals;

constexpr std::array not_motor{
    "footway"sv, "cycleway"sv, "path"sv, "pedestrian"sv, "steps"sv, "bridleway"sv, "corridor"sv, "platform"sv,
    "elevator"sv, "ladder"sv, "via_ferrata"sv, "crossing"sv, "sidewalk"sv, "bus_stop"sv,
    // rails and tracks of their own
    "bus_guideway"sv, "raceway"sv,
    // places
    "parking_aisle"sv, "parking"sv, "rest_area"sv, "services"sv, "emergency_bay"sv, "escape"sv,
    // not there (yet, or any more)
    "construction"sv, "proposed"sv, "planned"sv, "abandoned"sv, "disused"sv, "razed"sv, "demolished"sv,
    "removed"sv, "no"sv,
    // survey layers
    "人行道"sv, "步行街"sv, "步行道"sv, "步道"sv, "健步道"sv, "绿道"sv, "自行车道"sv, "非机动车道"sv,
    "台阶"sv, "人行天桥"sv, "过街天桥"sv, "地下通道"sv, "停车场"sv, "在建"sv, "在建道路"sv, "规划"sv,
    "规划道路"sv,
    // lines that zone recipes need and nobody drives on
    "railway"sv, "rail"sv, "subway"sv, "light_rail"sv, "tram"sv, "river"sv, "stream"sv, "canal"sv, "ditch"sv,
    "drain"sv, "waterway"sv, "dyke"sv, "dike"sv, "levee"sv, "embankment"sv, "铁路"sv, "轨道"sv, "地铁"sv,
    "河流"sv, "河道"sv, "水渠"sv, "沟渠"sv, "堤"sv, "河堤"sv, "堤坝"sv};

constexpr std::array not_trucks{"track"sv,        "track_grade1"sv, "track_grade2"sv, "track_grade3"sv,
                                "track_grade4"sv, "track_grade5"sv, "busway"sv,       "机耕路"sv,
                                "田间路"sv,       "公交专用道"sv,   "公交车道"sv};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

RoadUse use_of(std::string_view road_class) {
    if (among(not_motor, road_class)) return RoadUse::not_motor;
    return among(not_trucks, road_class) ? RoadUse::not_trucks : RoadUse::open;
}

}  // namespace bareland::network
