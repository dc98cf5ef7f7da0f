#include "layers/shipped.hpp"

#include <filesystem>
#include <set>
#include <system_error>
#include <vector>

#include <fmt/format.h>

namespace bareland {
namespace {

bool is_bare_name(const std::string& text) {
    return !text.empty() && text.find_first_of("/\\.") == std::string::npos;
}

// Beside the program as installed (bin/bareland, share/bareland), wherever that was moved to; where it was to
// be installed; and in the source tree it was built from.
std::vector<std::filesystem::path> folders(const std::string& kind) {
    std::vector<std::filesystem::path> out;
    std::error_code unknown;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    if (!unknown) out.push_back(program.parent_path().parent_path() / "share" / "bareland" / kind);
    out.push_back(std::filesystem::path(BARELAND_DATA_DIR) / kind);
    out.push_back(std::filesystem::path(BARELAND_SOURCE_DATA_DIR) / kind);
    return out;
}

}  // namespace

std::optional<std::string> find_shipped(const std::string& kind, const std::string& path_or_name) {
    if (std::filesystem::is_regular_file(path_or_name)) return path_or_name;
    if (!is_bare_name(path_or_name)) return std::nullopt;
    for (const auto& folder : folders(kind)) {
        const auto path = folder / (path_or_name + ".toml");
        if (std::filesystem::is_regular_file(path)) return path.string();
    }
    return std::nullopt;
}

std::string shipped_names(const std::string& kind) {
    std::set<std::string> names;
    for (const auto& folder : folders(kind)) {
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
            if (entry.path().extension() == ".toml") names.insert(entry.path().stem().string());
        }
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace bareland
