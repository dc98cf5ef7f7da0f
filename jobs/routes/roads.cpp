#include "jobs/routes/roads.hpp"

#include <filesystem>
#include <utility>

#include "geo/matching/matching.hpp"
#include "geo/messages_routes.hpp"
#include "layers/workspace.hpp"

namespace bareland::routes {
namespace {

std::string short_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

}  // namespace

std::unique_ptr<Ground> ground_of(network::Network&& network, const Text& source, bool as_driven) {
    auto ground = std::make_unique<Ground>();
    if (as_driven) {
        matching::Driven driven = matching::with_wrong_ways(network);
        ground->network = std::move(driven.network);
        ground->against = std::move(driven.against);
    } else {
        ground->network = std::move(network);
        ground->against = network::LinkSet(ground->network.links.size());
    }
    ground->source = source;
    ground->landmarks = network::make_landmarks(ground->network);
    ground->index = std::make_unique<network::SnapIndex>(ground->network);
    ground->linker = std::make_unique<network::ZoneLinker>(ground->network);
    ground->router = std::make_unique<network::Router>(ground->network, ground->landmarks);
    return ground;
}

ReadGround ground_of_file(const Sources& sources, const std::optional<Extent>& district) {
    ReadGround out;
    RegistrySource source = *sources.roads;
    source.district = district;
    const std::string& file = source.source.file;
    RoadLayer layer = read_roads(source);
    if (layer.records.empty()) throw Error(messages::routes_none, file);
    network::BuildOptions options = sources.build;
    if (!options.date) options.date = layer.date;
    network::Built built = network::build_network(layer.records, layer.bans, options);
    out.findings = std::move(layer.findings);
    std::move(built.report.findings.begin(), built.report.findings.end(), std::back_inserter(out.findings));
    for (const std::string& path : layer.files)
        out.files.push_back({"roads", path});
    out.ground = ground_of(std::move(built.network), {short_name(file), short_name(file)}, sources.as_driven);
    return out;
}

ReadGround ground_of_workspace(const Sources& sources, const Date& day) {
    ReadGround out;
    const std::string& workspace = sources.workspace;
    const Workspace store = Workspace::open(workspace, Workspace::Access::read);
    const std::string name = short_name(workspace);
    const auto version = store.roads_version(day);
    if (!version) throw Error(messages::routes_missing_source, "道路", "road", "--roads");
    network::BuildOptions options;
    options.date = version->date;
    network::Built built = network::build_network(store.roads(day), store.turn_bans(day), options);
    out.findings = std::move(built.report.findings);
    for (const InputRecord& input : store.roads_inputs(day))
        out.imported.push_back({input.role, input.name, input.sha256});
    out.ground = ground_of(std::move(built.network), {"工作区“" + name + "”", "the workspace " + name},
                           sources.as_driven);
    return out;
}

std::string ground_key(const std::string& workspace, const Date& day) {
    const Workspace store = Workspace::open(workspace, Workspace::Access::read);
    const auto version = store.roads_version(day);
    return version && version->date ? version->date->text() : "-";
}

}  // namespace bareland::routes
