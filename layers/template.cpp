// A template is the default one with what its file changes: the file's tables are checked against the
// default's keys and laid over them, then everything is read once.
#include "layers/template.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <set>

#include "geo/messages.hpp"
#include "geo/messages_pages.hpp"
#include "layers/shipped.hpp"
#include "layers/text_file.hpp"
#include "layers/toml_table.hpp"

namespace bareland {
namespace {

using toml_file::in_both;
using toml_file::Table;
using Names = std::vector<std::string>;

const toml_file::Complaints complaints{messages::template_unknown_key, messages::template_strange_key,
                                       messages::template_missing_key, messages::template_bad_value};
constexpr const char* schema = "bareland/template/1";
constexpr double mm_per_point = 25.4 / 72;

toml::table parse(const std::string& text, const std::string& file) {
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        throw Error(messages::template_not_toml, file, std::max<std::size_t>(1, error.source().begin.line),
                    std::string(error.description()));
    }
}

Names keys_of(const toml::table& table) {
    Names out;
    for (const auto& [key, node] : table)
        out.emplace_back(key.str());
    return out;
}

// Keys that entries of these tables may have though the default's do not use them.
const Names& keys_in(const std::string& section) {
    static const Names style{"font", "pt", "colour", "halo"};
    static const Names line{"colour", "mm", "dashes"};
    static const Names area{"fill",     "opacity", "hatch", "spacing", "angle",
                            "hatch_mm", "border",  "mm",    "dashes"};
    static const Names none;
    if (section == "styles") return style;
    if (section == "lines") return line;
    return section == "areas" ? area : none;
}

std::string table_name(const std::string& path) {
    return path.empty() ? "" : "[" + path + "]";
}

// Lays `extra` over `base`. `section`: the table at the top that both are in.
void lay_over(toml::table& base, toml::table& extra, const std::string& path, const std::string& section,
              const std::string& file) {
    Names known = keys_of(base);
    if (path.find('.') != std::string::npos) {
        const Names& more = keys_in(section);
        known.insert(known.end(), more.begin(), more.end());
    }
    // Colours may be added: lines, areas and styles name them.
    if (path != "colours") {
        const Text name = path.empty() ? Text{"文件开头", "the file"} : in_both(table_name(path));
        const Table check(extra, name, file, known, complaints);
    }
    for (auto& [key, node] : extra) {
        const std::string word(key.str());
        toml::node* old = base.get(word);
        toml::table* inner = node.as_table();
        // An area is replaced as a whole, so that a template can leave away its hatch or border.
        const bool whole = path == "areas" || (path == "fonts" && !node.is_table());
        if (old != nullptr && old->is_table() && inner != nullptr && !whole) {
            lay_over(*old->as_table(), *inner, path.empty() ? word : fmt::format("{}.{}", path, word),
                     section.empty() ? word : section, file);
        } else {
            base.insert_or_assign(key, std::move(node));
        }
    }
}

Colour read_colour(const Table& table, std::string_view key) {
    const Text expected{"形如 \"#c62f14\" 的颜色", "a colour such as \"#c62f14\""};
    const toml::node& node = table.need(key, expected);
    const auto value = node.value_exact<std::string>();
    const bool good = value && value->size() == 7 && (*value)[0] == '#' &&
                      value->find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
    if (!good) table.refuse(key, node, expected);
    const auto channel = [&](std::size_t at) { return std::stoi(value->substr(at, 2), nullptr, 16) / 255.0; };
    return {channel(1), channel(3), channel(5)};
}

double positive(const Table& table, std::string_view key) {
    return table.number(key, 0, false, 10000, {"大于 0 的数", "a number above 0"});
}

double not_negative(const Table& table, std::string_view key) {
    return table.number(key, 0, true, 1e9, {"不小于 0 的数", "a number of at least 0"});
}

std::vector<double> numbers(const Table& table, std::string_view key, std::size_t count,
                            const Text& expected) {
    const toml::node& node = table.need(key, expected);
    const toml::array* array = node.as_array();
    std::vector<double> out;
    if (array == nullptr || (count > 0 && array->size() != count)) table.refuse(key, node, expected);
    for (const toml::node& entry : *array) {
        const auto value = entry.is_number() ? entry.value<double>() : std::nullopt;
        if (!value || !(*value >= 0) || *value > 10000) table.refuse(key, node, expected);
        out.push_back(*value);
    }
    return out;
}

Box read_frame(const Table& table, std::string_view key, double scale) {
    const Text expected{"[左, 上, 宽, 高]，毫米", "[left, top, width, height] in millimetres"};
    const std::vector<double> n = numbers(table, key, 4, expected);
    if (n[2] <= 0 || n[3] <= 0) table.refuse(key, *table.find(key), expected);
    return {n[0] * scale, n[1] * scale, (n[0] + n[2]) * scale, (n[1] + n[3]) * scale};
}

// The first face that is installed.
std::string first_installed(const Names& faces) {
    const auto found = std::find_if(faces.begin(), faces.end(), font_installed);
    return found == faces.end() ? "" : *found;
}

Typeface read_face(const Table& fonts, const std::string& key) {
    const std::string name = "[fonts." + key + "]";
    const Table table = fonts.table(key, name, {"faces", "latin", "bold", "package"});
    const Names faces = table.texts("faces");
    Typeface face{first_installed(faces), first_installed(table.texts("latin")), table.boolean("bold")};
    if (face.family.empty()) {
        throw Error(messages::template_no_font, table.file(), name, toml_file::joined(faces),
                    table.text("package"));
    }
    return face;
}

}  // namespace

