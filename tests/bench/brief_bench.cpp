// A month's pages: `bareland brief` for 22 townships and the overview, PDF and PNG, from the demo's 10 m
// raster and from the same at 2 m (466 Mpx), against drawing and encoding the same finished pages (Cairo
// alone replays what was recorded, same threads, same run). Prints the ratio and the command's largest
// memory.
#include <fcntl.h>
#include <gdal_utils.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "geo/error.hpp"
#include "geo/workers.hpp"
#include "jobs/brief/page.hpp"
#include "jobs/brief/read.hpp"

namespace {

using namespace bareland;
using Clock = std::chrono::steady_clock;
using Words = std::vector<std::string>;

struct Run {
    double seconds = 0;
    double megabytes = 0;  // largest resident set
};

Run run(const Words& words) {
    std::vector<char*> arguments;
    for (const std::string& word : words)
        arguments.push_back(
            const_cast<char*>(word.c_str()));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    arguments.push_back(nullptr);
    const auto start = Clock::now();
    const pid_t child = fork();
    if (child == 0) {
        // What the command says is not the benchmark's.
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        execv(arguments[0], arguments.data());
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error(words[0] + " " + words[1] + " failed");
    return {std::chrono::duration<double>(Clock::now() - start).count(),
            static_cast<double>(usage.ru_maxrss) / 1024};  // NOLINT(cppcoreguidelines-pro-type-union-access)
}

struct Case {
    std::string command, data, raster, out;
    int threads = 2;
};

Words layers(const Case& with) {
    return {"--units", with.data + "/townships.gpkg", "--raster", with.raster,
            "--zones", with.data + "/zones.gpkg"};
}

void rank(const Case& with) {
    Words words{with.command, "rank",     "--unit-id", "id",      "--unit-name",  "name",
                "--bare",     "1",        "--netted",  "2",       "--unobserved", "8,9",
                "--profile",  "tongzhou", "--month",   "2024-05", "--out",        with.out + "/rank",
                "--quiet"};
    const Words inputs = layers(with);
    words.insert(words.end(), inputs.begin(), inputs.end());
    run(words);
}

Run brief(const Case& with) {
    Words words{with.command, "brief",
                "--ranking",  with.out + "/rank/ranking.json",
                "--roads",    with.data + "/roads.gpkg",
                "--format",   "pdf,png",
                "--threads",  std::to_string(with.threads),
                "--out",      with.out + "/brief",
                "--quiet"};
    const Words inputs = layers(with);
    words.insert(words.end(), inputs.begin(), inputs.end());
    return run(words);
}

// Only the replay into PDF and PNG, and writing the files.
double floor_seconds(const Case& with) {
    brief::Options options;
    options.ranking = with.out + "/rank/ranking.json";
    options.units = with.data + "/townships.gpkg";
    options.zones = with.data + "/zones.gpkg";
    options.roads = with.data + "/roads.gpkg";
    options.rasters = {with.raster};
    options.quiet = true;
    const brief::ReadBriefing read = brief::read_briefing(options);
    const PageTemplate layout = load_template("");
    const brief::MapIndex index = brief::index_map(read.briefing.map);
    std::vector<brief::DrawnPage> pages;
    for (const brief::UnitFacts& unit : read.briefing.units)
        pages.push_back(brief::draw_sheet(read.briefing, index, unit, layout));
    pages.push_back(brief::draw_overview(read.briefing, layout));
    std::filesystem::create_directories(with.out + "/floor");
    const auto start = Clock::now();
    run_workers(with.threads, pages.size(), false, [&](int, const std::function<std::size_t()>& next) {
        for (std::size_t i = next(); i < pages.size(); i = next()) {
            const auto put = [&](const std::string& bytes, const char* kind) {
                const std::string file = with.out + "/floor/" + std::to_string(i) + kind;
                const std::unique_ptr<std::FILE, int (*)(std::FILE*)> to(std::fopen(file.c_str(), "wb"),
                                                                         std::fclose);
                if (!to || std::fwrite(bytes.data(), 1, bytes.size(), to.get()) != bytes.size())
                    throw std::runtime_error("cannot write " + file);
            };
            put(pages[i].canvas.pdf(pages[i].facts), ".pdf");
            put(pages[i].canvas.png(300), ".png");
        }
    });
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// The raster at a fifth of its cells' size.
void refine(const std::string& from, const std::string& to) {
    if (std::filesystem::exists(to)) return;
    GDALAllRegister();
    Words words{"-outsize", "500%", "500%", "-r", "nearest", "-co", "TILED=YES", "-co", "COMPRESS=DEFLATE"};
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    GDALTranslateOptions* options = GDALTranslateOptionsNew(arguments.data(), nullptr);
    GDALDatasetH source = GDALOpen(from.c_str(), GA_ReadOnly);
    int failed = 0;
    GDALDatasetH made = source == nullptr ? nullptr : GDALTranslate(to.c_str(), source, options, &failed);
    GDALTranslateOptionsFree(options);
    if (made == nullptr) throw std::runtime_error("cannot make " + to);
    GDALClose(made);
    GDALClose(source);
}

void measure(const char* name, const Case& with) {
    std::filesystem::create_directories(with.out);
    rank(with);
    const double floor = floor_seconds(with);
    const Run whole = brief(with);
    std::printf(
        "brief, 22 townships and overview, %-6s %6.2f s, Cairo alone %6.2f s, ratio %.2f (at most 2), %.0f "
        "MB (at most 500)\n",
        name, whole.seconds, floor, whole.seconds / floor, whole.megabytes);
}

}  // namespace

int main(int argc, char** argv) try {
    Case with{"build/release/jobs/bareland", "data/demo", "", "build/bench-out/brief"};
    std::string data = "build/bench-data";
    CLI::App app{"Pages of a month"};
    app.add_option("--command", with.command, "the built program");
    app.add_option("--demo", with.data, "the demo's data");
    app.add_option("--data", data, "where the fine raster is kept");
    app.add_option("--out", with.out, "where results go");
    app.add_option("--threads", with.threads, "threads");
    CLI11_PARSE(app, argc, argv);
    with.raster = with.data + "/bare_2024-05.tif";
    measure("10 m:", with);
    std::filesystem::create_directories(data);
    const std::string fine = data + "/bare_2m_2024-05.tif";
    refine(with.raster, fine);
    with.raster = fine;
    measure("2 m:", with);
    return 0;
} catch (const Error& error) {
    std::fprintf(stderr, "%s %s\n", error.code().c_str(), error.text().en.c_str());
    return 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
