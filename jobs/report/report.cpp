#include "jobs/report/report.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "layers/sha256.hpp"

namespace bareland::report {

std::vector<Input> hashed(const std::vector<ReadFile>& files) {
    std::vector<Input> out;
    for (const ReadFile& file : files) {
        out.push_back(
            {file.role, std::filesystem::path(file.path).filename().string(), sha256_of_file(file.path)});
    }
    return out;
}

std::string fill(std::string_view wording, const Words& words) {
    std::string out;
    while (!wording.empty()) {
        const std::size_t open = wording.find('{');
        const std::size_t close = wording.find('}', open == std::string_view::npos ? wording.size() : open);
        if (close == std::string_view::npos) break;
        out += wording.substr(0, open);
        const auto word = words.find(wording.substr(open + 1, close - open - 1));
        if (word != words.end()) out += word->second;
        wording.remove_prefix(close + 1);
    }
    out += wording;
    return out;
}

Text fill(const Text& wording, const Words& words) {
    return {fill(wording.zh, words), fill(wording.en, words)};
}

void sort_findings(std::vector<Finding>& findings) {
    const auto order = [](const Finding& f) {
        return std::tie(f.code, f.key, f.lon, f.lat, f.text.en, f.area_m2);
    };
    std::stable_sort(findings.begin(), findings.end(),
                     [&](const Finding& a, const Finding& b) { return order(a) < order(b); });
}

}  // namespace bareland::report
