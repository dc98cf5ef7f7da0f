// SHA-256 (FIPS 180-4) of a file, streamed, and of bytes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace bareland {

// 64 lower-case hexadecimal digits. Memory does not grow with the file.
// Throws Error(messages::file_unreadable) naming the file and the reason.
std::string sha256_of_file(const std::filesystem::path& file);
std::string sha256_of(std::string_view bytes);

}  // namespace bareland
