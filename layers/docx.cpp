#include "layers/docx.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <map>

#include "geo/messages.hpp"
#include "layers/os.hpp"
#include "layers/track_time.hpp"
#include "layers/utf8.hpp"
#include "layers/zip_bytes.hpp"

namespace bareland::docx {
namespace {

constexpr const char* xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* word_space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr const char* office_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* package_space = "http://schemas.openxmlformats.org/package/2006/";
constexpr const char* word_types = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
constexpr const char* replacement = "\xEF\xBF\xBD";  // U+FFFD

[[noreturn]] void fail(const std::string& what) {
    throw Error(messages::internal, "docx: " + what);
}

// ---- lengths: twips are twentieths of a point

int twips_of_pt(double pt) {
    return static_cast<int>(std::lround(pt * 20));
}
int twips_of_mm(double mm) {
    return static_cast<int>(std::lround(mm / 25.4 * 1440));
}

// ---- text

// Characters that XML 1.0 has no place for, besides those below U+0020: U+FFFE and U+FFFF.
bool is_noncharacter(std::string_view text, std::size_t at) {
    return text.size() - at >= 3 && text[at] == '\xEF' && text[at + 1] == '\xBF' &&
           (text[at + 2] == '\xBE' || text[at + 2] == '\xBF');
}

std::string escaped(std::string_view raw) {
    const std::string text = valid_utf8(raw);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '"') {
            out += "&quot;";
        } else if ((c >= 0 && c < 0x20) || c == 0x7f) {
            out += replacement;
        } else if (is_noncharacter(text, i)) {
            out += replacement;
            i += 2;
        } else {
            out += c;
        }
    }
    return out;
}

// Text of a run; line feeds and tabs are elements of their own.
std::string run_text(std::string_view text) {
    std::string out;
    while (true) {
        const std::size_t end = std::min(text.find_first_of("\n\t"), text.size());
        if (end > 0) out += fmt::format("<w:t xml:space=\"preserve\">{}</w:t>", escaped(text.substr(0, end)));
        if (end == text.size()) return out;
        out += text[end] == '\n' ? "<w:br/>" : "<w:tab/>";
        text.remove_prefix(end + 1);
    }
}

const char* word_of(Align align) {
    constexpr std::array words{"left", "center", "right", "both"};
    return words.at(static_cast<std::size_t>(align));
}

std::string run_xml(const Run& run) {
    std::string properties;
    if (run.bold) properties += "<w:b/><w:bCs/>";
    if (!run.colour.empty()) properties += fmt::format("<w:color w:val=\"{}\"/>", escaped(run.colour));
    if (!properties.empty()) properties = "<w:rPr>" + properties + "</w:rPr>";
    return "<w:r>" + properties + run_text(run.text) + "</w:r>";
}

// ---- styles

std::string indent_xml(const Style& style) {
    // In hundredths of a character for Word, and as lengths for others. Zeros too: they undo those of
    // "Normal".
    const auto hundredths = [](double chars) { return std::lround(chars * 100); };
    const double char_pt = style.pt + style.spacing_pt;
    return fmt::format(
        "<w:ind w:rightChars=\"{}\" w:right=\"{}\" w:firstLineChars=\"{}\" w:firstLine=\"{}\"/>",
        hundredths(style.right_chars), twips_of_pt(style.right_chars * char_pt),
        hundredths(style.first_line_chars), twips_of_pt(style.first_line_chars * char_pt));
}

std::string spacing_xml(const Style& style) {
    std::string out = fmt::format("<w:spacing w:before=\"{}\" w:after=\"{}\"", twips_of_pt(style.before_pt),
                                  twips_of_pt(style.after_pt));
    if (style.line_pt > 0)
        out += fmt::format(" w:line=\"{}\" w:lineRule=\"exact\"", twips_of_pt(style.line_pt));
    return out + "/>";
}

