// bareland_demo_data: writes the demo's data. What it writes is committed in data/demo.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>

#include "synthetic/demo.hpp"

namespace {

void print_tally() {
    const bareland::synthetic::DemoData data = bareland::synthetic::demo_data();
    for (const bareland::synthetic::DemoMonth& month : data.months) {
        const auto rows = bareland::synthetic::tally(data, month);
        std::printf("%s\n%12s %9s %9s %9s %9s %7s  name\n", month.month.c_str(), "unit km2", "observed",
                    "bare m2", "excluded", "uncontr.", "permyr.");
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::printf("%12.2f %9.3f %9.0f %9.0f %9.0f %7.1f  %s\n", rows[i].unit_m2 / 1e6,
                        rows[i].observed_m2 / rows[i].unit_m2, rows[i].bare_m2, rows[i].excluded_m2,
                        rows[i].uncontrolled_m2, rows[i].uncontrolled_m2 / rows[i].unit_m2 * 1e4,
                        data.units[i].name.c_str());
        }
    }
}

int run(int argc, char** argv) {
    CLI::App app("Writes the demo's data, all of it made up; the same content each time.");
    std::string folder;
    bool tally = false;
    app.add_option("--out", folder, "the folder to write into")->required();
    app.add_flag("--tally", tally, "print what a ranking should roughly find");
    CLI11_PARSE(app, argc, argv);
    bareland::synthetic::write_demo(folder);
    if (tally) print_tally();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bareland_demo_data: %s\n", error.what());
        return 1;
    }
}
