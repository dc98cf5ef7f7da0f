// One table of a TOML file (profile, recipe): keys are checked against those it may have before any value is
// read, and every complaint names the file, the line and the table. For layers/*.cpp only.
#pragma once

#include <toml++/toml.h>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/error.hpp"
#include "geo/registry.hpp"

namespace bareland::toml_file {

std::string text_of(const toml::node& node);  // on one line, for messages
std::size_t line_of(const toml::node& node);
std::string joined(std::span<const std::string> words);

// A word of the file and what it stands for.
template <class T>
using Choice = std::pair<std::string_view, T>;

template <class T, std::size_t N>
Text one_of(const std::array<Choice<T>, N>& choices) {
    std::string words;
    for (const auto& [word, value] : choices)
        words += fmt::format("{}\"{}\"", words.empty() ? "" : ", ", word);
    return {"以下之一：" + words, "one of " + words};
}

inline Text in_both(const std::string& name) {
    return {name, name};
}

// What kind of file it is decides the sentences. Their arguments are those of the profile_* messages.
struct Complaints {
    const Message& unknown_key;
    const Message& strange_key;
    const Message& missing_key;
    const Message& bad_value;
};
extern const Complaints profile_complaints;

class Table {
  public:
    // `name`: as messages call it ("[rank]"); `known`: the keys it may have. The table, the file's name and
    // the complaints must outlive it. Throws Error(unknown_key) or Error(strange_key).
    Table(const toml::table& table, Text name, const std::string& file, const std::vector<std::string>& known,
          const Complaints& complaints = profile_complaints);

    bool has(std::string_view key) const { return table_.contains(key); }
    const toml::node* find(std::string_view key) const { return table_.get(key); }
    // Throws Error(missing_key).
    const toml::node& need(std::string_view key, const Text& expected) const;
    // Throws Error(bad_value).
    [[noreturn]] void refuse(std::string_view key, const toml::node& node, const Text& expected) const;

    // The following need the key and refuse what is not as they say.
    std::string text(std::string_view key) const;  // not empty
    double number(std::string_view key, double low, bool low_included, double high,
                  const Text& expected) const;
    bool boolean(std::string_view key) const;
    std::vector<std::string> texts(std::string_view key) const;  // none of them empty
    Date day(std::string_view key) const;                        // a TOML date, 2024-01-01
    Table table(std::string_view key, const std::string& name, const std::vector<std::string>& known) const;
    // A table whose keys are free.
    Table open_table(std::string_view key, const std::string& name) const;
    std::vector<std::string> keys() const;
    Text both_languages(std::string_view key, const std::string& name) const;
    // The tables of an array of tables [[key]]; none when the key is absent.
    std::vector<const toml::table*> tables(std::string_view key, const std::string& name) const;
    // `valid_from` and `valid_to`, each optional.
    Validity validity() const;

    template <class T, std::size_t N>
    T choice(std::string_view key, const std::array<Choice<T>, N>& choices) const {
        const Text expected = one_of(choices);
        const toml::node& node = need(key, expected);
        const auto value = node.value_exact<std::string>();
        for (const auto& [word, meaning] : choices) {
            if (value && *value == word) return meaning;
        }
        refuse(key, node, expected);
    }

    const std::string& file() const { return file_; }
    std::size_t line() const { return line_of(table_); }

  private:
    const toml::table& table_;
    Text name_;
    const std::string& file_;
    const Complaints& complaints_;
};

// Every word in braces of both wordings must be one of `known`. `table` has the wording under the key "text";
// `where` is what messages call it. Throws Error(messages::profile_placeholder).
void check_placeholders(const Text& wording, std::span<const std::string> known, const Table& table,
                        const std::string& where);

}  // namespace bareland::toml_file
