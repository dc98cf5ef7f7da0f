// Bytes of cells -> bit masks of a class, 64 cells a word.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/zonal.hpp"

namespace bareland {

// Bit i % 64 of words[i / 64] tells whether bytes[i] lies in one of the ranges; the last word is filled with zeros.
// Returns whether any bit is set. `words` must hold (count + 63) / 64 words.
bool class_mask(const std::uint8_t* bytes, int count, std::span<const ByteRange> ranges, std::uint64_t* words);

}  // namespace bareland
