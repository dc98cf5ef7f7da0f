// Templates and the canvas.
#include <gdal_priv.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "geo/messages_pages.hpp"
#include "layers/canvas.hpp"
#include "layers/pdf_georeference.hpp"
#include "layers/template.hpp"
#include "layers/text_file.hpp"
#include "tests/support/pages.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

std::string defaults() {
    return read_text_file(BARELAND_SOURCE_DIR "/data/templates/default.toml", messages::template_unreadable);
}

// The English sentence that a template with this text is refused with.
std::string complaint(const std::string& text) {
    try {
        parse_template(defaults(), text, "own.toml");
    } catch (const Error& error) {
        EXPECT_EQ(error.exit(), Exit::input);
        return error.code() + " " + error.text().en;
    }
    return "none";
}

TEST(Template, LaysAnOwnOneOverTheDefault) {
    const PageTemplate own = parse_template(
        defaults(),
        "approval = \"京S(2024)001号\"\n[colours]\nuncontrolled = \"#000080\"\nblue = \"#0000ff\"\n"
        "[lines]\nunit = { colour = \"blue\", mm = 1 }\n[areas]\nkey = { border = \"blue\", mm = 2 }\n"
        "[texts.sheet]\nlegend = { zh = \"图 例\", en = \"Key\" }\n",
        "own.toml");
    const PageTemplate plain = parse_template(defaults(), "", "default.toml");
    EXPECT_EQ(own.approval, "京S(2024)001号");
    EXPECT_EQ(own.colour("uncontrolled"), (Colour{0, 0, 128 / 255.0}));
    EXPECT_EQ(own.pen("unit").colour, (Colour{0, 0, 1}));
    EXPECT_EQ(own.pen("unit").width_mm, 1);
    EXPECT_TRUE(own.area("key").hatches.empty());  // an area is replaced as a whole
    EXPECT_FALSE(plain.area("key").hatches.empty());
    EXPECT_EQ(own.text("sheet", "legend").en, "Key");
    EXPECT_EQ(own.text("sheet", "scale").en, plain.text("sheet", "scale").en);
    EXPECT_EQ(plain.page("landscape").width_mm, 297);
}

TEST(Template, GrowsToA3) {
    const PageTemplate large = parse_template(defaults(), "", "default.toml", PageSize::a3);
    EXPECT_NEAR(large.page("landscape").width_mm, 420, 0.1);
    EXPECT_NEAR(large.page("landscape").height_mm, 297, 0.1);
    EXPECT_GT(large.style("body").size_mm, parse_template(defaults(), "", "d").style("body").size_mm);
}

TEST(Template, RefusesWhatItDoesNotKnow) {
    EXPECT_EQ(complaint("aproval = \"x\""),
              "BL-3942 page template own.toml, line 1: unknown key \"aproval\" in the file; the closest "
              "known key is "
              "\"approval\"");
    EXPECT_EQ(complaint("[texts.sheet]\nlegende = { zh = \"a\", en = \"b\" }"),
              "BL-3942 page template own.toml, line 2: unknown key \"legende\" in [texts.sheet]; the closest "
              "known key is "
              "\"legend\"");
    EXPECT_EQ(complaint("[styles.body]\npoints = 3"),
              "BL-3943 page template own.toml, line 2: unknown key \"points\" in [styles.body]; known keys: "
              "colour, font, "
              "pt, font, pt, colour, halo");
    EXPECT_EQ(complaint("approval = \n").substr(0, 61),
              "BL-3941 page template own.toml, line 1: not valid TOML (Error");
}