std::string style_xml(const Style& style, Lang lang) {
    if (style.faces.empty()) fail("style " + style.id + " has no face");
    const bool normal = style.id == "Normal";
    const std::string chinese = escaped(style.faces.front());
    const std::string latin = style.latin.empty() ? chinese : escaped(style.latin);
    // Quotation marks and ‱ have glyphs in Chinese and in Latin faces; the hint takes the Chinese ones.
    const char* hint = lang == Lang::zh ? " w:hint=\"eastAsia\"" : "";
    std::string out = fmt::format(
        "<w:style w:type=\"paragraph\"{} w:styleId=\"{}\"><w:name w:val=\"{}\"/>{}<w:qFormat/><w:pPr>",
        normal ? " w:default=\"1\"" : " w:customStyle=\"1\"", escaped(style.id), escaped(style.name),
        normal ? "" : "<w:basedOn w:val=\"Normal\"/>");
    if (style.keep_with_next) out += "<w:keepNext/>";
    out += "<w:widowControl w:val=\"0\"/>";
    if (lang == Lang::zh) out += "<w:kinsoku/><w:overflowPunct/>";
    if (!style.on_grid) out += "<w:snapToGrid w:val=\"0\"/>";
    out += spacing_xml(style) + indent_xml(style);
    out += fmt::format("<w:jc w:val=\"{}\"/>", word_of(style.align));
    if (style.outline > 0) out += fmt::format("<w:outlineLvl w:val=\"{}\"/>", style.outline - 1);
    const auto half_points = std::lround(style.pt * 2);
    out += fmt::format(
        "</w:pPr><w:rPr><w:rFonts w:ascii=\"{0}\" w:hAnsi=\"{0}\" w:cs=\"{0}\" w:eastAsia=\"{1}\"{2}/>"
        "<w:b w:val=\"{3}\"/><w:bCs w:val=\"{3}\"/><w:spacing w:val=\"{4}\"/><w:sz w:val=\"{5}\"/>"
        "<w:szCs w:val=\"{5}\"/></w:rPr></w:style>",
        latin, chinese, hint, style.bold ? 1 : 0, twips_of_pt(style.spacing_pt), half_points);
    return out;
}

std::string styles_xml(const Document& document) {
    // Of Latin letters and digits: numbers are then not broken between their digits, as Chinese would be.
    const char* language = document.lang == Lang::zh ? "en-US" : "en-GB";
    std::string out = fmt::format(
        "{}<w:styles xmlns:w=\"{}\"><w:docDefaults><w:rPrDefault><w:rPr>"
        "<w:lang w:val=\"{}\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>",
        xml_head, word_space, language);
    for (const Style& style : document.styles)
        out += style_xml(style, document.lang);
    return out + "</w:styles>";
}

// For readers that lack the first face: the next ones, as its other names.
std::string fonts_xml(const Document& document) {
    std::map<std::string, std::vector<std::string>> faces;
    for (const Style& style : document.styles) {
        faces.try_emplace(style.faces.front(), style.faces.begin() + 1, style.faces.end());
        if (!style.latin.empty()) faces.try_emplace(style.latin);
    }
    std::string out = fmt::format("{}<w:fonts xmlns:w=\"{}\">", xml_head, word_space);
    for (const auto& [face, others] : faces) {
        out += fmt::format("<w:font w:name=\"{}\">", escaped(face));
        if (!others.empty())
            out +=
                fmt::format("<w:altName w:val=\"{}\"/>", escaped(fmt::format("{}", fmt::join(others, ","))));
        out += "</w:font>";
    }
    return out + "</w:fonts>";
}

// ---- blocks

class Body {
  public:
    explicit Body(const Document& document) : document_(document) {}

