// Small help with words: which known name a mistyped one was meant to be.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bareland {

// The Unicode code points of UTF-8 text as slices of it; a byte that is no part of valid UTF-8 is one of its
// own.
std::vector<std::string_view> code_points(std::string_view text);

// Levenshtein distance in Unicode code points of two UTF-8 texts (insert, delete and replace cost 1 each).
// A byte that is no part of valid UTF-8 counts as one code point of its own.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `word`, for "did you mean"; letters of the Latin alphabet compare without case.
// Nothing when the nearest is more than max(2, length of word / 3) code points away, or as far as the word is
// long (then nothing of it is left). Among equally near ones the first candidate.
std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates);

}  // namespace bareland
