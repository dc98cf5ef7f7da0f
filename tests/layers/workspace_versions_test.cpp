// The rules of versions, one small story each.
#include "layers/workspace_versions.hpp"

#include <gtest/gtest.h>

#include "geo/messages_workspace.hpp"
#include "tests/layers/workspace_samples.hpp"

namespace bareland::store {
namespace {

using test::between;
using test::from;
using test::zone;
using Zones = std::vector<ZoneRecord>;
using Texts = std::vector<std::string>;

// A workspace in memory: what plan() says is done to it.
class Shelf {
  public:
    Plan<ZoneRecord> put(const Zones& zones) {
        auto done = plan<ZoneRecord>(kept_, zones, "分区.gpkg", {"分区", "the zone"});
        for (const auto& gone : done.erase)
            std::erase_if(kept_, [&](const auto& one) { return one.fid == gone.fid; });
        for (const auto& [ended, last_day] : done.end) {
            for (auto& one : kept_) {
                if (one.fid == ended.fid) one.record.validity.to = last_day;
            }
        }
        for (auto fresh : done.insert) {
            fresh.fid = ++last_fid_;
            kept_.push_back(std::move(fresh));
        }
        return done;
    }
    // "id validity west" of each version, in order.
    Texts all() const {
        Texts out;
        for (const auto& one : kept_) {
            out.push_back(fmt::format("{} {} {}", one.record.id, one.record.validity.text(),
                                      one.record.shape.front().outer.front().x));
        }
        std::sort(out.begin(), out.end());
        return out;
    }

