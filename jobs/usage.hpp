// What is wrong with a command line, said in the user's language. CLI11 speaks English only and leaves out
// what would help: the option that was probably meant, the words that are allowed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/error.hpp"

namespace CLI {
class App;
class ParseError;
class Validator;
}  // namespace CLI

namespace bareland::usage {

// Checks of an option's value; their sentence is in `lang`.
CLI::Validator whole_number(int least, int most, Lang lang);
CLI::Validator one_of(std::vector<std::string> words, Lang lang);

// Headings of --help in `lang`; sub-commands added later inherit them.
void word_help(CLI::App& app, Lang lang);

// The sentence for the command line that `app` refused with `error`. An unknown option is named first,
// whatever CLI11 stumbled over: "--moth 2024-05" makes it complain that --month is missing. Ends with how to
// see the usage.
std::string sentence(const CLI::App& app, const CLI::ParseError& error, Lang lang);

// Of a command line that CLI11 took: the same kind of sentence where an option got the next one as its value
// ("--out --quiet").
std::optional<std::string> swallowed_option(const CLI::App& app, Lang lang);

}  // namespace bareland::usage
