#include "jobs/zones/registry_read.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "geo/messages_zones.hpp"
#include "layers/sha256.hpp"
#include "layers/workspace.hpp"

namespace bareland::zones {
namespace {

std::string name_of(const std::string& file) {
    return std::filesystem::path(file).filename().string();
}

class Reader {
  public:
    Reader(const RegistrySources& sources, const ReadWhat& what) : sources_(sources), what_(what) {}
    Registry read();

  private:
    void read_workspace();
    void read_files();
    template <class Record>
    std::vector<Record> taken(const char* role, RegistrySource source,
                              RegistryLayer<Record> (*reader)(const RegistrySource&));
    void take_profile(const Profile& profile);
    void fill_radii();

    const RegistrySources& sources_;
    const ReadWhat& what_;
    std::optional<Extent> district_;
    Registry out_;
};

template <class Record>
std::vector<Record> Reader::taken(const char* role, RegistrySource source,
                                  RegistryLayer<Record> (*reader)(const RegistrySource&)) {
    source.district = district_;
    RegistryLayer<Record> layer = reader(source);
    for (const std::string& file : layer.files)
        out_.inputs.push_back({role, name_of(file), sha256_of_file(file), layer.crs, "", ""});
    std::move(layer.findings.begin(), layer.findings.end(), std::back_inserter(out_.findings));
    return std::move(layer.records);
}

void Reader::take_profile(const Profile& profile) {
    out_.names = profile.names;
    out_.rules = profile.sites;
    district_ = profile.reference_extent;
    if (profile.file.empty()) return;
    out_.inputs.push_back({"profile", name_of(profile.file), sha256_of_file(profile.file), "", "", ""});
}

// The documents give one radius to all wells of a kind (villages' 30 m): the profile has it.
void Reader::fill_radii() {
    for (WellRecord& well : out_.wells) {
        if (well.radius_m > 0) continue;
        const auto known = out_.rules.wells.find(well.kind);
        if (known != out_.rules.wells.end() && known->second.radius_m) {
            well.radius_m = *known->second.radius_m;
            out_.findings.push_back(
                find(messages::well_radius_of_profile, well.id, well.id, well.kind, well.radius_m));
        } else {
            out_.findings.push_back(find(messages::well_without_radius, well.id, well.id));
        }
    }
}

void Reader::read_workspace() {
    const Workspace workspace = Workspace::open(sources_.workspace, Workspace::Access::read);
    const std::string name = name_of(sources_.workspace);
    out_.place = {"工作区“" + name + "”", "the workspace " + name};
    take_profile(sources_.profile.empty() ? workspace.profile() : load_profile(sources_.profile));
    out_.zones = workspace.zones(std::nullopt);
    out_.units = workspace.units(std::nullopt);
    if (what_.wells) out_.wells = workspace.wells(std::nullopt);
    if (what_.sites && !sources_.sites) out_.sites = workspace.sites();
    std::vector<InputRecord> inputs = workspace.inputs();
    if (sources_.profile.empty() && !workspace.profile_input().name.empty())
        inputs.push_back(workspace.profile_input());
    for (const InputRecord& input : inputs) {
        out_.inputs.push_back(
            {input.role, input.name, input.sha256, input.crs, input.text, input.imported_at});
    }
    for (const ChangeRecord& change : workspace.changes())
        out_.events.push_back({change.at, change.action, change.role, change.detail});
}

void Reader::read_files() {
    take_profile(sources_.profile.empty() ? default_profile() : load_profile(sources_.profile));
    const std::string name = name_of((sources_.zones   ? *sources_.zones
                                      : sources_.wells ? *sources_.wells
                                                       : *sources_.units)
                                         .source.file);
    out_.place = {"文件“" + name + "”", "the file " + name};
    if (sources_.zones) out_.zones = taken("zones", *sources_.zones, read_zones);
    if (sources_.wells) out_.wells = taken("wells", *sources_.wells, read_wells);
    if (sources_.units) out_.units = taken("units", *sources_.units, read_units);
}

Registry Reader::read() {
    if (sources_.from_files()) {
        read_files();
    } else {
        read_workspace();
    }
    if (what_.sites && sources_.sites) out_.sites = taken("sites", *sources_.sites, read_sites);
    fill_radii();
    return std::move(out_);
}

}  // namespace

Registry read_registry(const RegistrySources& sources, const ReadWhat& what) {
    return Reader(sources, what).read();
}

}  // namespace bareland::zones