  private:
    std::vector<Stored<ZoneRecord>> kept_;
    std::int64_t last_fid_ = 0;
};

std::string refused(Shelf& shelf, const Zones& zones) {
    const Texts before = shelf.all();
    try {
        shelf.put(zones);
    } catch (const Error& error) {
        EXPECT_EQ(shelf.all(), before);
        return error.code() + " " + error.text().en;
    }
    return "taken";
}

TEST(WorkspaceVersions, SameStartReplaces) {
    Shelf shelf;
    shelf.put({zone("A", from(2020), 116)});
    const auto done = shelf.put({zone("A", between(2020, 2022), 117)});
    EXPECT_EQ(done.replaced, 1);
    EXPECT_EQ(done.added, 0);
    EXPECT_EQ(shelf.all(), Texts{"A 2020-01-01/2022-12-31 117"});
    shelf.put({zone("B", {}, 116)});
    EXPECT_EQ(shelf.put({zone("B", {}, 117)}).replaced, 1) << "an open start is a start, too";
}

TEST(WorkspaceVersions, IdsAreComparedExactly) {
    Shelf shelf;
    shelf.put({zone("a", {}, 116)});
    EXPECT_EQ(shelf.put({zone("A", {}, 116), zone("a ", {}, 116), zone("ａ", {}, 116)}).added, 3);
}

TEST(WorkspaceVersions, LaterStartEndsTheVersionBeforeOnTheEve) {
    Shelf shelf;
    shelf.put({zone("A", {}, 116), zone("Z", {}, 110)});
    const auto done = shelf.put({zone("A", {Date{2024, 3, 1}, std::nullopt}, 117)});
    EXPECT_EQ(done.added, 1);
    ASSERT_EQ(done.end.size(), 1U);
    EXPECT_EQ(shelf.all(), (Texts{"A ../2024-02-29 116", "A 2024-03-01/.. 117", "Z ../.. 110"}));
    EXPECT_TRUE(done.findings.empty());
    // Versions that do not meet are left alone.
    EXPECT_TRUE(shelf.put({zone("A", from(2030), 118)}).end.size() == 1);
    EXPECT_EQ(shelf.all()[1], "A 2024-03-01/2029-12-31 117");
}

TEST(WorkspaceVersions, AShortVersionInsideALongOneIsToldToLeaveAGap) {
    Shelf shelf;
    shelf.put({zone("A", between(2020, 2030), 116)});
    const auto done = shelf.put({zone("A", between(2022, 2023), 117)});
    EXPECT_EQ(shelf.all(), (Texts{"A 2020-01-01/2021-12-31 116", "A 2022-01-01/2023-12-31 117"}));
    ASSERT_EQ(done.findings.size(), 1U);
    EXPECT_EQ(done.findings[0].code, messages::version_leaves_gap.code);
    EXPECT_EQ(done.findings[0].text.en,
              "the zone \"A\": the new version (2022-01-01/2023-12-31) ends the one before it, which was to "
              "hold until 2030-12-31; after the new one nothing is valid: check the dates");
}

TEST(WorkspaceVersions, EarlierStartWithOpenEndStopsAtTheNextVersion) {
    Shelf shelf;
    shelf.put({zone("A", from(2024), 117)});
    const auto done = shelf.put({zone("A", from(2020), 116)});
    EXPECT_EQ(shelf.all(), (Texts{"A 2020-01-01/2023-12-31 116", "A 2024-01-01/.. 117"}));
    ASSERT_EQ(done.findings.size(), 1U);
    EXPECT_EQ(done.findings[0].code, messages::version_ends_for_later.code);
    EXPECT_TRUE(done.end.empty());
}

TEST(WorkspaceVersions, EarlierStartWithAnEndOfItsOwnMustNotRunIntoTheNext) {
    Shelf shelf;
    shelf.put({zone("A", from(2024), 117)});
    EXPECT_EQ(
        refused(shelf, {zone("A", between(2020, 2024), 116)}),
        "BL-3521 分区.gpkg: the zone \"A\", valid 2020-01-01/2024-12-31, runs into the later version in "
        "the workspace (2024-01-01/..); let it end before that one starts, or leave its end open");
    EXPECT_EQ(refused(shelf, {zone("A", between(2020, 2023), 116)}), "taken");
}

// Any order of the same files, any number of times, ends alike.
TEST(WorkspaceVersions, ImportsAgainChangeNothing) {
    const Zones first{zone("A", from(2020), 116)}, second{zone("A", from(2024), 117)},
        stated{zone("B", between(2020, 2025), 116)}, later{zone("B", from(2024), 117)};
    Shelf shelf;
    for (const Zones* zones : {&first, &second, &stated, &later})
        shelf.put(*zones);
    const Texts expected{"A 2020-01-01/2023-12-31 116", "A 2024-01-01/.. 117", "B 2020-01-01/2023-12-31 116",
                         "B 2024-01-01/.. 117"};
    EXPECT_EQ(shelf.all(), expected);
    for (const Zones* zones : {&first, &later, &stated, &second, &first}) {
        const auto done = shelf.put(*zones);
        EXPECT_EQ(done.unchanged, 1);
        EXPECT_EQ(done.added + done.replaced, 0);
        EXPECT_TRUE(done.end.empty());
        EXPECT_TRUE(done.findings.empty());
    }
    EXPECT_EQ(shelf.all(), expected);
    // The other way round it ends alike.
    Shelf reversed;
    reversed.put(second);
    reversed.put(first);
    EXPECT_EQ(reversed.all(), (Texts{expected[0], expected[1]}));
    EXPECT_EQ(reversed.put(first).unchanged, 1);
}

TEST(WorkspaceVersions, OverlapsInsideOneImportAreRefused) {
    Shelf shelf;
    shelf.put({zone("A", between(2010, 2012), 116)});
    EXPECT_EQ(refused(shelf, {zone("B", {}), zone("A", from(2020)), zone("A", from(2024))}),
              "BL-3520 分区.gpkg: the zone \"A\" is there twice with overlapping validity (2020-01-01/.. and "
              "2024-01-01/..); correct the id or the dates");
    EXPECT_EQ(refused(shelf, {zone("A", {}), zone("A", {})}).substr(0, 7), "BL-3520");
    EXPECT_EQ(refused(shelf, {zone("A", between(2020, 2024)), zone("A", {Date{2024, 12, 31}, std::nullopt})})
                  .substr(0, 7),
              "BL-3520")
        << "both ends are included";
    // A long one over two short ones, in any order of the file.
    EXPECT_EQ(refused(shelf, {zone("A", between(2021, 2021)), zone("A", between(2023, 2023)),
                              zone("A", between(2020, 2030))})
                  .substr(0, 7),
              "BL-3520");
    EXPECT_EQ(refused(shelf, {zone("A", from(2025)), zone("A", between(2020, 2024))}), "taken");
}

TEST(WorkspaceVersions, RecordsWithoutIdOrWithReversedDatesAreRefused) {
    Shelf shelf;
    EXPECT_EQ(refused(shelf, {zone("", {})}), "BL-3523 分区.gpkg: the zone \"严控区\" has no id; supply it");
    EXPECT_EQ(refused(shelf, {zone("A", between(2024, 2020))}),
              "BL-3524 分区.gpkg: the zone \"A\" ends on 2020-12-31, before it starts on 2024-01-01; correct "
              "the dates");
}

TEST(WorkspaceVersions, RecordsWithoutValidityAreUniqueByIdInAnImport) {
    const std::vector twice{test::road("1"), test::road("2"), test::road("1", Oneway::no)};
    try {
        plan<RoadRecord>({}, twice, "路.shp", {"道路", "the road"});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), messages::record_twice.code);
        EXPECT_EQ(error.text().zh, "路.shp 中道路“1”出现了不止一次，编号必须唯一。请改正编号。");
    }
}

}  // namespace
}  // namespace bareland::store
