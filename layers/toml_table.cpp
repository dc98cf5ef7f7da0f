#include "layers/toml_table.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "geo/messages.hpp"
#include "geo/text.hpp"

namespace bareland::toml_file {

const Complaints profile_complaints{messages::profile_unknown_key, messages::profile_strange_key,
                                    messages::profile_missing_key, messages::profile_bad_value};

std::string text_of(const toml::node& node) {
    std::ostringstream out;
    node.visit([&](const auto& value) { out << value; });
    constexpr std::size_t longest = 80;
    std::string text = out.str();
    for (char& c : text) {
        if (c == '\n') c = ' ';
    }
    if (text.size() <= longest) return text;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end) + "...";
}

std::size_t line_of(const toml::node& node) {
    return std::max<std::size_t>(1, node.source().begin.line);
}

std::string joined(std::span<const std::string> words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

Table::Table(const toml::table& table, Text name, const std::string& file,
             const std::vector<std::string>& known, const Complaints& complaints)
    : table_(table), name_(std::move(name)), file_(file), complaints_(complaints) {
    for (const auto& [key, node] : table_) {
        const std::string word(key.str());
        if (std::find(known.begin(), known.end(), word) != known.end()) continue;
        const auto line = std::max<std::size_t>(1, key.source().begin.line);
        if (const auto meant = closest(word, known)) {
            throw Error(complaints_.unknown_key, file_, line, word, name_.zh, *meant, name_.en);
        }
        throw Error(complaints_.strange_key, file_, line, word, name_.zh, joined(known), name_.en);
    }
}

const toml::node& Table::need(std::string_view key, const Text& expected) const {
    if (const toml::node* node = find(key)) return *node;
    throw Error(complaints_.missing_key, file_, line_of(table_), name_.zh, key, expected.zh, expected.en,
                name_.en);
}

void Table::refuse(std::string_view key, const toml::node& node, const Text& expected) const {
    const std::string where =
        name_.en.starts_with('[') ? fmt::format("{} {}", name_.en, key) : std::string(key);
    throw Error(complaints_.bad_value, file_, line_of(node), where, text_of(node), expected.zh, expected.en);
}

std::string Table::text(std::string_view key) const {
    const Text expected{"非空文字", "a text that is not empty"};
    const toml::node& node = need(key, expected);
    const auto value = node.value_exact<std::string>();
    if (!value || value->empty()) refuse(key, node, expected);
    return *value;
}

double Table::number(std::string_view key, double low, bool low_included, double high,
                     const Text& expected) const {
    const toml::node& node = need(key, expected);
    const auto value = node.is_number() ? node.value<double>() : std::nullopt;
    const bool fits =
        value && std::isfinite(*value) && *value <= high && (low_included ? *value >= low : *value > low);
    if (!fits) refuse(key, node, expected);
    return *value;
}

bool Table::boolean(std::string_view key) const {
    const Text expected{"true 或 false", "true or false"};
    const toml::node& node = need(key, expected);
    const auto value = node.value_exact<bool>();
    if (!value) refuse(key, node, expected);
    return *value;
}

std::vector<std::string> Table::texts(std::string_view key) const {
    const Text expected{"由非空文字组成的数组", "an array of texts that are not empty"};
    const toml::node& node = need(key, expected);
    const toml::array* array = node.as_array();
    if (!array) refuse(key, node, expected);
    std::vector<std::string> out;
    for (const toml::node& entry : *array) {
        const auto value = entry.value_exact<std::string>();
        if (!value || value->empty()) refuse(key, entry, expected);
        out.push_back(*value);
    }
    return out;
}

Date Table::day(std::string_view key) const {
    const Text expected{"日期，如 2024-01-01（不加引号）", "a date such as 2024-01-01, without quotes"};
    const toml::node& node = need(key, expected);
    const auto value = node.value_exact<toml::date>();
    if (!value) refuse(key, node, expected);
    return {value->year, value->month, value->day};
}

Table Table::table(std::string_view key, const std::string& name,
                   const std::vector<std::string>& known) const {
    const Text expected{"一个表", "a table"};
    const toml::node& node = need(key, expected);
    if (!node.is_table()) refuse(key, node, expected);
    return {*node.as_table(), in_both(name), file_, known, complaints_};
}

std::vector<std::string> Table::keys() const {
    std::vector<std::string> out;
    for (const auto& [key, node] : table_)
        out.emplace_back(key.str());
    return out;
}

Table Table::open_table(std::string_view key, const std::string& name) const {
    const Text expected{"一个表", "a table"};
    const toml::node& node = need(key, expected);
    if (!node.is_table()) refuse(key, node, expected);
    std::vector<std::string> all;
    for (const auto& [word, value] : *node.as_table())
        all.emplace_back(word.str());
    return {*node.as_table(), in_both(name), file_, all, complaints_};
}

Text Table::both_languages(std::string_view key, const std::string& name) const {
    const Table table = this->table(key, name, {"zh", "en"});
    return {table.text("zh"), table.text("en")};
}

std::vector<const toml::table*> Table::tables(std::string_view key, const std::string& name) const {
    std::vector<const toml::table*> out;
    const toml::node* node = find(key);
    if (node == nullptr) return out;
    const Text expected{fmt::format("由 {} 组成的数组", name), fmt::format("an array of {} tables", name)};
    const toml::array* array = node->as_array();
    if (array == nullptr) refuse(key, *node, expected);
    for (const toml::node& entry : *array) {
        if (!entry.is_table()) refuse(key, entry, expected);
        out.push_back(entry.as_table());
    }
    return out;
}

Validity Table::validity() const {
    Validity out;
    if (has("valid_from")) out.from = day("valid_from");
    if (has("valid_to")) out.to = day("valid_to");
    if (out.from && out.to && *out.to < *out.from) {
        refuse("valid_to", *find("valid_to"),
               {"不早于 valid_from 的日期", "a date that is not before valid_from"});
    }
    return out;
}

namespace {

void check_words(const std::string& wording, std::span<const std::string> known, const std::string& file,
                 std::size_t line, const std::string& where) {
    for (std::size_t open = wording.find('{'); open != std::string::npos;
         open = wording.find('{', open + 1)) {
        const std::size_t close = wording.find('}', open);
        const std::string word =
            wording.substr(open + 1, close == std::string::npos ? close : close - open - 1);
        const bool ok =
            close != std::string::npos && std::find(known.begin(), known.end(), word) != known.end();
        if (!ok) throw Error(messages::profile_placeholder, file, line, where, word, joined(known));
    }
}

}  // namespace

void check_placeholders(const Text& wording, std::span<const std::string> known, const Table& table,
                        const std::string& where) {
    const std::size_t line = line_of(*table.find("text"));
    check_words(wording.zh, known, table.file(), line, where + ".zh");
    check_words(wording.en, known, table.file(), line, where + ".en");
}

}  // namespace bareland::toml_file
