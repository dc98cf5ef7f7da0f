// Pages read back: text by pdftotext (poppler-utils), pixels by GDAL.
#pragma once

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace bareland::test {

inline std::string output_of(const std::string& command) {
    struct Close {
        void operator()(std::FILE* pipe) const { pclose(pipe); }
    };
    const std::unique_ptr<std::FILE, Close> pipe(popen(command.c_str(), "r"));
    std::string out;
    std::array<char, 4096> buffer{};
    while (pipe) {
        const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe.get());
        if (count == 0) break;
        out.append(buffer.data(), count);
    }
    return out;
}

inline void save(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

// The text of a PDF in the order of its lines, as a reader searches it.
inline std::string pdf_text(const std::filesystem::path& file) {
    return output_of("pdftotext -layout '" + file.string() + "' -");
}

}  // namespace bareland::test
