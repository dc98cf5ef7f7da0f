#include "jobs/patches/parameters.hpp"

#include "jobs/rank/parameters.hpp"
#include "jobs/report/json.hpp"

namespace bareland::patches {

using report::Json;

std::vector<report::Parameter> parameters_of(const Options& options, const Profile& profile,
                                             const rank::ReadInputs& read, const rank::Kept* kept,
                                             const Result& result) {
    std::vector<report::Parameter> out = rank::parameters_of(options.input, profile, read, kept);
    std::erase_if(out, [](const report::Parameter& parameter) { return parameter.key == "balance"; });
    const auto add = [&](const std::string& key, const Json& value) { out.push_back({key, value.dump()}); };
    add("month", result.month);
    add("connect", result.connect == 0 ? Json(nullptr) : Json(result.connect));
    add("min_patch_m2", report::number(result.min_patch_m2));
    add("sensitivity_m2", profile.patches.sensitivity_m2);
    add("simplify_m", report::number(result.simplify_m));
    add("perimeter", "geodesic length on the CGCS2000 ellipsoid, before simplification");
    return out;
}

}  // namespace bareland::patches
