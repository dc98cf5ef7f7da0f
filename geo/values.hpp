// A set of integer cell values, as options of the command name them: "1,3-5".
//
// Grammar (blanks round numbers, commas and dashes are ignored):
//   values  = item { "," item }
//   item    = integer [ "-" integer ]          a range includes both ends; its end is not below its start
//   integer = [ "-" ] digit { digit }          so "-9999" is one value and "-3--1" is -3, -2, -1
// Numbers lie in the range of a signed 64-bit integer. A value named twice counts once.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bareland {

class ValueSet {
  public:
    struct Range {
        std::int64_t first = 0;
        std::int64_t last = 0;  // included
        bool operator==(const Range&) const = default;
    };

    ValueSet() = default;  // empty
    // Throws Error(messages::bad_values), a usage error, naming the option, the text and the item that is
    // wrong.
    static ValueSet parse(std::string_view text, std::string_view option);

    bool empty() const { return ranges_.empty(); }
    bool contains(std::int64_t value) const;
    // Ascending, disjoint, not adjacent: the shortest description of the set.
    std::span<const Range> ranges() const { return ranges_; }
    bool disjoint(const ValueSet& other) const { return !common(other); }
    std::optional<std::int64_t> common(const ValueSet& other) const;  // the smallest value in both
    std::string text() const;  // canonical: "1,3-5"; parse(text()) is the same set
    bool operator==(const ValueSet&) const = default;

  private:
    std::vector<Range> ranges_;
};

// Throws Error(messages::values_not_disjoint), a usage error, naming both options and a value in both.
void require_disjoint(const ValueSet& a, std::string_view option_a, const ValueSet& b,
                      std::string_view option_b);

}  // namespace bareland
