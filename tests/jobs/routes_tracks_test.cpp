// Tracks of trucks on little maps, from points to verdicts.
#include <gtest/gtest.h>

#include "jobs/routes/tracks.hpp"
#include "tests/geo/matching/drive.hpp"
#include "tests/jobs/routes_case.hpp"

namespace bareland::routes {
namespace {

using bareland::test::AsciiMap;
using bareland::test::driven;
using bareland::test::moved;
using matching::Sample;

// A loop BCFE with a street GH through it, and streets round it.
const AsciiMap map(R"(
    P-------------------Q
    |                   |
    |   B-----G-----C   |
    |   |     |     |   |
    A   |     |     |   D
    |   |     |     |   |
    |   E-----H-----F   |
    |         |         |
    R---------T---------U
)",
                   75);

constexpr double start_s = 1714550400;  // 2024-05-01 08:00:00 UTC, 16:00 in Beijing

class TracksCase : public testing::Test {
  protected:
    TracksCase() {
        RoadRecord one_way;
        one_way.oneway = Oneway::forward;
        loop_ = {named(map, "BGC", "北路"), named(map, "CF", "东路"), named(map, "EHF", "南路"),
                 named(map, "BE", "西路")};
        std::vector<RoadRecord> roads = loop_;
        roads.push_back(named(map, "GH", "中街"));
        roads.push_back(named(map, "HT", "南街"));
        roads.push_back(named(map, "PB", "入口路", one_way));
        roads.push_back(named(map, "PQ", "外北路"));
        roads.push_back(named(map, "QDU", "外东路"));
        roads.push_back(named(map, "RTU", "外南路"));
        roads.push_back(named(map, "PAR", "外西路"));
        context_ = std::make_unique<Context>(
            ground_of(network::build_network(roads, {}).network, {"图", "map"}, true));
        ZoneRecord zone;
        zone.id = zone.name = "严控区";
        for (const RoadRecord& road : loop_)
            zone.links.push_back({road.id, road.name, 0, road.line});
        zone.edge = zone.shape = map.area("BCFE");
        context_->zones.push_back(zone);
        VehicleRecord truck;
        truck.plate = "京A1";
        truck.vehicle_class = VehicleClass::muck_truck;
        truck.energy = Energy::diesel;
        truck.standard = 6;
        context_->vehicles.push_back(truck);
        context_->has_vehicles = true;
    }

    static std::vector<Point> line(const std::string& nodes) {
        std::vector<Point> out;
        for (const char node : nodes)
            out.push_back(map.at(node));
        return out;
    }
    static std::vector<Sample> drive(const std::string& nodes, double from_s = start_s) {
        return driven(line(nodes), {.every_m = 40, .speed_mps = 10, .start_s = from_s});
    }
    Result judge(std::vector<Sample> samples, const std::string& plate = "京A1") {
        Tracks tracks;
        tracks.vehicles.push_back({plate, std::move(samples)});
        return judge_tracks(*context_, tracks, 8 * 3600);
    }
    Route only(std::vector<Sample> samples) {
        const Result result = judge(std::move(samples));
        EXPECT_EQ(result.routes.size(), 1U);
        return result.routes.empty() ? Route{} : result.routes.front();
    }
    static double metres(const std::string& nodes) {
        const auto at = line(nodes);
        double sum = 0;
        for (std::size_t i = 1; i < at.size(); ++i)
            sum += geodesic::distance(at[i - 1], at[i]);
        return sum;
    }
    bool told(const std::string& code) const {
        for (const Finding& finding : context_->findings) {
            if (finding.code == code) return true;
        }
        return false;
    }