// Reads the tables of a complete template.
struct PageTemplate::Parts {
    PageTemplate& out;
    const Table& root;
    double scale;       // of frames and lines
    double text_scale;  // of letters
    std::map<std::string, Typeface> faces{};

    const Colour& named_colour(const Table& table, std::string_view key) const {
        Names known;
        for (const auto& [name, colour] : out.colours_)
            known.push_back(name);
        const Text expected{"[colours] 中的颜色名：" + toml_file::joined(known),
                            "a name from [colours]: " + toml_file::joined(known)};
        const toml::node& node = table.need(key, expected);
        const auto value = node.value_exact<std::string>();
        const auto found = value ? out.colours_.find(*value) : out.colours_.end();
        if (found == out.colours_.end()) table.refuse(key, node, expected);
        return found->second;
    }

    Pen pen(const Table& table, std::string_view colour, std::string_view width) const {
        Pen pen{named_colour(table, colour), positive(table, width), {}, 1};
        if (table.has("dashes")) {
            pen.dashes_mm = numbers(table, "dashes", 0, {"由毫米数组成的数组", "an array of millimetres"});
        }
        return pen;
    }

    void read_colours() const {
        const Table table = root.open_table("colours", "[colours]");
        for (const std::string& key : table.keys())
            out.colours_[key] = read_colour(table, key);
    }

    void read_styles() {
        const Table fonts = root.open_table("fonts", "[fonts]");
        for (const std::string& key : fonts.keys())
            faces[key] = read_face(fonts, key);
        const Table styles = root.open_table("styles", "[styles]");
        for (const std::string& key : styles.keys()) {
            const Table table = styles.table(key, "[styles." + key + "]", keys_in("styles"));
            TextStyle style;
            const std::string font = table.text("font");
            const auto face = faces.find(font);
            if (face == faces.end()) {
                const std::string known = toml_file::joined(fonts.keys());
                table.refuse("font", *table.find("font"),
                             {"[fonts] 中的名字：" + known, "a name from [fonts]: " + known});
            }
            style.face = face->second;
            style.size_mm = positive(table, "pt") * mm_per_point * text_scale;
            style.colour = named_colour(table, "colour");
            if (table.has("halo")) style.halo_mm = not_negative(table, "halo");
            out.styles_[key] = style;
        }
    }

    void read_lines() const {
        const Table lines = root.open_table("lines", "[lines]");
        for (const std::string& key : lines.keys())
            out.pens_[key] = pen(lines.table(key, "[lines." + key + "]", keys_in("lines")), "colour", "mm");
    }

    void read_areas() const {
        const Table areas = root.open_table("areas", "[areas]");
        for (const std::string& key : areas.keys()) {
            const Table table = areas.table(key, "[areas." + key + "]", keys_in("areas"));
            AreaStyle area;
            if (table.has("fill")) {
                const double opacity =
                    table.has("opacity")
                        ? table.number("opacity", 0, true, 1, {"0 到 1 之间的数", "a number from 0 to 1"})
                        : 1;
                area.fills.push_back({named_colour(table, "fill"), opacity});
            }
            if (table.has("hatch")) {
                const Pen line{named_colour(table, "hatch"), positive(table, "hatch_mm"), {}, 1};
                area.hatches.push_back({line, positive(table, "spacing"), not_negative(table, "angle")});
            }
            if (table.has("border")) area.borders.push_back(pen(table, "border", "mm"));
            out.areas_[key] = area;
        }
    }

    void read_numbers() const {
        const Table table = root.open_table("numbers", "[numbers]");
        for (const std::string& key : table.keys())
            out.numbers_[key] = not_negative(table, key);
    }

    PageLayout layout(const Table& table, const std::string& name) const {
        PageLayout page;
        const std::vector<double> size =
            numbers(table, "size", 2, {"[宽, 高]，毫米", "[width, height] in millimetres"});
        page.width_mm = size[0] * scale;
        page.height_mm = size[1] * scale;
        for (const std::string& key : table.keys()) {
            if (key != "size" && key != "columns") page.frames[key] = read_frame(table, key, scale);
        }
        for (const toml::table* entry : table.tables("columns", "columns")) {
            const Table column(*entry, in_both("[" + name + ".columns]"), table.file(),
                               Names{"frame", "blocks"}, complaints);
            page.columns.push_back({read_frame(column, "frame", scale), column.texts("blocks")});
        }
        return page;
    }

