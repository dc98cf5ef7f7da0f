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

void sort_findings(std::vector<Finding>& findings) {
    const auto order = [](const Finding& f) {
        return std::tie(f.code, f.key, f.lon, f.lat, f.text.en, f.area_m2);
    };
    std::stable_sort(findings.begin(), findings.end(),
                     [&](const Finding& a, const Finding& b) { return order(a) < order(b); });
}

}  // namespace bareland::report