    std::vector<RoadRecord> loop_;
    std::unique_ptr<Context> context_;
};

TEST_F(TracksCase, ARecordThatEndsAtASiteInsideEndsThere) {
    const std::vector<Sample> ends_inside = drive("RTHG");
    EXPECT_EQ(only(ends_inside).verdict, Verdict::cannot_tell);
    SiteRecord site;
    site.id = "S";
    site.place = map.at('G');
    context_->sites = {site};
    const Route route = only(ends_inside);
    EXPECT_EQ(route.verdict, Verdict::not_covered);
    EXPECT_EQ(route.site, "");  // it did not begin there
}

TEST_F(TracksCase, EntryAndExitAreWhereAndWhenTheLoopIsCrossed) {
    // From R along the south, up to H, through to G, along the loop to B, and out by the entrance, which is
    // one-way inwards: against it.
    const Route route = only(drive("RTHGBPA"));
    EXPECT_EQ(route.verdict, Verdict::should_detour);
    EXPECT_EQ(route.id, "京A1-2024-05-01-1");
    EXPECT_EQ(route.start_time, "2024-05-01T16:00:00+08:00");
    ASSERT_TRUE(route.reading.has_value());
    ASSERT_EQ(route.reading->entries.size(), 1U);
    ASSERT_EQ(route.reading->exits.size(), 1U);
    EXPECT_LT(geodesic::distance(route.reading->entries[0].at, map.at('H')), 1);
    EXPECT_LT(geodesic::distance(route.reading->exits[0].at, map.at('B')), 1);
    EXPECT_NEAR(route.reading->inside_m, metres("HGB"), 1);
    EXPECT_NEAR(*route.inside_s, metres("HGB") / 10, 0.5);
    // 10 m a second from R: worked out by hand.
    const auto seconds = static_cast<int>(std::lround(metres("RTH") / 10));
    EXPECT_EQ(route.reading->entries[0].time,
              fmt::format("2024-05-01T16:{:02}:{:02}+08:00", seconds / 60, seconds % 60));
    EXPECT_FALSE(route.other.has_value());
    EXPECT_GT(*route.confidence, 0.95);
}

TEST_F(TracksCase, PointsThatDoNotFitTheRoadsTellNothing) {
    // As points in another CRS lie: all of them 40 m to the north.
    std::vector<Sample> shifted = drive("RTHGBPA");
    for (Sample& sample : shifted)
        sample.place.y += 40 / 111'030.0;
    const Route off = only(shifted);
    EXPECT_EQ(off.verdict, Verdict::cannot_tell);
    EXPECT_NE(off.text.en.find("(root mean square) off the roads: check their CRS (--crs)"),
              std::string::npos)
        << off.text.en;
    // Every third point is nowhere near a road.
    std::vector<Sample> torn = drive("RTHGBPA");
    std::size_t lost = 0;
    for (std::size_t i = 2; i + 1 < torn.size(); i += 3, ++lost) {
        torn[i].place = {map.at('H').x + 0.0008, (map.at('G').y + map.at('H').y) / 2};
        torn[i].seconds = torn[i - 1].seconds + 3;
    }
    context_->profile.routes.trips.max_speed_kmh = 5000;  // or they were jumps
    const Route without = only(torn);
    EXPECT_EQ(without.verdict, Verdict::cannot_tell);
    EXPECT_NE(without.text.en.find("points on its way have no road near"), std::string::npos)
        << without.text.en;
    context_->profile.routes.trips.most_off_road = 0.5;
    EXPECT_EQ(only(torn).verdict, Verdict::should_detour);
}

TEST_F(TracksCase, AWildPointIsNotHowFarThePointsAreFromTheWay) {
    std::vector<Sample> samples = drive("RTHGBPA");
    samples[samples.size() / 2].place.x += 0.02;
    const Route route = only(samples);
    EXPECT_EQ(route.verdict, Verdict::should_detour);
    EXPECT_LT(*route.snap_m, 1);
}

TEST_F(TracksCase, WhoKeepsOutIsClear) {
    EXPECT_EQ(only(drive("RTU")).verdict, Verdict::clear);
    EXPECT_EQ(only(drive("RAPQDU")).verdict, Verdict::clear);
    // Far away nothing is matched.
    auto far = drive("RAPQDU");
    for (Sample& sample : far)
        sample.place = moved(sample.place, 30'000, 0);
    const Route route = only(far);
    EXPECT_EQ(route.verdict, Verdict::clear);
    EXPECT_EQ(route.reading->inside_m, 0);
    EXPECT_EQ(*route.inside_s, 0);
}

TEST_F(TracksCase, FromASiteInsideTheShortestWayOutIsAsked) {
    SiteRecord site;
    site.id = "工地";
    site.place = moved(map.at('H'), 20, 150);  // on the street through the zone, 150 m north of H
    context_->sites.push_back(site);
    context_->has_sites = true;
    const Point gate = moved(map.at('H'), 0, 150);
    const auto out =
        driven({gate, map.at('H'), map.at('T')}, {.every_m = 30, .speed_mps = 10, .start_s = start_s});
    const Route shortest = only(out);
    EXPECT_EQ(shortest.site, "工地");
    EXPECT_EQ(shortest.verdict, Verdict::exit_ok);
    const auto detour = driven({gate, map.at('H'), map.at('E'), map.at('B'), map.at('P'), map.at('A')},
                               {.every_m = 30, .speed_mps = 10, .start_s = start_s});
    EXPECT_EQ(only(detour).verdict, Verdict::exit_not_shortest);
    // Without the site nobody knows where it came from: it drove when the record began.
    context_->sites.clear();
    EXPECT_EQ(only(out).verdict, Verdict::cannot_tell);
}

TEST_F(TracksCase, ABreakThatMayHaveLedThroughTheZoneCannotBeTold) {
    // The way round the zone from R to U by P and Q, of which 300 s are missing: time enough to go through.
    auto samples = drive("RAPQDU");
    std::erase_if(samples, [](const Sample& sample) {
        return sample.seconds > start_s + 50 && sample.seconds < start_s + 190;
    });
    const Route route = only(samples);
    EXPECT_EQ(route.verdict, Verdict::cannot_tell);
    EXPECT_EQ(route.possible, (std::vector<Verdict>{Verdict::clear, Verdict::should_detour}));
    ASSERT_TRUE(route.other.has_value());
    EXPECT_TRUE(told("BL-4978"));
}

TEST_F(TracksCase, UnknownPlatesAreNeverExempt) {
    const Result result = judge(drive("RTHGBPA"), "京B2");
    EXPECT_EQ(result.routes.at(0).verdict, Verdict::cannot_tell);
    context_->vehicles[0].energy = Energy::electric;
    EXPECT_EQ(only(drive("RTHGBPA")).verdict, Verdict::exempt);
    EXPECT_NEAR(only(drive("RTHGBPA")).reading->inside_m, metres("HGB"), 1);
}

TEST_F(TracksCase, DaysAndVehiclesAreSummedUp) {
    auto samples = drive("RTU");
    const auto second = drive("RTHGBPA", start_s + 3 * 3600);
    const auto third = drive("RTHGBPA", start_s + 9 * 3600);  // past midnight in Beijing
    samples.insert(samples.end(), second.begin(), second.end());
    samples.insert(samples.end(), third.begin(), third.end());
    const Result result = judge(samples);
    ASSERT_EQ(result.routes.size(), 3U);
    ASSERT_EQ(result.days.size(), 3U);
    EXPECT_EQ(result.days[0].date->text(), "2024-05-01");
    EXPECT_EQ(result.days[0].trips, 2U);
    EXPECT_EQ(result.days[0].to_guide, 1U);
    EXPECT_EQ(result.days[0].verdict, Verdict::should_detour);
    EXPECT_EQ(result.days[1].date->text(), "2024-05-02");
    EXPECT_FALSE(result.days[2].date.has_value());
    EXPECT_NEAR(result.days[2].inside_m, 2 * metres("HGB"), 2);
    EXPECT_EQ(result.as_of.text(), "2024-05-02");
}

}  // namespace
}  // namespace bareland::routes
