// UTF-8 text as people see it: how wide it is on a terminal or in a spreadsheet column.
//
// Guarantee: any bytes are accepted; what is not valid UTF-8 counts as U+FFFD, one column wide.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bareland {

// Columns of a terminal: 2 for East Asian wide and full-width characters (Unicode Annex 11, classes W and F),
// 0 for combining and other invisible marks, else 1. Ambiguous ones (class A) count 1: tables avoid them.
std::size_t display_width(std::string_view text);

// Cut to at most `width` columns; ".." marks what was cut.
std::string shortened(std::string_view text, std::size_t width);
// Filled with spaces up to `width` columns, text on the left or on the right.
std::string padded_left(std::string_view text, std::size_t width);   // spaces left, text right
std::string padded_right(std::string_view text, std::size_t width);  // text left, spaces right

// The same text with every invalid sequence replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

}  // namespace bareland
