// bareland_bench_data: makes the benchmark's data into a cache folder and says what it made.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
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

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Makes the data of the benchmark (all of it made up); what is already there is kept.");
    std::vector<std::string> names;
    std::string folder;
    app.add_option("--case", names, "a2, b10, a2x10; all of them when not given");
    app.add_option("--out", folder, "the folder to write into")->required();
    CLI11_PARSE(app, argc, argv);
    try {
        bool found = names.empty();
        for (const bareland::synthetic::BenchCase& bench_case : bareland::synthetic::bench_cases()) {
            bool wanted = names.empty();
            for (const std::string& name : names)
                wanted = wanted || name == bench_case.name;
            if (wanted) make(bench_case, folder);
            found = found || wanted;
        }
        if (!found) {
            std::fprintf(stderr, "no such case\n");
            return 2;
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bareland_bench_data: %s\n", error.what());
        return 1;
    }
    return 0;
}
