// Where the header of a sheet is: one row below titles and notes, or two or three rows with merged cells. For
// layers/registry_*.cpp only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "layers/registry_columns.hpp"
#include "layers/spreadsheet.hpp"

namespace bareland::registry {

struct HeaderRows {
    std::size_t first = 0, last = 0;   // indices into the sheet's rows
    std::vector<std::string> headers;  // merged ones one after the other: "坐标" over "X" is "坐标X"
    std::size_t recognised = 0;        // columns of the role and of places
    bool complete = false;             // all that the role requires is among them
};

// The rows among the first ten in which most columns of the role are recognised; of equals the fewest rows,
// then the highest. Merged cells are those a reader gives as one text and empty cells beside or below it.
// Nothing where no row has any.
std::optional<HeaderRows> find_header(const Sheet& sheet, const Role& role, const Map& map);

constexpr std::size_t header_rows =
    10;  // a header further down is not looked for, lest data be taken for one

}  // namespace bareland::registry
