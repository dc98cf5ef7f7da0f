#include "layers/recipe_lines.hpp"

#include <array>
#include <cmath>

#include "geo/messages_recipes.hpp"

namespace bareland::recipe_toml {

using recipe::At;
using recipe::Compass;
using recipe::Line;
using recipe::Piece;
using recipe::Step;
using toml_file::in_both;
using toml_file::Table;
using Names = std::vector<std::string>;

const toml_file::Complaints complaints{messages::recipe_unknown_key, messages::recipe_strange_key,
                                       messages::recipe_missing_key, messages::recipe_bad_value};

double metres(const Table& table, std::string_view key, bool zero) {
    constexpr double most = 1e12;
    return zero ? table.number(key, 0, true, most, {"不小于 0 的数", "a number not below 0"})
                : table.number(key, 0, false, most, {"大于 0 的数", "a number above 0"});
}

Date day(const Table& table, std::string_view key) {
    const Text expected{"日期，如 2024-01-01", "a date such as 2024-01-01"};
    const toml::node& node = table.need(key, expected);
    std::optional<DateRange> range;
    if (const auto date = node.value_exact<toml::date>()) {
        range = parse_date(fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day));
    } else if (const auto text = node.value_exact<std::string>()) {
        range = parse_date(*text);
    }
    if (!range || !(range->first == range->last)) table.refuse(key, node, expected);
    return range->first;
}

Names text_or_texts(const Table& table, std::string_view key) {
    const toml::node* node = table.find(key);
    if (node != nullptr && node->is_string()) return {table.text(key)};
    Names out = table.texts(key);
    if (out.empty()) table.refuse(key, *node, {"至少一个名称", "at least one name"});
    return out;
}

