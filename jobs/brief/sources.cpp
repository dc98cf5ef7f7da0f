#include "jobs/brief/sources.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "geo/messages_brief.hpp"
#include "layers/sha256.hpp"

namespace bareland::brief {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

Text role_words(const std::string& role) {
    if (role == "units") return {"街乡镇", "the units"};
    if (role == "raster") return {"影像", "the raster"};
    if (role == "zones") return {"分区", "the zones"};
    if (role == "controlled") return {"管控", "the layer of measures"};
    if (role == "excluded") return {"扣除", "the layer of exclusions"};
    if (role == "patches") return {"图斑", "the patches"};
    return {role, role};
}

class Files {
  public:
    Files(const RankingFile& ranking, const Options& options) : ranking_(ranking) {
        add_folder(ranking.file);
        for (const std::string& file : {options.units, options.zones, options.roads})
            add_folder(VectorSource::parse(file).file);
        for (const std::string& file : options.rasters)
            add_folder(file);
        folders_.emplace_back(".");
    }

    // Compares with what the ranking recorded; a role that it did not have is not its business.
    void verify(const std::string& role, const std::string& file) const {
        const std::string name = fs::path(file).filename().string();
        const RankingInput* expected = nullptr;
        const std::string found = sha256_of_file(file);
        for (const RankingInput& input : ranking_.inputs) {
            if (input.role != role) continue;
            if (input.sha256 == found) return;
            if (expected == nullptr || input.name == name) expected = &input;
        }
        if (expected == nullptr) return;
        const Text words = role_words(role);
        throw Error(messages::brief_other_file, words.zh, words.en, file, expected->sha256, found,
                    ranking_.file);
    }

    // A mask that no option names, by the name it had.
    std::string find(const std::string& role, const std::string& name) const {
        for (const fs::path& folder : folders_) {
            const fs::path file = folder / name;
            std::error_code ignored;
            if (!fs::is_regular_file(file, ignored)) continue;
            verify(role, file.string());
            return file.string();
        }
        std::string looked;
        for (const fs::path& folder : folders_)
            looked += (looked.empty() ? "" : ", ") + (folder.empty() ? "." : folder.string());
        const Text words = role_words(role);
        throw Error(messages::brief_file_not_found, words.zh, words.en, name, ranking_.file, looked);
    }

  private:
    void add_folder(const std::string& file) {
        if (file.empty()) return;
        const fs::path folder = fs::path(file).parent_path();
        if (std::find(folders_.begin(), folders_.end(), folder) == folders_.end()) folders_.push_back(folder);
    }

    const RankingFile& ranking_;
    std::vector<fs::path> folders_;
};

// The ranking's parameters, as bareland wrote them.
class Parameters {
  public:
    explicit Parameters(const RankingFile& ranking) : ranking_(ranking) {}

    Json value(const std::string& key) const {
        const auto found = ranking_.parameters.find(key);
        return found == ranking_.parameters.end() ? Json() : Json::parse(found->second);
    }
    std::string text(const std::string& key) const {
        const Json found = value(key);
        return found.is_string() ? found.get<std::string>() : std::string();
    }
    ValueSet values(const std::string& key) const {
        const std::string found = text(key);
        return found.empty() ? ValueSet() : ValueSet::parse(found, key);
    }
    // Of {"file": ..., "layer": ...}.
    std::string file(const std::string& key) const { return member(key, "file"); }
    std::string layer(const std::string& key) const { return member(key, "layer"); }

  private:
    std::string member(const std::string& key, const char* name) const {
        const Json found = value(key);
        return found.is_object() && found.contains(name) && found[name].is_string()
                   ? found[name].get<std::string>()
                   : std::string();
    }

    const RankingFile& ranking_;
};

VectorSource source_of(const std::string& word, const std::string& layer, const std::string& encoding) {
    VectorSource source = VectorSource::parse(word);
    if (source.layer.empty()) source.layer = layer;
    source.encoding = encoding;
    return source;
}

}  // namespace

rank::Options ranked_with(const RankingFile& ranking, const Options& options) {
    const Files files(ranking, options);
    const Parameters parameters(ranking);
    const std::string encoding = parameters.text("encoding");
    rank::Options out;
    out.month = ranking.month;
    out.lang = options.lang;
    out.threads = options.threads;
    out.whole_raster = parameters.text("balance") == "raster";
    out.unit_id = parameters.text("unit_id");
    out.unit_name = parameters.text("unit_name");
    if (!options.units.empty()) {
        out.units = source_of(options.units, parameters.layer("units"), encoding);
        out.units.crs = parameters.text("units_crs");
        out.units.crs_option = "--units-crs";
        files.verify("units", out.units.file);
    } else {
        out.workspace = options.workspace;
    }
    if (!options.zones.empty()) {
        out.zones = source_of(options.zones, parameters.layer("zones"), encoding);
        files.verify("zones", out.zones->file);
    }
    out.rasters = options.rasters;
    for (const std::string& raster : out.rasters)
        files.verify("raster", raster);
    if (const Json rasters = parameters.value("rasters"); rasters.is_array() && !rasters.empty()) {
        out.band = rasters[0].value("band", 1);
        out.raster_crs = rasters[0].value("crs", std::string());
    }
    out.values.bare = parameters.values("bare");
    out.values.netted = parameters.values("netted");
    out.values.unobserved = parameters.values("unobserved");
    if (out.rasters.empty()) return out;
    for (const auto& [role, into] :
         {std::pair("controlled", &out.controlled), std::pair("excluded", &out.excluded)}) {
        const std::string name = parameters.file(role);
        if (!name.empty()) *into = source_of(files.find(role, name), parameters.layer(role), encoding);
    }
    out.measure_field = parameters.text("measure_field");
    out.from_field = parameters.text("from_field");
    out.to_field = parameters.text("to_field");
    return out;
}

std::vector<Source> sources_of(const RankingFile& ranking, const std::vector<report::ReadFile>& further) {
    std::vector<Source> out;
    for (const RankingInput& input : ranking.inputs) {
        const std::string date = input.role == "raster" ? ranking.month.text() : std::string();
        out.push_back({input.role, input.name, date, input.sha256});
    }
    for (const report::Input& input : report::hashed(further)) {
        const auto known = std::find_if(out.begin(), out.end(),
                                        [&](const Source& source) { return source.sha256 == input.sha256; });
        if (known == out.end()) out.push_back({input.role, input.name, "", input.sha256});
    }
    return out;
}

}  // namespace bareland::brief
