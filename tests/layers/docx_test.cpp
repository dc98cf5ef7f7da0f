#include "layers/docx.hpp"

#include <cpl_vsi.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "layers/zip_bytes.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::docx {
namespace {

using test::contents;
using test::TempDir;

std::string member(const std::filesystem::path& archive, const std::string& part) {
    const std::string path = "/vsizip/{" + archive.string() + "}/" + part;
    std::string text;
    VSILFILE* file = VSIFOpenL(path.c_str(), "rb");
    if (file == nullptr) return text;
    char chunk[4096];
    while (const std::size_t count = VSIFReadL(chunk, 1, sizeof chunk, file))
        text.append(chunk, count);
    VSIFCloseL(file);
    return text;
}

bool has(const std::string& text, const std::string& piece) {
    return text.find(piece) != std::string::npos;
}

Document sample() {
    Document out;
    out.title = "题目 <&>";
    out.creator = "某局";
    out.created = "2024-06-03T07:30:00+08:00";
    out.page.lines = 22;
    out.styles = {
        {.id = "Normal",
         .name = "Normal",
         .faces = {"仿宋_GB2312", "仿宋"},
         .latin = "Times New Roman",
         .first_line_chars = 2,
         .spacing_pt = -0.25,
         .line_pt = 28.95},
        {.id = "Title", .name = "标题", .faces = {"方正小标宋简体"}, .pt = 22, .align = Align::centre},
        {.id = "Cell", .name = "表格", .faces = {"宋体"}, .pt = 9, .on_grid = false}};
    out.before_number = "— ";
    out.after_number = " —";
    out.number_style = "Cell";
    out.blocks.emplace_back(Paragraph{"Title", {{"题目 <&>"}}});
    out.blocks.emplace_back(Paragraph{"Normal", {{"一行\n二行\t后"}, {"红", true, "B3200D"}}});
    out.blocks.emplace_back(Table{"Cell",
                                  "Cell",
                                  {{40, Align::left}, {20, Align::right}},
                                  {{{"名称"}, {"数"}}, {{"甲"}, {"1,234"}}, {{"合计"}, {"1,234"}}},
                                  1,
                                  1});
    return out;
}

TEST(Docx, PageIsWhereItShouldBe) {
    const TempDir dir;
    write(dir / "t.docx", sample());
    const std::string body = member(dir / "t.docx", "word/document.xml");
    // 210 x 297 mm; 37, 26, 35 and 28 mm in twips of 1/1440 inch
    EXPECT_TRUE(has(body, R"(<w:pgSz w:w="11906" w:h="16838"/>)")) << body;
    EXPECT_TRUE(has(body, R"(w:top="2098" w:right="1474" w:bottom="1984" w:left="1587")")) << body;
    EXPECT_TRUE(has(body, R"(<w:docGrid w:type="lines" w:linePitch="579"/>)")) << body;  // 12756 / 22
    EXPECT_TRUE(has(body, R"(<w:gridCol w:w="2268"/><w:gridCol w:w="1134"/>)"));
    EXPECT_EQ(body.find("<w:tblHeader/>"), body.rfind("<w:tblHeader/>"));  // of one row
    EXPECT_TRUE(has(body, "<w:tblHeader/>"));
    const std::string styles = member(dir / "t.docx", "word/styles.xml");
    EXPECT_TRUE(has(styles, R"(w:line="579" w:lineRule="exact")")) << styles;
    EXPECT_TRUE(has(styles, R"(w:firstLineChars="200" w:firstLine="630")")) << styles;  // 2 x 15.75 pt
    EXPECT_TRUE(has(styles, R"(<w:spacing w:val="-5"/><w:sz w:val="32"/>)")) << styles;
    EXPECT_TRUE(has(styles, R"(w:eastAsia="仿宋_GB2312")") && has(styles, R"(w:ascii="Times New Roman")"));
    EXPECT_TRUE(has(member(dir / "t.docx", "word/fontTable.xml"),
                    R"(w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>)"));
    EXPECT_TRUE(has(member(dir / "t.docx", "word/footer1.xml"), "<w:jc w:val=\"right\"/>"));
    EXPECT_TRUE(has(member(dir / "t.docx", "word/footer2.xml"), "<w:jc w:val=\"left\"/>"));
    EXPECT_TRUE(has(member(dir / "t.docx", "docProps/core.xml"), ">2024-06-02T23:30:00Z</dcterms:created>"));
}

TEST(Docx, SameBytesEveryTime) {
    const std::string first = bytes_of(sample());
    ::setenv("TZ", "America/New_York", 1);
    ::tzset();
    EXPECT_EQ(bytes_of(sample()), first);
    ::unsetenv("TZ");
    ::tzset();
}

// What another program makes of it: python3-docx reads paragraphs, table, page and properties, and every part
// is XML.
constexpr const char* reader = R"(
import sys, zipfile, xml.etree.ElementTree as E, docx
path = sys.argv[1]
for name in zipfile.ZipFile(path).namelist():
    E.fromstring(zipfile.ZipFile(path).read(name))
d = docx.Document(path)
for p in d.paragraphs:
    print('P', p.style.name, p.text.replace('\n', '|').replace('\t', '>'))
for t in d.tables:
    for r in t.rows:
        print('R', *[c.text for c in r.cells])
s = d.sections[0]
print('S', round(s.page_width.mm, 1), round(s.top_margin.mm, 1), round(s.left_margin.mm, 1))
print('F', s.footer.paragraphs[0].text)
print('C', d.core_properties.title, d.core_properties.author, d.core_properties.created)
)";

