// A Table as lines of a terminal.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "layers/tables.hpp"

namespace bareland::report {

inline constexpr std::size_t widest_line = 120;

// The columns of these keys, in that order, numbers on the right, areas as whole m2 with thousands
// separators, degrees with five decimals. Where a line would be longer than `widest_line` columns the widest
// texts are cut, with ".." where they are. `indent` blanks begin every line.
std::string text_table(const Table& table, std::span<const std::string_view> keys, Lang lang,
                       std::size_t indent = 0);

}  // namespace bareland::report
