#include "jobs/patches/run.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <tuple>

#include "geo/messages_patches.hpp"
#include "geo/workers.hpp"
#include "jobs/patches/find.hpp"
#include "jobs/patches/outputs.hpp"
#include "jobs/patches/parameters.hpp"
#include "jobs/rank/lattices.hpp"
#include "jobs/rank/values_check.hpp"
#include "jobs/report/terminal.hpp"
#include "layers/output_dir.hpp"
#include "layers/progress.hpp"

namespace bareland::patches {
namespace {

// By area as it is written, so that patches of equal size come in an order that anybody can follow.
void number(std::vector<Listed>&& listed, Result& result) {
    const auto key = [](const Listed& one) {
        return std::tuple(-std::llround(one.patch.areas.all() * 100), -one.corner.y, one.corner.x,
                          one.patch.of);
    };
    std::sort(listed.begin(), listed.end(),
              [&](const Listed& a, const Listed& b) { return key(a) < key(b); });
    for (Listed& one : listed) {
        one.patch.number = static_cast<int>(result.patches.size()) + 1;
        result.patches.push_back(std::move(one.patch));
    }
}

void add_findings(const rank::Inputs& inputs, const Gather& gather, Result& result) {
    rank::check_values(inputs, gather.any_bare(), result.findings);
    if (!inputs.patches) {
        const std::size_t lattices = rank::group_by_lattice(inputs.rasters).size();
        if (lattices > 1) result.findings.push_back(find(messages::patches_lattices, "", lattices));
    }
    if (result.patches.empty() && result.small.count > 0) {
        result.findings.push_back(find(messages::patches_all_small, "",
                                       fmt::format("{:g}", result.min_patch_m2), result.small.count));
    }
}

}  // namespace

Result run(const Options& options, const std::function<void(std::size_t, std::size_t)>& progress) {
    const rank::Options& input = options.input;
    const std::optional<rank::Kept> kept = rank::read_kept(input, false);
    const Profile profile = rank::profile_of(input, kept);
    rank::ReadInputs read = rank::read_inputs(input, profile, kept ? &*kept : nullptr);

    Result result;
    result.month = input.month.text();
    result.district = profile.name.in(input.lang);
    result.min_patch_m2 = options.min_patch_m2.value_or(profile.patches.min_area_m2);
    result.connect = read.inputs.patches ? 0 : options.connect;
    result.simplify_m = read.inputs.patches ? 0 : options.simplify_m;
    const FindOptions how{.connect = options.connect,
                          .min_patch_m2 = result.min_patch_m2,
                          .simplify_m = result.simplify_m,
                          .small_shapes = options.small_shapes,
                          .threads = input.threads > 0 ? input.threads : available_processors(),
                          .progress = progress};
    Gather gather(read.inputs, result.min_patch_m2, profile.patches.sensitivity_m2);
    number(read.inputs.patches ? find_in_polygons(read.inputs, how, gather, result)
                               : find_in_rasters(read.inputs, how, gather, result),
           result);
    gather.finish(result);
    add_findings(read.inputs, gather, result);
    result.findings.insert(result.findings.end(), read.findings.begin(), read.findings.end());
    report::sort_findings(result.findings);
    result.parameters = parameters_of(options, profile, read, kept ? &*kept : nullptr, result);
    if (!profile.file.empty()) read.files.push_back({"profile", profile.file});
    result.inputs = report::hashed(read.files);
    if (kept) result.inputs.insert(result.inputs.end(), kept->inputs.begin(), kept->inputs.end());
    return result;
}

int execute(const Options& options) {
    // Before any long work: a file that cannot be written is said at once.
    const std::filesystem::path file = output_file(options.input.out);
    OutputDir directory(file.parent_path());
    std::optional<Progress> bar;
    std::mutex mutex;
    const Text label{"正在提取图斑", "finding patches"};
    const Result result = run(options, [&](std::size_t, std::size_t of) {
        const std::lock_guard lock(mutex);
        if (!bar) bar.emplace(of, label, !options.input.quiet, options.input.lang);
        bar->advance();
    });
    bar.reset();
    write_output(directory, file.filename().string(), result, options.input.lang);
    directory.commit();
    if (!options.input.quiet) print_patches(stdout, result, file.string(), options.input.lang);
    return 0;
}

}  // namespace bareland::patches