TEST(Template, RefusesWrongValues) {
    EXPECT_EQ(complaint("[colours]\nink = \"black\""),
              "BL-3945 page template own.toml, line 2: [colours] ink is \"'black'\", expected a colour such "
              "as \"#c62f14\"");
    EXPECT_EQ(complaint("[lines]\nunit = { colour = \"ink\", mm = 0 }"),
              "BL-3945 page template own.toml, line 2: [lines.unit] mm is \"0\", expected a number above 0");
    EXPECT_EQ(complaint("[pages.landscape]\nmap = [1, 2, 3]"),
              "BL-3945 page template own.toml, line 2: [pages.landscape] map is \"[ 1, 2, 3 ]\", expected "
              "[left, top, "
              "width, height] in millimetres");
    EXPECT_EQ(complaint("[texts.sheet]\nlegend = { zh = \"图例\" }"), "none");  // English as in the default
    EXPECT_EQ(complaint("logo = \"nowhere.png\""),
              "BL-3947 page template own.toml: cannot read the logo nowhere.png: it cannot be opened; it "
              "must be a PNG "
              "file");
}

TEST(Template, NamesThePackageOfAMissingFont) {
    EXPECT_EQ(complaint("[fonts.body]\nfaces = [\"没有这种字体\", \"No Such Face\"]"),
              "BL-3946 page template own.toml: none of the fonts of [fonts.body] is installed: 没有这种字体, "
              "No Such Face; "
              "install one of them (Debian: apt-get install fonts-noto-cjk), or change the template");
    EXPECT_THROW(load_template("no-such-template"), Error);
}

TextStyle body() {
    return {{"Noto Sans CJK SC", "", false}, 4};
}

std::string sample_pdf() {
    Canvas canvas(100, 60, Lang::zh);
    canvas.text({10, 10}, "裸地监测 ABC 123", body());
    return canvas.pdf({"标题", "作者", "主题", "2024-06-03T09:30:00Z"});
}

TEST(Canvas, WritesSearchableTextAndTheSameBytes) {
    const test::TempDir dir;
    const std::string pdf = sample_pdf();
    EXPECT_EQ(pdf, sample_pdf());
    test::save(dir / "a.pdf", pdf);
    EXPECT_NE(test::pdf_text(dir / "a.pdf").find("裸地监测 ABC 123"), std::string::npos);
    const std::string info = test::output_of("pdfinfo '" + (dir / "a.pdf").string() + "'");
    EXPECT_NE(info.find("标题"), std::string::npos);
    EXPECT_NE(info.find("作者"), std::string::npos);
    const std::string fonts = test::output_of("pdffonts '" + (dir / "a.pdf").string() + "'");
    EXPECT_NE(fonts.find("NotoSansCJKsc-Regular"), std::string::npos);
    EXPECT_NE(fonts.find("yes yes yes"), std::string::npos);  // embedded, subset, with Unicode
}

TEST(Canvas, BreaksLinesByChineseRules) {
    Canvas canvas(100, 100, Lang::zh);
    const double four = canvas.measure("四个汉字", body()).width;
    EXPECT_NEAR(four, 16, 0.1);  // full width: 4 x 4 mm
    // Eight characters in room for four and a bit: the full stop may not begin a line, so a character goes
    // with it.
    const double line = canvas.measure("字", body()).height;
    EXPECT_NEAR(canvas.measure("一二三四。", body(), four + 0.5).height, 2 * line, 1e-3);
    EXPECT_NEAR(canvas.measure("一二三四五六七八", body(), four + 0.5).height, 2 * line, 1e-3);
    canvas.text({10, 10}, "一二三四。", body(), Align::left, four + 0.5);
    const test::TempDir dir;
    test::save(dir / "a.pdf", canvas.pdf({}));
    EXPECT_NE(test::pdf_text(dir / "a.pdf").find("四。"), std::string::npos);
}

TEST(Canvas, NamesTextsWithoutGlyphs) {
    Canvas canvas(100, 60, Lang::zh);
    canvas.text({10, 10}, "裸地‱㎡", body());
    EXPECT_TRUE(canvas.missing_glyphs().empty());
    canvas.text({10, 20}, "\xF3\xB0\x80\x80", body());  // private use, U+F0000
    EXPECT_EQ(canvas.missing_glyphs(), std::vector<std::string>{"\xF3\xB0\x80\x80"});
}

