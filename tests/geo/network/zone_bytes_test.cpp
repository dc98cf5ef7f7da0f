#include "geo/network/zone_bytes.hpp"

#include "tests/geo/network/zone_case.hpp"

namespace bareland::network {
namespace {

// A loop round E with streets that enter; one of them crosses the polygon's edge half-way.
ZoneCase sample() {
    const test::AsciiMap map(R"(
        A---B---C
        |   |   |
        D---E---F
    )");
    ZoneRecord zone;
    zone.id = "严控-A";
    const Point b = map.at('B'), f = map.at('F');
    const double x = (b.x + f.x) / 2, y = (b.y + f.y) / 2;
    zone.shape = {{{{x, y - 1}, {x + 1, y - 1}, {x + 1, y + 1}, {x, y + 1}, {x, y - 1}}, {}}};
    return {map,
            {named(map, "ABC", "北街"), named(map, "DEF", "南街"), named(map, "CF", "东街", Oneway::forward)},
            zone};
}

LaidZone laid() {
    LaidZone out{sample().zone, {}};
    Finding finding{"BL-4950", {"甲", "a"}};
    finding.lon = 116.5;
    finding.key = "k";
    out.findings = {finding, {"BL-4991", {"乙", "b"}}};
    return out;
}

std::string told(const std::string& bytes) {
    try {
        laid_zone_from_bytes(bytes, sample().network);
    } catch (const Error& error) {
        return error.code();
    }
    return "";
}

TEST(ZoneBytes, ComeBackEqual) {
    const LaidZone zone = laid();
    ASSERT_EQ(zone.links.spans.size(), 5U);
    const LaidZone back = laid_zone_from_bytes(to_bytes(zone), sample().network);
    EXPECT_EQ(back.links, zone.links);
    ASSERT_EQ(back.findings.size(), 2U);
    EXPECT_EQ(back.findings[0].text, zone.findings[0].text);
    EXPECT_EQ(back.findings[0].lon, 116.5);
    EXPECT_EQ(back.findings[0].lat, std::nullopt);
    EXPECT_EQ(back.findings[0].key, "k");
    EXPECT_EQ(to_bytes(back), to_bytes(zone));
}

TEST(ZoneBytes, DamageIsAnError) {
    const std::string bytes = to_bytes(laid());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
        ASSERT_EQ(told(damaged), "BL-3900") << i;
        ASSERT_EQ(told(bytes.substr(0, i)), "BL-3900") << i;
    }
    const auto spoilt = [](auto spoil) {
        LaidZone zone = laid();
        spoil(zone.links.spans.back());
        zone.links.touched = LinkSet(1024);
        return told(to_bytes(zone));
    };
    EXPECT_EQ(spoilt([](ZoneSpan&) {}), "");
    EXPECT_EQ(spoilt([](ZoneSpan& span) { span.link = 99; }), "BL-3900");
    EXPECT_EQ(spoilt([](ZoneSpan& span) { span.to_mm = 4'000'000'000U; }), "BL-3900");
    EXPECT_EQ(spoilt([](ZoneSpan& span) { span.from_mm = span.to_mm + 1; }), "BL-3900");
}

// Whatever a zone's links depend on makes other bytes.
TEST(ZoneBytes, OfALaying) {
    ZoneRecord zone = sample().record;
    zone.links = {{"1", "路", 0, {{1, 2}, {3, 4}}}};
    zone.edge = zone.shape;
    zone.discs = {{"w", {1, 2}, 3}};
    const std::string bytes = laying_bytes(zone, {});
    EXPECT_EQ(laying_bytes(zone, {}), bytes);
    const auto differs = [&](auto change) {
        ZoneRecord other = zone;
        change(other);
        return laying_bytes(other, {}) != bytes;
    };
    EXPECT_TRUE(differs([](ZoneRecord& z) { z.id += "2"; }));
    EXPECT_TRUE(differs([](ZoneRecord& z) { z.name += "2"; }));
    EXPECT_TRUE(differs([](ZoneRecord& z) { z.validity.from = Date{2024, 1, 1}; }));
    EXPECT_TRUE(differs([](ZoneRecord& z) { z.shape[0].outer[2].x += 1e-9; }));
    EXPECT_TRUE(differs([](ZoneRecord& z) { z.shape[0].holes.emplace_back(); }));
    EXPECT_TRUE(differs([](ZoneRecord& z) { z.edge.clear(); }));
    EXPECT_TRUE(differs([](ZoneRecord& z) { z.discs[0].radius_m = 4; }));
    EXPECT_TRUE(differs([](ZoneRecord& z) { z.links[0].link_id = "2"; }));
    EXPECT_TRUE(differs([](ZoneRecord& z) { z.links[0].road = "街"; }));
    EXPECT_TRUE(differs([](ZoneRecord& z) { z.links[0].carriageway = 1; }));
    EXPECT_TRUE(differs([](ZoneRecord& z) { z.links[0].line[1].y = 5; }));
    for (const ZoneLinkOptions& options :
         {ZoneLinkOptions{true}, ZoneLinkOptions{false, 51}, ZoneLinkOptions{false, 50, 61}})
        EXPECT_NE(laying_bytes(zone, options), bytes);
}

}  // namespace
}  // namespace bareland::network
