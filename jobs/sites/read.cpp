#include "jobs/sites/read.hpp"

#include <filesystem>
#include <string_view>

#include "geo/crs.hpp"
#include "geo/messages_sites.hpp"
#include "layers/workspace.hpp"

namespace bareland::sites {
namespace {

std::string short_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

class Reader {
  public:
    explicit Reader(const Options& options) : options_(options) {}

    ReadInputs read() {
        if (options_.workspace.empty()) {
            out_.inputs.profile = chosen_profile();
            read_files();
        } else {
            read_workspace();
        }
        take(out_.inputs.projects, "projects", options_.projects, read_sites);
        if (out_.inputs.projects.records.empty())
            throw Error(messages::sites_no_projects, options_.projects.source.file);
        if (!out_.inputs.profile.file.empty() && !options_.profile.empty())
            out_.files.push_back({"profile", out_.inputs.profile.file});
        return std::move(out_);
    }

  private:
    Profile chosen_profile() const {
        return options_.profile.empty() ? default_profile() : load_profile(options_.profile);
    }

    template <class Record>
    void take(Layer<Record>& to, const char* role, RegistrySource source,
              RegistryLayer<Record> (*reader)(const RegistrySource&)) {
        source.district = out_.inputs.profile.reference_extent;
        RegistryLayer<Record> layer = reader(source);
        const double datum_m = out_.inputs.profile.sites.uncertainty_m.datum;
        const std::string file = short_name(source.source.file);
        to.records = std::move(layer.records);
        to.crs = layer.crs;
        to.extra_m = layer.extra_uncertainty_m;
        // What offset coordinates and unknown datums add the importer has told.
        // Of townships no uncertainty is asked.
        if (to.extra_m <= 0 && std::string_view(role) != "units") {
            to.extra_m = datum_extra(layer.crs, datum_m);
            if (to.extra_m > 0)
                out_.findings.push_back(find(messages::sites_datum, role, file, layer.crs, to.extra_m));
        }
        for (const std::string& path : layer.files)
            out_.files.push_back({role, path});
        out_.findings.insert(out_.findings.end(), layer.findings.begin(), layer.findings.end());
    }

    void read_files() {
        if (options_.zones) take(out_.inputs.zones, "zones", *options_.zones, read_zones);
        if (options_.wells) take(out_.inputs.wells, "wells", *options_.wells, read_wells);
        if (!options_.units) return;
        out_.inputs.has_units = true;
        take(out_.inputs.units, "units", *options_.units, read_units);
    }

    // All versions: what is not in force on the day is told.
    void read_workspace() {
        const Workspace workspace = Workspace::open(options_.workspace, Workspace::Access::read);
        Inputs& inputs = out_.inputs;
        inputs.profile = options_.profile.empty() ? workspace.profile() : load_profile(options_.profile);
        inputs.zones.records = workspace.zones({});
        inputs.wells.records = workspace.wells({});
        inputs.units.records = workspace.units({});
        inputs.has_units = !inputs.units.records.empty();
        out_.files.push_back({"workspace", options_.workspace});
        const DateRange day{options_.as_of, options_.as_of};
        for (const char* role : {"zones", "wells", "units"}) {
            for (const InputRecord& input : workspace.inputs_of(role, day))
                add_imported(input);
        }
        if (options_.profile.empty()) add_imported(workspace.profile_input());
    }

    void add_imported(const InputRecord& input) {
        if (!input.name.empty()) out_.imported.push_back({input.role, input.name, input.sha256});
    }

    const Options& options_;
    ReadInputs out_;
};

}  // namespace

double datum_extra(const std::string& crs, double datum_m) {
    if (crs.empty() || crs.find("CGCS2000") != std::string::npos) return 0;
    try {
        const Crs base(Crs(crs).base_geographic());
        return base.equivalent(Crs::cgcs2000()) ? 0 : datum_m;
    } catch (const Error&) {  // a name that is nobody's: of a file with a CRS of its own
        return datum_m;
    }
}

ReadInputs read_inputs(const Options& options) {
    return Reader(options).read();
}

}  // namespace bareland::sites