TEST(Canvas, KnowsWhereTextStands) {
    Canvas canvas(100, 60, Lang::zh);
    canvas.turned_text({50, 30}, "转向文字转向文字", body(), 90);
    const Box& box = canvas.text_extent();
    EXPECT_NEAR((box.min_y + box.max_y) / 2, 30, 0.5);
    EXPECT_NEAR(box.max_y - box.min_y, 32, 1);  // eight characters, now one below the other
    EXPECT_LT(box.max_x - box.min_x, 5);
}

TEST(Canvas, WritesPngOfTheRightSize) {
    GDALAllRegister();
    const test::TempDir dir;
    Canvas canvas(100, 60, Lang::zh);
    canvas.box({50, 30, 60, 40}, {{1, 0, 0}});
    const std::string png = canvas.png(254);  // ten pixels a millimetre
    EXPECT_EQ(png.substr(37, 4), "pHYs");
    EXPECT_EQ(png.substr(41, 4), std::string("\0\0\x27\x10", 4));  // 10000 a metre
    test::save(dir / "a.png", png);
    const std::unique_ptr<GDALDataset> image(
        static_cast<GDALDataset*>(GDALOpen((dir / "a.png").c_str(), GA_ReadOnly)));
    ASSERT_TRUE(image);
    EXPECT_EQ(image->GetRasterXSize(), 1000);
    EXPECT_EQ(image->GetRasterYSize(), 600);
    const auto green = [&](int x, int y) {
        unsigned char value = 0;
        EXPECT_EQ(image->GetRasterBand(2)->RasterIO(GF_Read, x, y, 1, 1, &value, 1, 1, GDT_Byte, 0, 0),
                  CE_None);
        return static_cast<int>(value);
    };
    EXPECT_GT(green(499, 350), 200);  // edges to a few hundredths of a pixel
    EXPECT_LT(green(500, 350), 50);
    EXPECT_LT(green(599, 399), 50);
    EXPECT_GT(green(600, 399), 200);
}

TEST(PdfGeoreference, IsReadBackByGdalWithinATenthOfAMillimetre) {
    GDALAllRegister();
    if (GDALGetDriverByName("PDF") == nullptr) GTEST_SKIP() << "GDAL without its PDF driver";
    const test::TempDir dir;
    // A frame of 80 x 50 mm at 1 : 50000, upper left corner 10 mm from the page's.
    const PdfMap map{{10, 10, 90, 60}, {470000, 4400000, 474000, 4402500}, 70};
    Canvas canvas(100, 70, Lang::zh);
    canvas.frame(map.frame, {{0, 0, 0}, 0.2});
    const std::string plain = canvas.pdf({});
    test::save(dir / "a.pdf", georeferenced_pdf(plain, map, Crs("EPSG:4548")));
    const std::array<const char*, 2> at_254_dpi{"DPI=254", nullptr};
    const std::unique_ptr<GDALDataset> pdf(static_cast<GDALDataset*>(
        GDALOpenEx((dir / "a.pdf").c_str(), GDAL_OF_RASTER, nullptr, at_254_dpi.data(), nullptr)));
    ASSERT_TRUE(pdf);
    std::array<double, 6> t{};
    ASSERT_EQ(pdf->GetGeoTransform(t.data()), CE_None);
    const double pixels_per_mm = 10;
    const auto at = [&](double x_mm, double y_mm) {
        return Point{t[0] + t[1] * x_mm * pixels_per_mm + t[2] * y_mm * pixels_per_mm,
                     t[3] + t[4] * x_mm * pixels_per_mm + t[5] * y_mm * pixels_per_mm};
    };
    for (const Point mm : {Point{10, 10}, Point{90, 60}, Point{50, 35}}) {
        const Point found = at(mm.x, mm.y);
        EXPECT_NEAR(found.x, 470000 + (mm.x - 10) * 50, 5);  // 5 m are 0.1 mm
        EXPECT_NEAR(found.y, 4402500 - (mm.y - 10) * 50, 5);
    }
    EXPECT_NE(std::string(pdf->GetProjectionRef()).find("4548"), std::string::npos);
    EXPECT_THROW(georeferenced_pdf("no pdf", map, Crs("EPSG:4548")), Error);
}

}  // namespace
}  // namespace bareland
