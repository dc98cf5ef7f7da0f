// What all jobs print alike.
#pragma once

#include <cstdio>
#include <span>
#include <string>

#include "geo/error.hpp"

namespace bareland::report {

// Whether to colour: the stream is a terminal and the environment does not set NO_COLOR (no-color.org).
bool colour_wanted(std::FILE* stream);

// Rounded to a whole number, with thousands separators.
std::string grouped(double value);

// One line a kind of finding: they are sorted by code, and the first of each stands for the rest. `all`: the
// outputs that hold all of them, "ranking.json and ranking.xlsx" in both languages.
void print_findings(std::FILE* stream, std::span<const Finding> findings, const Text& all, Lang lang);

}  // namespace bareland::report
