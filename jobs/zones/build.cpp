#include "jobs/zones/build.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "jobs/zones/build_outputs.hpp"
#include "layers/os.hpp"
#include "layers/output_dir.hpp"
#include "layers/recipe.hpp"
#include "layers/recipe_files.hpp"
#include "layers/sha256.hpp"
#include "layers/workspace.hpp"
#include "layers/zones_file.hpp"

namespace bareland::zones {
namespace {

namespace fs = std::filesystem;

class Reader {
  public:
    explicit Reader(const BuildOptions& options) : options_(options) {}

    recipe::Recipe read() {
        recipe::Recipe recipe = load_recipe(options_.recipe);
        recipe.file = fs::path(options_.recipe).filename().string();
        files_.push_back({"recipe", options_.recipe});
        if (!options_.workspace.empty()) read_workspace();
        for (const RegistrySource& source : options_.roads) {
            std::vector<RoadRecord> records = take("roads", source, read_roads);
            if (!given_roads_) roads_.clear();
            given_roads_ = has_roads_ = true;
            roads_.insert(roads_.end(), std::make_move_iterator(records.begin()),
                          std::make_move_iterator(records.end()));
        }
        if (options_.units) {
            units_ = take("units", *options_.units, read_units);
            has_units_ = true;
        }
        if (options_.wells) {
            wells_ = take("wells", *options_.wells, read_wells);
            has_wells_ = true;
        }
        for (const recipe::FileNeed& need : recipe::files_needed(recipe)) {
            RecipeShapes read = read_recipe_shapes(need, options_.recipe);
            sources_.files[need] = std::move(read.shapes);
            findings_.insert(findings_.end(), read.findings.begin(), read.findings.end());
            for (const std::string& file : read.files)
                files_.push_back({"recipe file", file});
        }
        if (has_roads_) sources_.roads = roads_;
        if (has_units_) sources_.units = units_;
        if (has_wells_) sources_.wells = wells_;
        return recipe;
    }

    const ZoneSources& sources() const { return sources_; }
    std::vector<Finding>& findings() { return findings_; }

    std::vector<report::Input> inputs() const {
        std::vector<report::Input> out = report::hashed(files_);
        out.insert(out.end(), imported_.begin(), imported_.end());
        return out;
    }

  private:
    template <class Layer>
    decltype(Layer::records) take(const char* role, const RegistrySource& source,
                                  Layer (*reader)(const RegistrySource&)) {
        Layer layer = reader(source);
        findings_.insert(findings_.end(), layer.findings.begin(), layer.findings.end());
        for (const std::string& file : layer.files)
            files_.push_back({role, file});
        return std::move(layer.records);
    }

    // All versions: each zone takes those of its own dates. Roads are the newest.
    void read_workspace() {
        const Workspace workspace = Workspace::open(options_.workspace, Workspace::Access::read);
        roads_ = workspace.roads();
        units_ = workspace.units({});
        wells_ = workspace.wells({});
        has_roads_ = !roads_.empty();
        has_units_ = !units_.empty();
        has_wells_ = !wells_.empty();
        for (const InputRecord& input : workspace.inputs()) {
            const bool given =
                (input.role == "units" && !options_.units) || (input.role == "wells" && !options_.wells);
            if (given) imported_.push_back({input.role, input.name, input.sha256});
        }
        if (!options_.roads.empty()) return;
        for (const InputRecord& input : workspace.roads_inputs())
            imported_.push_back({input.role, input.name, input.sha256});
    }

    const BuildOptions& options_;
    std::vector<RoadRecord> roads_;
    std::vector<UnitRecord> units_;
    std::vector<WellRecord> wells_;
    bool has_roads_ = false, has_units_ = false, has_wells_ = false, given_roads_ = false;
    ZoneSources sources_;
    std::vector<Finding> findings_;
    std::vector<report::ReadFile> files_;
    std::vector<report::Input> imported_;
};

std::string beside(const fs::path& out, const char* suffix) {
    return out.stem().string() + suffix;
}

fs::path folder_of(const fs::path& out) {
    return out.parent_path().empty() ? fs::path(".") : out.parent_path();
}

void keep(const BuildOptions& options, const BuildResult& result) {
    std::vector<ZoneRecord> records;
    for (const CompiledZone& zone : result.zones)
        records.push_back(zone.record);
    InputRecord input;
    input.role = "zones";
    input.name = result.recipe;
    input.sha256 = sha256_of_file(options.recipe);
    input.crs = "EPSG:4490";
    input.text = "bareland zones build";
    Workspace::open(options.workspace, Workspace::Access::write).put_zones(records, input, "build");
}

}  // namespace

BuildResult build(const BuildOptions& options, Trace& trace) {
    Reader reader(options);
    const recipe::Recipe recipe = reader.read();
    BuildResult result;
    result.recipe = recipe.file;
    result.zones = compile_zones(recipe, reader.sources(), trace);
    result.findings = std::move(reader.findings());
    for (const CompiledZone& zone : result.zones)
        result.findings.insert(result.findings.end(), zone.findings.begin(), zone.findings.end());
    report::sort_findings(result.findings);
    result.inputs = reader.inputs();
    return result;
}

int execute_build(const BuildOptions& options) {
    const fs::path out = options.out.empty() ? fs::path("zones.gpkg") : fs::path(options.out);
    OutputDir directory(folder_of(out));
    Trace trace;
    BuildResult result;
    try {
        result = build(options, trace);
    } catch (const Error&) {
        if (!trace.empty()) {
            write_found(directory.file(beside(out, "_found.gpkg")), trace, options.lang);
            directory.commit();
            const Text where{"已找到的线和相接处写在 {}，可用 QGIS 对照查看。\n",
                             "What was found is in {}; look at it in QGIS.\n"};
            fmt::print(stdout, fmt::runtime(where.in(options.lang)),
                       (folder_of(out) / beside(out, "_found.gpkg")).string());
        }
        throw;
    }
    const bool wants_file = !options.out.empty() || options.workspace.empty();
    if (wants_file) {
        std::vector<ZoneRecord> records;
        for (const CompiledZone& zone : result.zones)
            records.push_back(zone.record);
        write_zones_file(directory.file(out.filename().string()), records);
        write_found(directory.file(beside(out, "_found.gpkg")), trace, options.lang);
        write_whole(directory.file(beside(out, "_report.json")), build_json(result, options.lang));
    }
    if (!options.workspace.empty()) keep(options, result);
    if (wants_file) directory.commit();
    if (options.quiet) return 0;
    print_build(stdout, result, options.lang);
    if (wants_file) {
        const Text head{
            "已写入 {}：\n  {}  分区、路段、圆\n  {}  每一块怎样找到的\n  {}  找到的线和相接处\n",
            "Written to {}:\n  {}  zones, links, discs\n  {}  how each piece was found\n  {}  lines and "
            "places found\n"};
        fmt::print(stdout, fmt::runtime(head.in(options.lang)), directory.target().string(),
                   out.filename().string(), beside(out, "_report.json"), beside(out, "_found.gpkg"));
    }
    if (!options.workspace.empty()) {
        const Text kept{"{} 个分区已存入工作区 {}。\n", "{} zones kept in the workspace {}.\n"};
        fmt::print(stdout, fmt::runtime(kept.in(options.lang)), result.zones.size(), options.workspace);
    }
    return 0;
}

}  // namespace bareland::zones
