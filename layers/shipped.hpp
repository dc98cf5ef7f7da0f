// Files that come with bareland: profiles, page templates.
#pragma once

#include <optional>
#include <string>

namespace bareland {

// `path_or_name`: a file, or the bare name of one that comes with bareland in data/KIND ("profiles",
// "templates"). Nothing when it is neither. The installed files come first: they are the ones the manual of
// this version describes.
std::optional<std::string> find_shipped(const std::string& kind, const std::string& path_or_name);

// Their names, sorted, "miyun, tongzhou".
std::string shipped_names(const std::string& kind);

}  // namespace bareland