namespace {

const Text line_expected{"线：路名，或 { circle | border | ray = … }",
                         "a line: the name of a road, or { circle | border | ray = ... }"};
const Text at_expected{"\"north\"、\"east\"、\"south\"、\"west\"、\"northeast\" 等八方之一，或 [经度, 纬度]",
                       "one of \"north\", \"east\", \"south\", \"west\", \"northeast\" ... or [lon, lat]"};
const Text side_expected{"\"north\"、\"east\"、\"south\"、\"west\"、\"northeast\" 等八方之一",
                         "one of \"north\", \"east\", \"south\", \"west\", \"northeast\" ..."};
const Text main_side_expected{"\"north\"、\"east\"、\"south\" 或 \"west\"",
                              "\"north\", \"east\", \"south\" or \"west\""};

std::optional<Point> place_in(const toml::node& node) {
    const toml::array* array = node.as_array();
    if (array == nullptr || array->size() != 2) return std::nullopt;
    std::array<double, 2> v{};
    for (std::size_t i = 0; i < 2; ++i) {
        const toml::node& entry = *array->get(i);
        const auto value = entry.is_number() ? entry.value<double>() : std::nullopt;
        if (!value || !std::isfinite(*value)) return std::nullopt;
        v.at(i) = *value;
    }
    if (std::abs(v[0]) > 180 || std::abs(v[1]) > 90) return std::nullopt;
    return Point{v[0], v[1]};
}

Compass read_side(const Table& table, std::string_view key, bool main) {
    const Text& expected = main ? main_side_expected : side_expected;
    const toml::node& node = table.need(key, expected);
    const auto word = node.value_exact<std::string>();
    const auto side = word ? recipe::compass_named(*word) : std::nullopt;
    if (!side || (main && static_cast<int>(*side) % 2 != 0)) table.refuse(key, node, expected);
    return *side;
}

At read_at(const Table& table, std::string_view key) {
    const toml::node* node = table.find(key);
    if (node == nullptr) return {};
    if (const auto place = place_in(*node)) return *place;
    const auto word = node->value_exact<std::string>();
    const auto side = word ? recipe::compass_named(*word) : std::nullopt;
    if (!side) table.refuse(key, *node, at_expected);
    return *side;
}

recipe::Way read_way(const Table& table) {
    recipe::Way way;
    if (table.has("toward")) way.toward = read_side(table, "toward", false);
    constexpr std::array<toml_file::Choice<bool>, 2> turns{
        {{"clockwise", true}, {"counterclockwise", false}}};
    if (table.has("turn")) way.clockwise = table.choice("turn", turns);
    return way;
}

// The LINE that `table` itself is, whose keys are checked.
std::optional<Line> line_of_keys(const Table& table, std::string_view road_key) {
    Line line;
    int kinds = 0;
    const auto take = [&](std::string_view key, Line::Kind kind) {
        if (!table.has(key)) return;
        ++kinds;
        line.kind = kind;
        if (kind != Line::Kind::ray) line.name = table.text(key);
    };
    take(road_key, Line::Kind::road);
    take("circle", Line::Kind::circle);
    take("border", Line::Kind::border);
    take("ray", Line::Kind::ray);
    if (kinds != 1) return std::nullopt;
    if (line.kind == Line::Kind::circle) line.radius_m = metres(table, "radius_m", false);
    if (line.kind == Line::Kind::ray) {
        line.ray = read_side(table, "ray", true);
        line.name = table.text("of");
        line.end = table.has("end") ? read_side(table, "end", false) : line.ray;
    }
    return line;
}

const Names line_keys{"road", "circle", "radius_m", "border", "ray", "of", "end"};

Line read_line(const Table& table, std::string_view key, const toml::node& node, const std::string& name) {
    if (const auto road = node.value_exact<std::string>(); road && !road->empty()) {
        Line line;
        line.name = *road;
        return line;
    }
    const toml::table* inner = node.as_table();
    if (inner == nullptr) table.refuse(key, node, line_expected);
    const auto line = line_of_keys(Table(*inner, in_both(name), table.file(), line_keys, complaints), "road");
    if (!line) table.refuse(key, node, line_expected);
    return *line;
}

// ---- loop ----------------------------------------------------------------------------------------

void read_loop(const Table& table, const std::string& name, Piece& piece) {
    const Text expected{"至少两条线组成的数组", "an array of two lines or more"};
    const toml::node& node = *table.find("loop");
    const toml::array* array = node.as_array();
    if (array == nullptr || array->size() < 2) table.refuse("loop", node, expected);
    Names known = line_keys;
    known.insert(known.end(), {"at", "toward", "turn"});
    for (const toml::node& entry : *array) {
        Step step;
        const toml::table* raw = entry.as_table();
        if (raw == nullptr) {
            step.follow = read_line(table, "loop", entry, name);
        } else {
            const Table inner(*raw, in_both(fmt::format("{} #{}", name, piece.steps.size() + 1)),
                              table.file(), known, complaints);
            step.follow = line_of_keys(inner, "road");
            if (!step.follow) table.refuse("loop", entry, line_expected);
            step.at = read_at(inner, "at");
            step.way = read_way(inner);
        }
        piece.steps.push_back(std::move(step));
    }
}

// ---- path ----------------------------------------------------------------------------------------

const Text to_expected{"线、\"end\"、\"start\" 或 [经度, 纬度]", "a line, \"end\", \"start\" or [lon, lat]"};

void read_end(const Table& table, const std::string& name, Step& step) {
    const toml::node* node = table.find("to");
    if (node == nullptr) return;
    const auto word = node->value_exact<std::string>();
    if (word == "end") {
        step.end = Step::End::end;
    } else if (word == "start") {
        step.end = Step::End::start;
    } else if (const auto place = place_in(*node)) {
        step.end = Step::End::place;
        step.place = *place;
    } else if (node->is_string() || node->is_table()) {
        step.end = Step::End::line;
        step.to = read_line(table, "to", *node, name + " to");
    } else {
        table.refuse("to", *node, to_expected);
    }
}

Step read_step(const Table& table, const std::string& name) {
    Step step;
    const Text expected{"follow 或 ray", "follow or ray"};
    if (table.has("follow") == table.has("ray"))
        table.refuse("follow", table.need("follow", expected), expected);
    if (table.has("follow")) {
        step.follow = read_line(table, "follow", *table.find("follow"), name + " follow");
    } else {
        step.ray = read_side(table, "ray", true);
    }
    read_end(table, name, step);
    if (!step.follow && (step.end == Step::End::end || step.end == Step::End::place)) {
        table.refuse("to", *table.find("to"),
                     {"一条线或 \"start\"（ray 只能到线）", "a line: a ray ends at one"});
    }
    step.at = read_at(table, "at");
    if (table.has("from")) step.from = read_line(table, "from", *table.find("from"), name + " from");
    step.from_at = read_at(table, "from_at");
    step.way = read_way(table);
    return step;
}

recipe::Start read_start(const Table& table, const std::string& name) {
    recipe::Start start;
    const toml::node& node = *table.find("start");
    if (const auto place = place_in(node)) {
        start.place = *place;
        return start;
    }
    const Text expected{"{ meeting = [线, 线], at = … } 或 [经度, 纬度]",
                        "{ meeting = [line, line], at = ... } or [lon, lat]"};
    if (!node.is_table()) table.refuse("start", node, expected);
    const Table inner(*node.as_table(), in_both(name + " start"), table.file(), {"meeting", "at"},
                      complaints);
    const toml::node& meeting = inner.need("meeting", {"两条线", "two lines"});
    const toml::array* array = meeting.as_array();
    if (array == nullptr || array->size() != 2)
        inner.refuse("meeting", meeting, {"两条线组成的数组", "an array of two lines"});
    for (const toml::node& entry : *array)
        start.meeting.push_back(read_line(inner, "meeting", entry, name + " start meeting"));
    start.at = read_at(inner, "at");
    return start;
}

void read_path(const Table& table, const std::string& name, Piece& piece) {
    const Text expected{"至少两段组成的数组", "an array of two steps or more"};
    const toml::node& node = *table.find("path");
    const toml::array* array = node.as_array();
    if (array == nullptr || array->size() < 2) table.refuse("path", node, expected);
    for (const toml::node& entry : *array) {
        if (!entry.is_table()) table.refuse("path", entry, expected);
        const std::string step = fmt::format("{} #{}", name, piece.steps.size() + 1);
        piece.steps.push_back(
            read_step(Table(*entry.as_table(), in_both(step), table.file(),
                            {"follow", "ray", "to", "at", "from", "from_at", "toward", "turn"}, complaints),
                      step));
    }
    if (table.has("start")) piece.start = read_start(table, name);
    if (!piece.steps.front().follow && !piece.start) {
        table.refuse(
            "path", node,
            {"以 follow 开头的走法，或写明 start", "a path that begins with follow, or has a start"});
    }
}

}  // namespace

void read_route(const Table& table, const std::string& name, const Defaults& defaults, Piece& piece) {
    piece.gap_m = table.has("gap_m") ? metres(table, "gap_m", true) : defaults.gap_m;
    piece.carriageways_m =
        table.has("carriageways_m") ? metres(table, "carriageways_m", true) : defaults.carriageways_m;
    if (table.has("both_sides_m")) piece.both_sides_m = metres(table, "both_sides_m", true);
    if (piece.kind == Piece::Kind::loop) {
        read_loop(table, name, piece);
    } else {
        read_path(table, name, piece);
    }
}

}  // namespace bareland::recipe_toml
