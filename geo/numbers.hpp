// Numbers as people write them into tables.
#pragma once

#include <optional>
#include <string_view>

namespace bareland {

// A finite number with a decimal point and, where at all, commas between every three digits of its whole part
// ("1,234,567.5"); 1e6 is one too. Nothing for every other text: "1,5" is not taken for 1.5, nor "12㎡"
// for 12.
std::optional<double> parse_number(std::string_view text);

}  // namespace bareland