    std::string xml() {
        for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
            if (const auto* text = std::get_if<Paragraph>(&document_.blocks[i])) {
                paragraph(*text);
                continue;
            }
            table(std::get<Table>(document_.blocks[i]));
            // Word wants a paragraph behind a table, and would join two tables that follow each other.
            const bool last = i + 1 == document_.blocks.size();
            if (last || std::holds_alternative<Table>(document_.blocks[i + 1]))
                out_ += "<w:p><w:pPr><w:spacing w:line=\"20\" w:lineRule=\"exact\"/></w:pPr></w:p>";
        }
        return std::move(out_);
    }

  private:
    void need(const std::string& style) const {
        const auto named = [&](const Style& known) { return known.id == style; };
        if (std::none_of(document_.styles.begin(), document_.styles.end(), named)) fail("no style " + style);
    }

    void paragraph(const Paragraph& paragraph) {
        need(paragraph.style);
        out_ += fmt::format("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{}</w:pPr>", escaped(paragraph.style),
                            paragraph.on_new_page ? "<w:pageBreakBefore/>" : "");
        for (const Run& run : paragraph.runs)
            out_ += run_xml(run);
        out_ += "</w:p>";
    }

    void table(const Table& table) {
        need(table.head_style);
        need(table.body_style);
        int width = 0;
        std::string grid;
        for (const Column& column : table.columns) {
            width += twips_of_mm(column.width_mm);
            grid += fmt::format("<w:gridCol w:w=\"{}\"/>", twips_of_mm(column.width_mm));
        }
        out_ += fmt::format(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>",
            width);
        for (const char* side : {"top", "left", "bottom", "right", "insideH", "insideV"})
            out_ += fmt::format("<w:{} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>", side);
        out_ +=
            "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"57\" w:type=\"dxa\"/>"
            "<w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>" +
            grid + "</w:tblGrid>";
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            row(table, i);
        out_ += "</w:tbl>";
    }

    void row(const Table& table, std::size_t at) {
        const std::vector<Run>& cells = table.rows[at];
        if (cells.size() != table.columns.size())
            fail("a table row has another number of cells than columns");
        const bool head = at < table.head_rows;
        const bool total = !head && at + table.total_rows == table.rows.size();
        out_ += "<w:tr><w:trPr><w:cantSplit/>";
        if (head) out_ += "<w:tblHeader/>";
        out_ += "</w:trPr>";
        for (std::size_t i = 0; i < cells.size(); ++i)
            cell(table.columns[i], cells[i], head ? table.head_style : table.body_style, head, total);
        out_ += "</w:tr>";
    }

    void cell(const Column& column, const Run& run, const std::string& style, bool head, bool total) {
        out_ += fmt::format("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>", twips_of_mm(column.width_mm));
        if (total)
            out_ +=
                "<w:tcBorders><w:top w:val=\"single\" w:sz=\"12\" w:space=\"0\" "
                "w:color=\"auto\"/></w:tcBorders>";
        out_ += fmt::format(
            "<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{}\"/>"
            "<w:jc w:val=\"{}\"/></w:pPr>{}</w:p></w:tc>",
            escaped(style), head ? "center" : word_of(column.align), run_xml(run));
    }

    const Document& document_;
    std::string out_;
};

// ---- the page

std::string grid_xml(const Page& page) {
    if (page.lines <= 0) return {};
    const double pitch = page.text_height_mm / page.lines / 25.4 * 1440;
    return fmt::format("<w:docGrid w:type=\"lines\" w:linePitch=\"{}\"/>",
                       static_cast<int>(std::floor(pitch)));
}

std::string section_xml(const Document& document) {
    const Page& page = document.page;
    const double right = page.width_mm - page.left_mm - page.text_width_mm;
    const double bottom = page.height_mm - page.top_mm - page.text_height_mm;
    constexpr double number_line_mm = 6.4;  // height of the number's line at 14 pt
    const double footer = std::max(0.0, bottom - page.number_below_mm - number_line_mm / 2);
    return fmt::format(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
        "<w:footerReference w:type=\"even\" r:id=\"rId5\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"/>"
        "<w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"851\" "
        "w:footer=\"{}\" w:gutter=\"0\"/>{}</w:sectPr>",
        twips_of_mm(page.width_mm), twips_of_mm(page.height_mm), twips_of_mm(page.top_mm), twips_of_mm(right),
        twips_of_mm(bottom), twips_of_mm(page.left_mm), twips_of_mm(footer), grid_xml(page));
}

std::string document_xml(const Document& document) {
    return fmt::format("{}<w:document xmlns:w=\"{}\" xmlns:r=\"{}\"><w:body>{}{}</w:body></w:document>",
                       xml_head, word_space, office_space, Body(document).xml(), section_xml(document));
}

