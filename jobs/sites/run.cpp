#include "jobs/sites/run.hpp"

#include <mutex>
#include <optional>

#include "jobs/report/terminal.hpp"
#include "jobs/sites/outputs.hpp"
#include "jobs/sites/parameters.hpp"
#include "jobs/sites/read.hpp"
#include "layers/output_dir.hpp"
#include "layers/progress.hpp"

namespace bareland::sites {

Result run(const Options& options, const ProgressOf& progress) {
    const ReadInputs read = read_inputs(options);
    Result result = check_projects(read.inputs, options.as_of, options.threads, progress);
    result.findings.insert(result.findings.end(), read.findings.begin(), read.findings.end());
    report::sort_findings(result.findings);
    result.parameters = parameters_of(options, read.inputs);
    result.inputs = report::hashed(read.files);
    result.inputs.insert(result.inputs.end(), read.imported.begin(), read.imported.end());
    return result;
}

int execute(const Options& options) {
    // Before any long work: an output directory that cannot be written is said at once.
    OutputDir directory(options.out);
    std::optional<Progress> bar;
    std::mutex mutex;
    const Text label{"正在核查", "checking"};
    const Result result = run(options, [&](std::size_t, std::size_t of) {
        const std::lock_guard lock(mutex);
        if (!bar) bar.emplace(of, label, !options.quiet, options.lang);
        bar->advance();
    });
    bar.reset();
    write_outputs(directory, result, options.lang);
    directory.commit();
    if (!options.quiet) {
        print_check(stdout, result, options.lang, report::colour_wanted(stdout));
        print_written(stdout, directory, options.lang);
    }
    return options.fail_on_breach && breached(result) ? static_cast<int>(Exit::breach) : 0;
}

}  // namespace bareland::sites