    void read_pages() const {
        const Table pages = root.open_table("pages", "[pages]");
        for (const std::string& key : pages.keys()) {
            const Table table = pages.open_table(key, "[pages." + key + "]");
            out.pages_[key] = layout(table, "pages." + key);
        }
    }

    void read_texts() const {
        const Table tables = root.open_table("texts", "[texts]");
        for (const std::string& key : tables.keys()) {
            const std::string name = "texts." + key;
            const Table table = tables.open_table(key, "[" + name + "]");
            for (const std::string& word : table.keys())
                out.texts_[key][word] = table.both_languages(word, fmt::format("[{}.{}]", name, word));
        }
    }

    void read_logo() const {
        const toml::node& node = root.need("logo", {"PNG 文件名", "the name of a PNG file"});
        const auto name = node.value_exact<std::string>();
        if (!name) root.refuse("logo", node, {"PNG 文件名", "the name of a PNG file"});
        if (name->empty()) return;
        const std::string path = (std::filesystem::path(root.file()).parent_path() / *name).string();
        try {
            out.logo = read_text_file(path, messages::template_unreadable);
        } catch (const Error&) {
            throw Error(messages::template_bad_logo, root.file(), *name, "文件打不开", "it cannot be opened");
        }
        if (!Canvas(10, 10, Lang::zh).picture({0, 0, 10, 10}, out.logo)) {
            throw Error(messages::template_bad_logo, root.file(), *name, "不是 PNG", "it is no PNG");
        }
    }

    void read_head() const {
        if (root.text("schema") != schema) {
            const std::string word = fmt::format("\"{}\"", schema);
            root.refuse("schema", *root.find("schema"), {word, word});
        }
        out.maker = root.both_languages("maker", "maker");
        const Text expected{"文字（可为空）", "a text, which may be empty"};
        const toml::node& node = root.need("approval", expected);
        const auto number = node.value_exact<std::string>();
        if (!number) root.refuse("approval", node, expected);
        out.approval = *number;
    }
};

namespace {

template <class Map>
const auto& named(const Map& map, std::string_view kind, std::string_view name) {
    const auto found = map.find(name);
    if (found == map.end()) {
        throw Error(messages::internal, fmt::format("the page template has no {} \"{}\"", kind, name));
    }
    return found->second;
}

}  // namespace

const Text& PageTemplate::text(std::string_view table, std::string_view key) const {
    return named(named(texts_, "texts", table), "text", key);
}

bool PageTemplate::has_text(std::string_view table, std::string_view key) const {
    const auto found = texts_.find(table);
    return found != texts_.end() && found->second.find(key) != found->second.end();
}

const TextStyle& PageTemplate::style(std::string_view name) const {
    return named(styles_, "style", name);
}

const Colour& PageTemplate::colour(std::string_view name) const {
    return named(colours_, "colour", name);
}

const Pen& PageTemplate::pen(std::string_view name) const {
    return named(pens_, "line", name);
}

const AreaStyle& PageTemplate::area(std::string_view name) const {
    return named(areas_, "area", name);
}

double PageTemplate::number(std::string_view name) const {
    return named(numbers_, "number", name);
}

const PageLayout& PageTemplate::page(std::string_view name) const {
    return named(pages_, "page", name);
}

PageTemplate parse_template(const std::string& defaults, const std::string& text, const std::string& file,
                            PageSize size) {
    toml::table base = parse(defaults, file);
    if (!text.empty()) {
        toml::table extra = parse(text, file);
        lay_over(base, extra, "", "", file);
    }
    PageTemplate out;
    out.file = file;
    const Names known = keys_of(base);
    const Table root(base, {"文件开头", "the file"}, file, known, complaints);
    // A3 is twice the area; letters grow less than the frames, for the reader holds it at the same distance.
    const double scale = size == PageSize::a3 ? std::sqrt(2.0) : 1;
    PageTemplate::Parts parts{out, root, scale, 1 + (scale - 1) * 0.6};
    parts.read_head();
    parts.read_colours();
    parts.read_styles();
    parts.read_lines();
    parts.read_areas();
    parts.read_numbers();
    parts.read_pages();
    parts.read_texts();
    parts.read_logo();
    return out;
}

PageTemplate load_template(const std::string& path_or_name, PageSize size) {
    const auto find = [](const std::string& name) {
        if (auto file = find_shipped("templates", name)) return *file;
        throw Error(messages::template_not_found, name, shipped_names("templates"));
    };
    const std::string standard = find("default");
    const std::string defaults = read_text_file(standard, messages::template_unreadable);
    if (path_or_name.empty()) return parse_template(defaults, "", standard, size);
    const std::string file = find(path_or_name);
    return parse_template(defaults, read_text_file(file, messages::template_unreadable), file, size);
}

}  // namespace bareland
