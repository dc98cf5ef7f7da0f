// Small text files, read whole.
#pragma once

#include <string>

#include "geo/error.hpp"

namespace bareland {

// The bytes of a file of at most 256 MB. Throws Error(unreadable, path, reason in Chinese, reason in
// English): missing, a folder, no permission, too large, or a failure while reading.
std::string read_text_file(const std::string& path, const Message& unreadable);

// Line (from 1) of the byte at `offset` (from 0) of `text`.
std::size_t line_at(const std::string& text, std::size_t offset);

}  // namespace bareland
