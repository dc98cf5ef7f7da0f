#include "jobs/routes/roads.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "geo/matching/matching.hpp"
#include "geo/messages_network.hpp"
#include "geo/messages_routes.hpp"
#include "geo/network/build.hpp"
#include "geo/network/bytes.hpp"
#include "layers/sha256.hpp"
#include "layers/workspace.hpp"

namespace bareland::routes {
namespace {

std::string short_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

std::unique_ptr<Ground> as_travelled(network::Network&& network, bool as_driven) {
    auto ground = std::make_unique<Ground>();
    if (as_driven) {
        matching::Driven driven = matching::with_wrong_ways(network);
        ground->network = std::move(driven.network);
        ground->against = std::move(driven.against);
    } else {
        ground->network = std::move(network);
        ground->against = network::LinkSet(ground->network.links.size());
    }
    return ground;
}

// What is quickly made of a network and its landmarks.
std::unique_ptr<Ground> finished(std::unique_ptr<Ground> ground, const Text& source) {
    ground->source = source;
    ground->index = std::make_unique<network::SnapIndex>(ground->network);
    ground->router = std::make_unique<network::Router>(ground->network, ground->landmarks);
    return ground;
}

// What is made of a workspace's roads, once, and kept in it. What an earlier version of the program kept, or
// what is damaged, is made again; where the workspace cannot be written, nothing is kept.
class Prepared {
  public:
    explicit Prepared(const std::string& workspace)
        : workspace_(workspace),
          store_(Workspace::open(workspace, Workspace::Access::read)),
          roads_state_(store_.roads_state()) {}
    // For a network that was read when the roads were in that state.
    explicit Prepared(const KeptIn& kept)
        : workspace_(kept.workspace),
          store_(Workspace::open(workspace_, Workspace::Access::read)),
          roads_state_(kept.roads_state) {}

    const Workspace& store() const { return store_; }
    std::int64_t roads_state() const { return roads_state_; }

    template <class Read, class Make>
    auto get(const std::string& key, Read read, Make make) const {
        if (const auto bytes = store_.prepared(key)) {
            try {
                return read(*bytes);
            } catch (const Error& error) {
                if (error.code() != messages::prepared_damaged.code) throw;
            }
        }
        auto made = make();
        keep(key, network::to_bytes(made));
        return made;
    }

  private:
    void keep(const std::string& key, const std::string& bytes) const {
        try {
            Workspace::open(workspace_, Workspace::Access::write).put_prepared(key, bytes, roads_state_);
        } catch (const Error&) {
            // It is only the time of the next run that is lost.
        }
    }

    std::string workspace_;
    Workspace store_;
    std::int64_t roads_state_;  // before anything was read: what is made of later roads is not kept
};

network::BuildOptions build_options(const Profile& profile) {
    network::BuildOptions options;
    options.join_m = profile.routes.network.join_m;
    options.gap_m = profile.routes.network.gap_m;
    return options;
}

}  // namespace

std::unique_ptr<Ground> ground_of(network::Network&& network, const Text& source, bool as_driven) {
    auto ground = as_travelled(std::move(network), as_driven);
    ground->landmarks = network::make_landmarks(ground->network);
    return finished(std::move(ground), source);
}

ReadGround ground_of_file(const Sources& sources, const Profile& profile) {
    ReadGround out;
    RegistrySource source = *sources.roads;
    source.district = profile.reference_extent;
    const std::string& file = source.source.file;
    RoadLayer layer = read_roads(source);
    if (layer.records.empty()) throw Error(messages::routes_none, file);
    network::BuildOptions options = build_options(profile);
    options.date = sources.roads_date ? sources.roads_date : layer.date;
    options.join_m = sources.join_m.value_or(options.join_m);
    options.crossings_at_grade = sources.crossings_at_grade;
    network::Built built = network::build_network(layer.records, layer.bans, options);
    out.findings = std::move(layer.findings);
    std::move(built.report.findings.begin(), built.report.findings.end(), std::back_inserter(out.findings));
    for (const std::string& path : layer.files)
        out.files.push_back({"roads", path});
    out.ground = ground_of(std::move(built.network), {short_name(file), short_name(file)}, sources.as_driven);
    return out;
}

// What the builder finds was said by `import roads`.
ReadGround ground_of_workspace(const Sources& sources, const Profile& profile, const Date& day) {
    ReadGround out;
    const Prepared prepared(sources.workspace);
    const Workspace& store = prepared.store();
    const std::string name = short_name(sources.workspace);
    const auto version = store.roads_version(day);
    if (!version) throw Error(messages::routes_missing_source, "道路", "road", "--roads");
    // The tolerance by which ends are joined is part of what the network is.
    const std::string date =
        fmt::format("{}:{}", version->date ? version->date->text() : "-", profile.routes.network.join_m);
    network::Network network = prepared.get(
        "network:" + date, [](const std::string& bytes) { return network::network_from_bytes(bytes); },
        [&] {
            network::BuildOptions options = build_options(profile);
            options.date = version->date;
            return network::build_network(store.roads(day), store.turn_bans(day), options).network;
        });
    auto ground = as_travelled(std::move(network), sources.as_driven);
    ground->kept_in = {sources.workspace, sources.as_driven ? "as driven:" + date : date,
                       prepared.roads_state()};
    ground->landmarks =
        prepared.get((sources.as_driven ? "landmarks, as driven:" : "landmarks:") + date,
                     [&](const std::string& bytes) {
                         return network::landmarks_from_bytes(bytes, ground->network.junctions.size());
                     },
                     [&] { return network::make_landmarks(ground->network); });
    for (const InputRecord& input : store.roads_inputs(day))
        out.imported.push_back({input.role, input.name, input.sha256});
    out.ground = finished(std::move(ground), {"工作区“" + name + "”", "the workspace " + name});
    return out;
}

network::LaidZone zone_on(const Ground& ground, const ZoneRecord& zone,
                          const network::ZoneLinkOptions& options) {
    const auto make = [&] {
        network::LaidZone laid;
        laid.links = ground.linker().links(zone, options, laid.findings);
        return laid;
    };
    if (!ground.kept_in) return make();
    const KeptIn& kept = *ground.kept_in;
    // The state is named, too: other roads may have been imported since this network was read.
    const std::string key = fmt::format("zone:{}:{}:{}", kept.roads_state, kept.network,
                                        sha256_of(network::laying_bytes(zone, options)));
    const auto read = [&](const std::string& bytes) {
        return network::laid_zone_from_bytes(bytes, ground.network);
    };
    return Prepared(kept).get(key, read, make);
}

std::string ground_key(const std::string& workspace, const Date& day) {
    const Workspace store = Workspace::open(workspace, Workspace::Access::read);
    const auto version = store.roads_version(day);
    return version && version->date ? version->date->text() : "-";
}

}  // namespace bareland::routes
