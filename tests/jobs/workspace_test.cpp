// What `import` keeps of a file beside its records.
#include <gtest/gtest.h>

#include "geo/gcj02.hpp"
#include "jobs/workspace/run.hpp"
#include "layers/sha256.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::workspace {
namespace {

using test::TempDir;

class Import : public ::testing::Test {
  protected:
    Import() { Workspace::create(path, ""); }

    ImportOptions wells(const std::string& file) const {
        ImportOptions options;
        options.role = Role::wells;
        options.source.source = VectorSource::parse(file);
        options.workspace = path;
        return options;
    }
    std::vector<WellRecord> kept() const { return Workspace::open(path, Workspace::Access::read).wells({}); }

    TempDir dir;
    std::string path = dir.file("w.sqlite");
    std::string table = dir.write("井.csv", "id,name,radius_m,lon,lat\n1,基岩1#,50,116.7,39.9\n");
};

TEST_F(Import, KeepsNameHashCrsAndWordsOfTheFile) {
    ImportOptions options = wells(table);
    options.text = "水务局 2024";
    const ImportResult result = run(options);
    EXPECT_EQ(result.change.added, 1);
    EXPECT_FALSE(result.findings.empty()) << "what was recognised";
    const auto inputs = Workspace::open(path, Workspace::Access::read).inputs();
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(inputs[0].role, "wells");
    EXPECT_EQ(inputs[0].name, "井.csv");
    EXPECT_EQ(inputs[0].sha256, sha256_of_file(table));
    EXPECT_EQ(inputs[0].text, "水务局 2024");
    EXPECT_FALSE(inputs[0].crs.empty());
}

TEST_F(Import, KeepsTheUncertaintyOfOffsetCoordinates) {
    run(wells(table));
    EXPECT_EQ(kept().at(0).place, (Point{116.7, 39.9}));
    EXPECT_EQ(kept().at(0).extra_uncertainty_m, 0);
    ImportOptions offset = wells(table);
    offset.source.crs = "gcj02";
    run(offset);
    ASSERT_EQ(kept().size(), 1U);
    EXPECT_GT(kept()[0].extra_uncertainty_m, 0);
    const Point there = gcj02::to_wgs84({116.7, 39.9});
    EXPECT_NEAR(kept()[0].place.x, there.x, 1e-8);  // a millimetre
    EXPECT_NEAR(kept()[0].place.y, there.y, 1e-8);
}

TEST_F(Import, DatesWhatTheFileDoesNot) {
    ImportOptions options = wells(table);
    options.source.validity = {Date{2024, 1, 1}, std::nullopt};
    run(options);
    EXPECT_EQ(kept().at(0).validity, options.source.validity);
}

TEST_F(Import, OfABadFileChangesNothing) {
    run(wells(table));
    const auto before = kept();
    for (const char* const rows :
         {"2,乙,50,116.7,116.7\n", "2,乙,50,nan,39.9\n", "2,乙,fifty,116.7,39.9\n"}) {
        const std::string bad =
            dir.write("坏.csv", std::string("id,name,radius_m,lon,lat\n1,甲,50,116.71,39.9\n") + rows);
        EXPECT_THROW(run(wells(bad)), Error) << rows;
    }
    EXPECT_EQ(kept(), before);
    EXPECT_EQ(Workspace::open(path, Workspace::Access::read).changes().size(), 1U);
}

}  // namespace
}  // namespace bareland::workspace
