#include "layers/text_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace bareland {
namespace {

// Tables, profiles and rankings are a few MB at most: whatever is larger was named by mistake.
constexpr std::uintmax_t largest = 256U << 20U;

Text reason_of(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return {"文件不存在", "no such file"};
        case EACCES:
            return {"没有读取权限", "no permission to read it"};
        default:
            return {std::strerror(error), std::strerror(error)};
    }
}

}  // namespace

std::string read_text_file(const std::string& path, const Message& unreadable) {
    const auto fail = [&](const Text& reason) { return Error(unreadable, path, reason.zh, reason.en); };
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        throw fail({"这是文件夹，不是文件", "it is a folder, not a file"});
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error) throw fail(reason_of(error.value()));
    if (size > largest) throw fail({"文件超过 256 MB", "it is larger than 256 MB"});
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in) throw fail(reason_of(errno));
    std::string text(static_cast<std::size_t>(size), '\0');
    in.read(text.data(), static_cast<std::streamsize>(size));
    if (static_cast<std::uintmax_t>(in.gcount()) != size) {
        throw fail({"读取中断，文件可能正在被改写", "reading stopped short; the file may be changing"});
    }
    return text;
}

std::size_t line_at(const std::string& text, std::size_t offset) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
    return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

}  // namespace bareland