std::string footer_xml(const Document& document, bool odd) {
    const char* sides = odd ? "<w:ind w:rightChars=\"100\" w:right=\"280\"/><w:jc w:val=\"right\"/>"
                            : "<w:ind w:leftChars=\"100\" w:left=\"280\"/><w:jc w:val=\"left\"/>";
    return fmt::format(
        "{}<w:ftr xmlns:w=\"{}\"><w:p><w:pPr><w:pStyle w:val=\"{}\"/>{}</w:pPr>{}"
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE "
        "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>{}</w:p></w:ftr>",
        xml_head, word_space, escaped(document.number_style), sides, run_xml({document.before_number}),
        run_xml({document.after_number}));
}

std::string settings_xml() {
    return fmt::format(
        "{}<w:settings xmlns:w=\"{}\"><w:evenAndOddHeaders/><w:characterSpacingControl "
        "w:val=\"compressPunctuation\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" "
        "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>",
        xml_head, word_space);
}

// ---- the package

std::string core_xml(const Document& document) {
    const auto moment = parse_moment(document.created);
    if (!moment) fail("not a moment: " + document.created);
    const std::string when =
        fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(moment->seconds)));
    return fmt::format(
        "{}<cp:coreProperties xmlns:cp=\"{}metadata/core-properties\" "
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>"
        "<dc:creator>{}</dc:creator><cp:lastModifiedBy>{}</cp:lastModifiedBy>"
        "<dcterms:created xsi:type=\"dcterms:W3CDTF\">{}</dcterms:created>"
        "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">{}</dcterms:modified></cp:coreProperties>",
        xml_head, package_space, escaped(document.title), escaped(document.creator),
        escaped(document.creator), when, when);
}

std::string types_xml() {
    std::string out = fmt::format(
        "{}<Types xmlns=\"{}content-types\"><Default Extension=\"rels\" "
        "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
        xml_head, package_space);
    const auto add = [&](const char* part, const std::string& type) {
        out += fmt::format("<Override PartName=\"/{}\" ContentType=\"{}+xml\"/>", part, type);
    };
    const std::string word = word_types;
    add("word/document.xml", word + "document.main");
    add("word/styles.xml", word + "styles");
    add("word/settings.xml", word + "settings");
    add("word/fontTable.xml", word + "fontTable");
    add("word/footer1.xml", word + "footer");
    add("word/footer2.xml", word + "footer");
    add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties");
    return out + "</Types>";
}

std::string relations_xml(std::initializer_list<std::pair<std::string, const char*>> relations) {
    std::string out = fmt::format("{}<Relationships xmlns=\"{}relationships\">", xml_head, package_space);
    int id = 0;
    for (const auto& [type, target] : relations)
        out += fmt::format("<Relationship Id=\"rId{}\" Type=\"{}\" Target=\"{}\"/>", ++id, type, target);
    return out + "</Relationships>";
}

}  // namespace

std::string bytes_of(const Document& document) {
    const std::string office = std::string(office_space) + "/";
    const std::array entries{
        ZipEntry{"[Content_Types].xml", types_xml()},
        ZipEntry{"_rels/.rels",
                 relations_xml({{office + "officeDocument", "word/document.xml"},
                                {std::string(package_space) + "relationships/metadata/core-properties",
                                 "docProps/core.xml"}})},
        ZipEntry{"docProps/core.xml", core_xml(document)},
        ZipEntry{"word/document.xml", document_xml(document)},
        ZipEntry{"word/_rels/document.xml.rels", relations_xml({{office + "styles", "styles.xml"},
                                                                {office + "settings", "settings.xml"},
                                                                {office + "fontTable", "fontTable.xml"},
                                                                {office + "footer", "footer1.xml"},
                                                                {office + "footer", "footer2.xml"}})},
        ZipEntry{"word/styles.xml", styles_xml(document)},
        ZipEntry{"word/settings.xml", settings_xml()},
        ZipEntry{"word/fontTable.xml", fonts_xml(document)},
        ZipEntry{"word/footer1.xml", footer_xml(document, true)},
        ZipEntry{"word/footer2.xml", footer_xml(document, false)},
    };
    return zip_bytes(entries);
}

void write(const std::filesystem::path& file, const Document& document) {
    write_whole(file, bytes_of(document));
}

}  // namespace bareland::docx
