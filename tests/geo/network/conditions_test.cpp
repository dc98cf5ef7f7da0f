// Times as OSM writes them, and which links they leave open.
#include "geo/network/conditions.hpp"

#include <gtest/gtest.h>

#include "geo/network/build.hpp"
#include "tests/support/ascii_map.hpp"

namespace bareland::network {
namespace {

using test::AsciiMap;

constexpr Date monday{2024, 5, 6}, friday{2024, 5, 10}, saturday{2024, 5, 11}, sunday{2024, 5, 12};

int at(int hour, int minute = 0) {
    return hour * 60 + minute;
}

TEST(Conditions, WeekdaysAndHours) {
    const char* text = "Mo-Fr 07:00-09:00,17:00-19:30";
    EXPECT_TRUE(holds(text, monday, at(7)));
    EXPECT_TRUE(holds(text, friday, at(8, 59)));
    EXPECT_FALSE(holds(text, monday, at(6, 59)));
    EXPECT_FALSE(holds(text, monday, at(9))) << "the end is not in it";
    EXPECT_TRUE(holds(text, monday, at(19, 29)));
    EXPECT_FALSE(holds(text, saturday, at(8)));
    EXPECT_TRUE(holds("Sa,Su", sunday, at(0)));
    EXPECT_FALSE(holds("Sa,Su", monday, at(0)));
    EXPECT_TRUE(holds("Sa-Mo 10:00-12:00", sunday, at(11))) << "over the week's end";
    EXPECT_FALSE(holds("Sa-Mo 10:00-12:00", friday, at(11)));
    EXPECT_TRUE(holds("24/7", sunday, at(3)));
    EXPECT_TRUE(holds("07:00+", sunday, at(23, 59)));
}

TEST(Conditions, OverMidnight) {
    const char* text = "Fr 22:00-06:00";
    EXPECT_TRUE(holds(text, friday, at(23)));
    EXPECT_TRUE(holds(text, saturday, at(5, 59)));
    EXPECT_FALSE(holds(text, saturday, at(6)));
    EXPECT_FALSE(holds(text, friday, at(5)));
    EXPECT_FALSE(holds(text, saturday, at(23)));
}

TEST(Conditions, MonthsDaysAndYears) {
    EXPECT_TRUE(holds("Nov-Mar", {2024, 1, 15}, at(1)));
    EXPECT_TRUE(holds("Nov-Mar", {2024, 11, 1}, at(1)));
    EXPECT_FALSE(holds("Nov-Mar", {2024, 4, 1}, at(1)));
    EXPECT_TRUE(holds("Apr 01-Oct 31", {2024, 10, 31}, at(1)));
    EXPECT_FALSE(holds("Apr 01-Oct 31", {2024, 11, 1}, at(1)));
    EXPECT_TRUE(holds("Apr 10-20", {2024, 4, 20}, at(1)));
    EXPECT_FALSE(holds("Apr 10-20", {2024, 4, 21}, at(1)));
    EXPECT_TRUE(holds("Nov-Mar Mo-Fr 07:00-09:00", {2024, 1, 15}, at(8)));
    EXPECT_FALSE(holds("Nov-Mar Mo-Fr 07:00-09:00", {2024, 1, 14}, at(8)));
    EXPECT_TRUE(holds("2024 May 01-2024 Jun 15", {2024, 6, 15}, at(8)));
    EXPECT_FALSE(holds("2024 May 01-2024 Jun 15", {2025, 5, 15}, at(8)));
    EXPECT_TRUE(holds("2024-2026", {2025, 5, 15}, at(8)));
    EXPECT_FALSE(holds("2024-2026", {2027, 5, 15}, at(8)));
    EXPECT_TRUE(holds("2024 Nov-2025 Feb", {2025, 1, 15}, at(8)));
    EXPECT_FALSE(holds("2024 Nov-2025 Feb", {2024, 1, 15}, at(8)));
}

TEST(Conditions, LaterRulesCountForTheirDays) {
    const char* text = "Mo-Su 06:00-22:00; Sa 08:00-12:00; Su off";
    EXPECT_TRUE(holds(text, monday, at(20)));
    EXPECT_FALSE(holds(text, saturday, at(20)));
    EXPECT_TRUE(holds(text, saturday, at(9)));
    EXPECT_FALSE(holds(text, sunday, at(9)));
    EXPECT_TRUE(holds("Mo-Fr 07:00-09:00, Mo 15:00-16:00", monday, at(8))) << "a comma adds";
    EXPECT_TRUE(holds("Mo-Fr 07:00-09:00, Mo 15:00-16:00", monday, at(15)));
    EXPECT_FALSE(holds("Mo-Fr 07:00-09:00; Mo 15:00-16:00", monday, at(8)));
}

TEST(Conditions, WithoutAMinuteSomeOfTheDaySuffices) {
    EXPECT_TRUE(holds("Mo-Fr 07:00-09:00", monday));
    EXPECT_FALSE(holds("Mo-Fr 07:00-09:00", saturday));
    EXPECT_TRUE(holds("Fr 22:00-06:00", saturday));
    EXPECT_TRUE(holds("Mo-Fr 07:00-09:00", Moment{})) << "without a date everything holds";
}

TEST(Conditions, HolidaysAreLeftOutAndTold) {
    EXPECT_FALSE(holds("PH", monday));
    EXPECT_TRUE(holds("Mo-Fr,PH 07:00-09:00", monday, at(8)));
    EXPECT_TRUE(holds("Mo-Fr 07:00-09:00; PH off", monday, at(8)));
    EXPECT_TRUE(understood("Mo-Fr 07:00-09:00; PH off").holidays);
    EXPECT_FALSE(understood("Mo-Fr 07:00-09:00").holidays);
    EXPECT_TRUE(understood("SH Mo-Fr").unread.size() == 1) << "which days of holidays is not understood";
}

TEST(Conditions, WhatCannotBeReadHoldsAlways) {
    for (const char* text : {"sunset-sunrise", "Mo[1]", "week 10-20", "winter", "Mo-Fr 7-9", "Mo-", "\"x\"",
                             "", "(", "07:00", "Jan-", "25:99-26:00", "Mo-Fr 07:00-09:00 sometimes"}) {
        EXPECT_TRUE(holds(text, sunday, at(3))) << text;
        EXPECT_EQ(understood(text).unread.size(), *text == 0 ? 0U : 1U) << text;
    }
}

TEST(Conditions, MeasuresOfTheTruck) {
    const Moment noon{monday, at(12)};
    Truck truck;
    truck.weight_t = 18;
    EXPECT_TRUE(holds("weight>7.5", noon, truck));
    EXPECT_TRUE(holds("weight > 7.5 t", noon, truck));
    EXPECT_FALSE(holds("weight<=7.5", noon, truck));
    EXPECT_TRUE(holds("weight>7500 kg", noon, truck));
    EXPECT_FALSE(holds("weight>7.5", noon)) << "a limit on what is not known stops nobody";
    EXPECT_FALSE(holds("height>4", noon, truck));
    EXPECT_TRUE(holds("weight>7.5 AND Mo-Fr 10:00-14:00", noon, truck));
    EXPECT_FALSE(holds("weight>7.5 AND Sa", noon, truck));
    EXPECT_TRUE(holds("(Sa) | (weight>7.5)", noon, truck));
}

TEST(Conditions, AccessByTimes) {
    using enum TruckAccess;
    const Moment eight{monday, at(8)}, noon{monday, at(12)}, day{monday, {}}, any{};
    const char* text = "no @ (Mo-Fr 07:00-09:00; Sa 07:00-08:00); destination @ (11:00-13:00)";
    EXPECT_EQ(access_at(text, yes, eight, {}), no);
    EXPECT_EQ(access_at(text, yes, noon, {}), destination);
    EXPECT_EQ(access_at(text, yes, {monday, at(20)}, {}), yes);
    EXPECT_EQ(access_at("no @ Mo-Fr 07:00-09:00; Sa 07:00-08:00", yes, {saturday, at(7, 30)}, {}), no);
    // In doubt it is closed.
    EXPECT_EQ(access_at("no @ (07:00-09:00)", yes, day, {}), no);
    EXPECT_EQ(access_at("no @ (07:00-09:00)", yes, any, {}), no);
    EXPECT_EQ(access_at("no @ (winter)", yes, noon, {}), no);
    EXPECT_EQ(access_at("yes @ (07:00-09:00)", no, day, {}), no);
    EXPECT_EQ(access_at("yes @ (07:00-09:00)", no, any, {}), no);
    EXPECT_EQ(access_at("yes @ (winter)", no, noon, {}), no);
    EXPECT_EQ(access_at("yes @ (07:00-09:00)", no, eight, {}), yes);
    EXPECT_EQ(access_at("delivery @ (07:00-09:00)", no, eight, {}), no) << "a word that says nothing";
    EXPECT_EQ(access_at("no", yes, eight, {}), yes) << "no condition, no clause";
}

// ---- links
// --------------------------------------------------------------------------------------------------

const AsciiMap map(R"(
    A---B---C---D---E
            |
            F---G
)");

RoadRecord with(TruckAccess truck) {
    RoadRecord road;
    road.truck = truck;
    return road;
}

// The roads of `closed`, in order.
std::string roads_in(const Network& network, const LinkSet& closed) {
    std::string out;
    for (Index i = 0; i < network.links.size(); ++i) {
        const std::string& id = network.roads[network.links[i].road].id;
        if (closed.has(i) && !network.links[i].reversed) out += (out.empty() ? "" : " ") + id;
    }
    return out;
}
Position on(const Network& network, const std::string& road) {
    for (Index i = 0; i < network.links.size(); ++i) {
        if (network.roads[network.links[i].road].id == road) return {i, 1000};
    }
    return {};
}

TEST(Access, ClosedTooHeavyTooHighTooWide) {
    RoadRecord weak, low, narrow, timed;
    weak.maxweight_t = 10;
    low.maxheight_m = 3.5;
    narrow.maxwidth_m = 2;
    timed.truck_when = "no @ (07:00-09:00)";
    const Network network =
        build_network(std::vector{map.road("AB", weak), map.road("BC", low), map.road("CD", narrow),
                                  map.road("DE", timed), map.road("CF", with(TruckAccess::no))},
                      {})
            .network;
    const Moment noon{monday, at(12)};
    EXPECT_EQ(roads_in(network, closed_links(network, {}, noon)), "CF");
    EXPECT_EQ(roads_in(network, closed_links(network, {18, {}, {}, {}}, noon)), "AB CF");
    EXPECT_EQ(roads_in(network, closed_links(network, {10, 3.5, 2, {}}, noon)), "CF") << "up to the limit";
    EXPECT_EQ(roads_in(network, closed_links(network, {18, 4, 2.5, {}}, noon)), "AB BC CD CF");
    EXPECT_EQ(roads_in(network, closed_links(network, {}, {monday, at(8)})), "CF DE");
    EXPECT_EQ(roads_in(network, closed_links(network)), "CF DE") << "when is not known";
}

TEST(Access, DestinationsAreOpenForThoseWhoGoThere) {
    const RoadRecord here = with(TruckAccess::destination);
    const Network network =
        build_network(std::vector{map.road("AB"), map.road("BC", here), map.road("CD", here), map.road("DE"),
                                  map.road("CF", with(TruckAccess::no)), map.road("FG", here)},
                      {})
            .network;
    const Access access(network);
    const auto opened = [&](const std::string& road) {
        LinkSet closed = access.closed();
        const Position place = on(network, road);
        access.open(std::span(&place, 1), closed);
        return roads_in(network, closed);
    };
    EXPECT_EQ(roads_in(network, access.closed()), "BC CD CF FG");
    EXPECT_EQ(opened("BC"), "CF FG") << "the whole stretch, not what lies beyond a closed road";
    EXPECT_EQ(opened("FG"), "BC CD CF");
    EXPECT_EQ(opened("CF"), "BC CD CF FG") << "closed stays closed";
    // DE is shorter than AB? They are alike: the part with the lower number is the largest one.
    EXPECT_TRUE((opened("AB") == "BC CD CF FG") != (opened("DE") == "BC CD CF FG"))
        << "behind the stretch one may pass it";
}

TEST(Access, ConditionsOfTurnBans) {
    TurnBanRecord ban;
    ban.id = "1";
    ban.from = "AB";
    ban.to = "BC";
    ban.via_node = 'B';
    ban.when = "Mo-Fr 07:00-09:00";
    const Network network =
        build_network(std::vector{map.road("AB"), map.road("BC")}, std::vector{ban}).network;
    ASSERT_EQ(Access(network).holds().size(), 2U);
    EXPECT_TRUE(Access(network).holds()[1]);
    EXPECT_FALSE(Access(network, {}, {saturday, {}}).holds()[1]);
}

TEST(Access, WhatIsNotUnderstoodIsFound) {
    RoadRecord one = map.road("AB"), two = map.road("BC");
    one.truck_when = "no @ (sunset-sunrise); destination @ (PH 10:00-12:00)";
    two.truck_when = "no @ (Mo-Fr)";
    const auto report = build_network(std::vector{one, two}, {}).report;
    ASSERT_EQ(report.findings.size(), 2U);
    EXPECT_EQ(report.findings[0].text.en,
              "\"sunset-sunrise\" of the condition \"no @ (sunset-sunrise); destination @ (PH 10:00-12:00)\" "
              "cannot be read: it counts as holding always; check it, and rewrite it in the data if need be");
    EXPECT_EQ(report.findings[1].code, "BL-4904");
}

}  // namespace
}  // namespace bareland::network
