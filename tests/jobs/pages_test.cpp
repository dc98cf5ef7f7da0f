// Sheets and overview, read back: text, places, pixels.
#include <gdal_priv.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <regex>
#include <sstream>

#include "geo/geodesic.hpp"
#include "jobs/brief/page.hpp"
#include "tests/jobs/pages_sample.hpp"
#include "tests/support/pages.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::brief {
namespace {

const PageTemplate& standard() {
    static const PageTemplate layout = load_template("");
    return layout;
}

std::string text_of(const DrawnPage& page) {
    const test::TempDir dir;
    test::save(dir / "page.pdf", page_pdf(page));
    return test::pdf_text(dir / "page.pdf");
}

// A picture's bytes, red green blue.
struct Picture {
    int width = 0, height = 0;
    std::vector<unsigned char> bytes;
    const unsigned char* at(int x, int y) const {
        return &bytes[3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                           static_cast<std::size_t>(x))];
    }
    bool dark(int x, int y) const { return at(x, y)[0] + at(x, y)[1] + at(x, y)[2] < 250; }
};

Picture picture_of(const std::filesystem::path& file) {
    GDALAllRegister();
    const std::unique_ptr<GDALDataset> image(static_cast<GDALDataset*>(GDALOpen(file.c_str(), GA_ReadOnly)));
    Picture out;
    if (!image) return out;
    out.width = image->GetRasterXSize();
    out.height = image->GetRasterYSize();
    out.bytes.resize(3 * static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    EXPECT_EQ(image->RasterIO(GF_Read, 0, 0, out.width, out.height, out.bytes.data(), out.width, out.height,
                              GDT_Byte, 3, nullptr, 3, 3 * out.width, 1, nullptr),
              CE_None);
    return out;
}

Picture picture_of(const DrawnPage& page, double dpi) {
    const test::TempDir dir;
    test::save(dir / "page.png", page_png(page, dpi));
    return picture_of(dir / "page.png");
}

class Sheets : public ::testing::TestWithParam<Lang> {};

TEST_P(Sheets, OfEveryKindStayOnThePageWithEveryGlyph) {
    const Briefing month = test::sample_month(GetParam());
    const MapIndex index = index_map(month.map);
    std::vector<DrawnPage> pages;
    for (const UnitFacts& unit : month.units)
        pages.push_back(draw_sheet(month, index, unit, standard()));
    pages.push_back(draw_overview(month, standard()));
    for (const DrawnPage& page : pages) {
        EXPECT_TRUE(page.canvas.missing_glyphs().empty()) << page.facts.title;
        for (const Finding& finding : page.findings)
            ADD_FAILURE() << finding.text.en;
        const Box& text = page.canvas.text_extent();
        EXPECT_GE(text.min_x, 5) << page.facts.title;  // millimetres a printer cannot reach
        EXPECT_GE(text.min_y, 5);
        EXPECT_LE(text.max_x, page.canvas.width() - 5);
        EXPECT_LE(text.max_y, page.canvas.height() - 5);
    }
    EXPECT_GT(pages[0].canvas.width(), pages[0].canvas.height());  // a wide unit
    EXPECT_LT(pages[1].canvas.width(), pages[1].canvas.height());  // a tall one
}
INSTANTIATE_TEST_SUITE_P(Languages, Sheets, ::testing::Values(Lang::zh, Lang::en));

TEST(Sheet, SaysItsFigures) {
    const Briefing month = test::sample_month(Lang::zh);
    const MapIndex index = index_map(month.map);
    const DrawnPage page = draw_sheet(month, index, month.units[0], standard());
    const std::string text = text_of(page);
    for (const char* expected : {"张家湾镇裸地监测图",
                                 "虚构区",
                                 "2024年5月",
                                 "100,000平方米",
                                 "25.00‱",
                                 "第5名",
                                 "第3名",
                                 "−1,234平方米",
                                 "40.00平方公里",
                                 "未达标",
                                 "达标",
                                 "方案第3条",
                                 "张家湾镇人民政府",
                                 "方案第5条",
                                 "未管控占比25.00‱，未超过60.00‱。",
                                 "未进入全市后10名。",
                                 "重点区域",
                                 "严控区",
                                 "京沈高速公路",
                                 "坐标北",
                                 "EPSG:4548",
                                 "审图号",
                                 "生态环境局",
                                 "2024-06-03 09:30",
                                 "townships.gpkg",
                                 "2024-01-01",
                                 "位置示意",
                                 "永顺镇"}) {
        EXPECT_NE(text.find(expected), std::string::npos) << expected;
    }
    // Nothing of what is not on this map is in its legend.
    EXPECT_EQ(text.find("水源保护区"), std::string::npos);
    EXPECT_EQ(text.find("水面"), std::string::npos);
    EXPECT_NE(text_of(draw_sheet(month, index, month.units[1], standard())).find("水源保护区"),
              std::string::npos);
}

TEST(Sheet, ListsTheLargestAsManyAsTheTemplateSays) {
    Briefing month = test::sample_month(Lang::zh);
    UnitFacts& unit = month.units[0];
    const PatchOfUnit last = unit.patches.back();
    for (int more = 1; more <= 8; ++more) {
        unit.patches.push_back(last);
        unit.patches.back().number = last.number + more;
        unit.patches.back().on_map.x -= 300.0 * more;
    }
    const DrawnPage page = draw_sheet(month, index_map(month.map), unit, standard());
    EXPECT_EQ(page.numbers.size(), 10U);
    const std::string text = text_of(page);
    EXPECT_NE(text.find("最大的10个图斑"), std::string::npos) << text;
    EXPECT_NE(text.find("另有2个图斑，见工作簿。"), std::string::npos) << text;
}

TEST(Sheet, NumbersThePatchesOfItsTableOnTheMap) {
    const Briefing month = test::sample_month(Lang::zh);
    const DrawnPage page = draw_sheet(month, index_map(month.map), month.units[0], standard());
    ASSERT_EQ(page.numbers.size(), month.units[0].patches.size());
    const double radius = standard().number("number_radius_mm");
    for (std::size_t i = 0; i < page.numbers.size(); ++i) {
        EXPECT_EQ(page.numbers[i].number, month.units[0].patches[i].number);
        const Point& at = page.numbers[i].at;
        EXPECT_GT(at.x - radius, page.view.frame.min_x);
        EXPECT_LT(at.y + radius, page.view.frame.max_y);
        for (std::size_t k = 0; k < i; ++k)
            EXPECT_GT(std::hypot(at.x - page.numbers[k].at.x, at.y - page.numbers[k].at.y), 2 * radius);
    }
    // The table's rows, by what identifies them: area and place.
    const std::string text = text_of(page);
    for (const PatchOfUnit& patch : month.units[0].patches) {
        const std::regex row(
            fmt::format("{} .*{:.5f}° +{:.5f}°", patch.number, patch.place.x, patch.place.y));
        EXPECT_TRUE(std::regex_search(text, row)) << patch.number;
    }
}

TEST(Sheet, IsTheSameBytesAgain) {
    const Briefing month = test::sample_month(Lang::zh);
    const MapIndex index = index_map(month.map);
    const DrawnPage once = draw_sheet(month, index, month.units[1], standard());
    const DrawnPage again = draw_sheet(month, index, month.units[1], standard());
    EXPECT_EQ(page_pdf(once), page_pdf(again));
    EXPECT_EQ(page_png(once, 72), page_png(again, 72));
}

TEST(Sheet, LeavesOutBlocksWithoutInput) {
    Briefing month = test::sample_month(Lang::zh);
    month.has_patches = false;
    month.map.patches.clear();
    month.map.roads.clear();
    month.units[0].patches.clear();
    month.units[0].duties.clear();
    month.units[0].owner.clear();
    const std::string text = text_of(draw_sheet(month, index_map(month.map), month.units[0], standard()));
    EXPECT_EQ(text.find("图斑"), std::string::npos);
    EXPECT_EQ(text.find("责任单位"), std::string::npos);
    EXPECT_EQ(text.find("道路"), std::string::npos);
    EXPECT_NE(text.find("100,000平方米"), std::string::npos);
}

TEST(Sheet, OfAUnitWithoutShapeIsRefused) {
    Briefing month = test::sample_month(Lang::zh);
    month.map.units[0].id = "other";
    try {
        draw_sheet(month, index_map(month.map), month.units[0], standard());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3949");
    }
}

// The uncontrolled patch of 300 m, at 1 : 60000 or so, where the world file says it is.
TEST(Sheet, PutsAKnownPlaceWithinTwoTenthsOfAMillimetre) {
    Briefing month = test::sample_month(Lang::zh);
    month.units[0].patches.clear();  // no number on top of it
    month.map.zones.clear();
    month.map.patches.resize(1);
    const DrawnPage page = draw_sheet(month, index_map(month.map), month.units[0], standard());
    const double dpi = 200;
    const Picture picture = picture_of(page, dpi);
    std::array<double, 6> world{};
    std::istringstream lines(world_file(page, dpi));
    for (double& value : world)
        lines >> value;
    Box found;  // of red pixels on the map, in the plane
    const auto from = static_cast<int>(page.view.frame.min_x / 25.4 * dpi),
               to = static_cast<int>(page.view.frame.max_x / 25.4 * dpi);
    const auto top = static_cast<int>(page.view.frame.min_y / 25.4 * dpi),
               low = static_cast<int>(page.view.frame.max_y / 25.4 * dpi);
    for (int y = top; y < low; ++y) {
        for (int x = from; x < to; ++x) {
            const unsigned char* p = picture.at(x, y);
            if (std::abs(p[0] - 0xc6) > 6 || std::abs(p[1] - 0x2f) > 6 || std::abs(p[2] - 0x14) > 6) continue;
            found.add({world[4] + (x - 0.5) * world[0], world[5] + (y - 0.5) * world[3]});
            found.add({world[4] + (x + 0.5) * world[0], world[5] + (y + 0.5) * world[3]});
        }
    }
    const double allowed = 0.2 / page.view.mm_per_unit;
    EXPECT_NEAR(found.min_x, 484000, allowed);
    EXPECT_NEAR(found.max_x, 484300, allowed);
    EXPECT_NEAR(found.min_y, 4402000, allowed);
    EXPECT_NEAR(found.max_y, 4402300, allowed);
}

TEST(Sheet, HasAScaleBarThatIsRightOnTheGround) {
    const Briefing month = test::sample_month(Lang::zh);
    const DrawnPage page = draw_sheet(month, index_map(month.map), month.units[0], standard());
    const double dpi = 300;
    const Picture picture = picture_of(page, dpi);
    const Box& frame = standard().page("landscape").frames.find("scale")->second;
    // The bar's edge is the longest dark run in its frame.
    int longest = 0;
    for (int y = static_cast<int>(frame.min_y / 25.4 * dpi); y < frame.max_y / 25.4 * dpi; ++y) {
        int run = 0;
        for (int x = static_cast<int>(frame.min_x / 25.4 * dpi); x < frame.max_x / 25.4 * dpi; ++x) {
            run = picture.dark(x, y) ? run + 1 : 0;
            longest = std::max(longest, run);
        }
    }
    const double mm = longest / dpi * 25.4 - standard().pen("scale").width_mm;
    const Point middle = page.view.centre;
    std::array<Point, 2> ends{{{middle.x - mm / 2 / page.view.mm_per_unit, middle.y},
                               {middle.x + mm / 2 / page.view.mm_per_unit, middle.y}}};
    Transform(page.crs, Crs::cgcs2000()).apply(ends);
    const double ground = geodesic::distance(ends[0], ends[1]);
    EXPECT_NEAR(ground, 1000, 5);  // 0.5 %
    EXPECT_NE(text_of(page).find("1 km"), std::string::npos);
}

TEST(Overview, SaysItsFiguresAndChanges) {
    const Briefing month = test::sample_month(Lang::en);
    const std::string text = text_of(draw_overview(month, standard()));
    for (const char* expected :
         {"Made-up District", "2024-05", "100,000", "25.00", "52,346", "13.09", "−1,234", "+55",
          "于家务回族乡及国家现代农业科技园区管理委员会", "Ranking"}) {
        EXPECT_NE(text.find(expected), std::string::npos) << expected;
    }
}

// Golden pictures: mean colour of squares of 8 x 8 pixels, so that another version of a font or of Cairo
// passes and a block that moves or changes colour does not.
double worst_difference(const Picture& a, const Picture& b) {
    double worst = 0;
    constexpr int side = 8;
    for (int y = 0; y + side <= a.height; y += side) {
        for (int x = 0; x + side <= a.width; x += side) {
            std::array<int, 3> sum{};
            for (int i = 0; i < side * side; ++i) {
                for (std::size_t c = 0; c < 3; ++c)
                    sum.at(c) += a.at(x + i % side, y + i / side)[c] - b.at(x + i % side, y + i / side)[c];
            }
            for (const int total : sum)
                worst = std::max(worst, std::abs(total) / static_cast<double>(side * side));
        }
    }
    return worst;
}

void compare_with_golden(const DrawnPage& page, const std::string& name) {
    const std::string golden = BARELAND_TEST_DATA "/golden/pages/" + name + ".png";
    // To make them anew after looking at them: BARELAND_WRITE_GOLDEN=1.
    if (std::getenv("BARELAND_WRITE_GOLDEN") != nullptr) test::save(golden, page_png(page, 60));
    const Picture expected = picture_of(golden);
    const Picture found = picture_of(page, 60);
    ASSERT_EQ(found.width, expected.width);
    ASSERT_EQ(found.height, expected.height);
    EXPECT_LT(worst_difference(found, expected), 40) << name;
}

TEST(Golden, SheetAndOverviewLookAsTheyDid) {
    const Briefing month = test::sample_month(Lang::zh);
    const MapIndex index = index_map(month.map);
    compare_with_golden(draw_sheet(month, index, month.units[0], standard()), "sheet");
    compare_with_golden(draw_overview(month, standard()), "overview");
    // The comparison notices one patch that is missing.
    Briefing less = month;
    less.map.patches.erase(less.map.patches.begin());
    const DrawnPage without = draw_sheet(less, index_map(less.map), less.units[0], standard());
    EXPECT_GT(
        worst_difference(picture_of(without, 60), picture_of(BARELAND_TEST_DATA "/golden/pages/sheet.png")),
        40);
}

}  // namespace
}  // namespace bareland::brief
