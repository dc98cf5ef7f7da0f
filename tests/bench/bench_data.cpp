// bareland_bench_data: makes the benchmark's data into a cache folder and says what it made.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "synthetic/bench_cases.hpp"

namespace {

void make(const bareland::synthetic::BenchCase& bench_case, const std::string& folder) {
    const auto start = std::chrono::steady_clock::now();
    const std::vector<std::string> files = bareland::synthetic::make_bench_case(bench_case, folder);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%s: %.1f s\n", bench_case.name.c_str(), took.count());
    for (const std::string& file : files) {
        const auto bytes = static_cast<double>(std::filesystem::file_size(file));
        std::printf("  %-60s %8.1f MB\n", file.c_str(), bytes / 1e6);
    }
}

int run(int argc, char** argv) {
    CLI::App app("Makes the data of the benchmark (all of it made up); what is already there is kept.");
    std::vector<std::string> names;
    std::string folder;
    app.add_option("--case", names, "a2, b10, a2x10; all of them when not given");
    app.add_option("--out", folder, "the folder to write into")->required();
    CLI11_PARSE(app, argc, argv);
    const std::vector<bareland::synthetic::BenchCase> cases = bareland::synthetic::bench_cases();
    for (const std::string& name : names) {
        const bool known =
            std::any_of(cases.begin(), cases.end(), [&](const auto& c) { return c.name == name; });
        if (!known) throw std::runtime_error("no such case: " + name);
    }
    for (const bareland::synthetic::BenchCase& bench_case : cases) {
        if (names.empty() || std::find(names.begin(), names.end(), bench_case.name) != names.end()) {
            make(bench_case, folder);
        }
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bareland_bench_data: %s\n", error.what());
        return 1;
    }
}
