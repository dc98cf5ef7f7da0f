// SHA-256 (FIPS 180-4) of a file, streamed.
#pragma once

#include <filesystem>
#include <string>

namespace bareland {

// 64 lower-case hexadecimal digits. Memory does not grow with the file.
// Throws Error(messages::file_unreadable) naming the file and the reason.
std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace bareland
