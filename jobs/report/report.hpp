// What the outputs of every job carry, so that anyone can repeat it: parameters and inputs.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"

namespace bareland::report {

struct Input {
    std::string role;  // units, raster, zones, wells, projects, profile ...
    std::string name;  // file name without its folder
    std::string sha256;
};

// A file that was read, for its hash in the outputs.
struct ReadFile {
    std::string role;
    std::string path;
};
// In that order. Throws Error(messages::file_unreadable).
std::vector<Input> hashed(const std::vector<ReadFile>& files);

// A parameter as it took effect, for the outputs' parameters sheet and JSON.
struct Parameter {
    std::string key;   // JSON key
    std::string json;  // its value as JSON text
};

// What wordings of a profile name in braces, with what stands for it.
using Words = std::map<std::string, std::string, std::less<>>;
// "{name}" replaced; a word that is not known becomes nothing (profiles are checked for those).
std::string fill(std::string_view wording, const Words& words);
Text fill(const Text& wording, const Words& words);

// By code, then what they are about, place and words.
void sort_findings(std::vector<Finding>& findings);

}  // namespace bareland::report
