// Typed values of a row of the registry. Each reader throws Error(messages::import_bad_value) naming file,
// row, column, value and what was expected. For layers/registry_*.cpp only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "layers/registry_source.hpp"

namespace bareland::registry {

class Values {
  public:
    Values(const Role& role, const Rows& rows, const Row& row) : role_(role), rows_(rows), row_(row) {}

    // Empty where the file has no such column. `key` is one of the role's.
    const std::string& text(std::string_view key) const;
    const std::string& required_text(std::string_view key) const;  // Error(messages::import_empty_value)

    // Finite, in m or m2 where the header or the value names a unit; not negative. Nothing for an empty cell.
    std::optional<double> measure(std::string_view key) const;
    double positive(std::string_view key) const;  // required, greater than 0
    std::optional<bool> yes_no(std::string_view key) const;
    std::optional<int> whole_number(std::string_view key) const;
    // Of the columns valid_from and valid_to; `otherwise` where the row has neither.
    Validity validity(const Validity& otherwise) const;
    // One day; nothing for an empty cell.
    std::optional<Date> day(std::string_view key) const;
    // Words between 、 , ， ; ； / and line breaks.
    std::vector<std::string> list(std::string_view key) const;

    std::string zone_kind() const;  // our word for a known one, any other as it is; required
    std::string well_kind() const;  // urban, township, village; empty where there is none
    Oneway oneway() const;
    bool structure(std::string_view key) const;  // bridge, tunnel: any kind of it is one
    std::optional<double> maxspeed_kmh() const;
    TruckAccess truck() const;  // yes for an empty cell
    // A limit in t, or in m; nothing for an empty cell, 0, or words for "no limit".
    std::optional<double> tonnes(std::string_view key) const;
    std::optional<double> metres(std::string_view key) const;

  private:
    std::size_t index(std::string_view key) const;
    [[noreturn]] void throw_bad(std::string_view key, const Text& expected) const;
    std::optional<Date> date(std::string_view key, bool end) const;

    const Role& role_;
    const Rows& rows_;
    const Row& row_;
};

}  // namespace bareland::registry
