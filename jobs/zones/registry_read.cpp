#include "jobs/zones/registry_read.hpp"

#include <fmt/format.h>

#include <filesystem>

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
    std::vector<Record> taken(RegistryLayer<Record> layer, const std::string& role);

    const RegistrySources& sources_;
    const ReadWhat& what_;
    Registry out_;
};

template <class Record>
std::vector<Record> Reader::taken(RegistryLayer<Record> layer, const std::string& role) {
    for (const std::string& file : layer.files)
        out_.inputs.push_back({role, name_of(file), sha256_of_file(file), layer.crs, "", ""});
    std::move(layer.findings.begin(), layer.findings.end(), std::back_inserter(out_.findings));
    return std::move(layer.records);
}

void Reader::read_workspace() {
    const Workspace workspace = Workspace::open(sources_.workspace, Workspace::Access::read);
    const std::string name = name_of(sources_.workspace);
    out_.place = {"工作区“" + name + "”", "the workspace " + name};
    out_.names = workspace.profile().names;
    out_.zones = workspace.zones(std::nullopt);
    out_.units = workspace.units(std::nullopt);
    if (what_.wells) out_.wells = workspace.wells(std::nullopt);
    if (what_.sites && !sources_.sites) out_.sites = workspace.sites();
    for (const InputRecord& input : workspace.inputs()) {
        out_.inputs.push_back(
            {input.role, input.name, input.sha256, input.crs, input.text, input.imported_at});
    }
    for (const ChangeRecord& change : workspace.changes())
        out_.events.push_back({change.at, change.action, change.role, change.detail});
}

void Reader::read_files() {
    const Profile profile = sources_.profile.empty() ? default_profile() : load_profile(sources_.profile);
    out_.names = profile.names;
    const std::string name = name_of((sources_.zones   ? *sources_.zones
                                      : sources_.wells ? *sources_.wells
                                                       : *sources_.units)
                                         .source.file);
    out_.place = {"文件“" + name + "”", "the file " + name};
    if (sources_.zones) out_.zones = taken(read_zones(*sources_.zones), "zones");
    if (sources_.wells) out_.wells = taken(read_wells(*sources_.wells), "wells");
    if (sources_.units) out_.units = taken(read_units(*sources_.units), "units");
    if (!profile.file.empty()) {
        out_.inputs.push_back({"profile", name_of(profile.file), sha256_of_file(profile.file), "", "", ""});
    }
}

Registry Reader::read() {
    if (sources_.from_files()) {
        read_files();
    } else {
        read_workspace();
    }
    if (what_.sites && sources_.sites) out_.sites = taken(read_sites(*sources_.sites), "sites");
    return std::move(out_);
}

}  // namespace

Registry read_registry(const RegistrySources& sources, const ReadWhat& what) {
    return Reader(sources, what).read();
}

}  // namespace bareland::zones