std::string read_by_python(const TempDir& dir, const std::string& file) {
    const std::string script = dir.write("read.py", reader);
    const std::string command = "PYTHONIOENCODING=utf-8 /usr/bin/python3 " + script + " " + file + " > " +
                                dir.file("out.txt") + " 2>&1";
    const bool done = std::system(command.c_str()) == 0;
    return (done ? "" : "failed: ") + contents(dir / "out.txt");
}

bool python_has_docx() {
    return std::system("/usr/bin/python3 -c 'import docx' 2>/dev/null") == 0;
}

TEST(Docx, AnotherProgramReadsTheSame) {
    if (!python_has_docx()) GTEST_SKIP() << "python3-docx is not installed";
    const TempDir dir;
    write(dir / "t.docx", sample());
    EXPECT_EQ(read_by_python(dir, dir.file("t.docx")),
              "P 标题 题目 <&>\nP Normal 一行|二行>后红\nP Normal \nR 名称 数\nR 甲 1,234\nR 合计 1,234\n"
              "S 210.0 37.0 28.0\nF — 1 —\nC 题目 <&> 某局 2024-06-02 23:30:00\n");
}

TEST(Docx, TextsCannotSpoilIt) {
    if (!python_has_docx()) GTEST_SKIP() << "python3-docx is not installed";
    const TempDir dir;
    Document document = sample();
    document.title = std::string("\x01\"'") + "\xEF\xBF\xBF";
    const std::string name = "</w:t>&amp;\xF0\x9F\x9A\x9B\xFF\x0B]]>" + std::string(5000, 'x');
    document.blocks = {Paragraph{"Normal", {{name}}}, Table{"Cell", "Cell", {{40}}, {{{name}}}, 0, 0},
                       Table{"Cell", "Cell", {{40}}, {{{""}}}, 0, 0}};
    write(dir / "t.docx", document);
    const std::string read = read_by_python(dir, dir.file("t.docx"));
    const std::string kept =
        "</w:t>&amp;\xF0\x9F\x9A\x9B\xEF\xBF\xBD\xEF\xBF\xBD]]>" + std::string(5000, 'x');
    EXPECT_TRUE(has(read, "P Normal " + kept + "\n")) << read;
    EXPECT_TRUE(has(read, "R " + kept + "\n")) << read;
    EXPECT_TRUE(has(read, "C \xEF\xBF\xBD\"'\xEF\xBF\xBD ")) << read;
}

TEST(Docx, RefusesWhatIsOurMistake) {
    Document document = sample();
    document.blocks.emplace_back(Paragraph{"Nothing", {{"x"}}});
    EXPECT_THROW(bytes_of(document), Error);
    document = sample();
    std::get<Table>(document.blocks[2]).rows[1].pop_back();
    EXPECT_THROW(bytes_of(document), Error);
    document = sample();
    document.created = "yesterday";
    EXPECT_THROW(bytes_of(document), Error);
}

TEST(Docx, SaysWhatCouldNotBeWritten) {
    const TempDir dir;
    try {
        write(dir / "none" / "t.docx", sample());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3064");
        EXPECT_TRUE(has(error.text().zh, "t.docx")) << error.text().zh;
    }
}

TEST(Zip, RefusesANameTwice) {
    const std::vector<ZipEntry> entries{{"a", "1"}, {"a", "2"}};
    EXPECT_THROW(zip_bytes(entries), Error);
}

}  // namespace
}  // namespace bareland::docx
