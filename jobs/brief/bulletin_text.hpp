// What the bulletin says, line by line, before it is laid out.
#pragma once

#include <string>
#include <vector>

#include "jobs/brief/model.hpp"
#include "jobs/brief/wording.hpp"

namespace bareland::brief {

struct Line {
    enum class Kind { heading, subheading, text, item };
    Kind kind = Kind::text;
    std::string text;
};

// From the opening to what has to be done; headings and items numbered. `named`: how many of the best, the
// worst and the most changed are named (more when they tie with the last).
std::vector<Line> bulletin_text(const Briefing& briefing, const Texts& say, const std::string& maker,
                                std::size_t named);

}  // namespace bareland::brief
