#include "jobs/brief/run.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <optional>
#include <set>

#include "geo/messages.hpp"
#include "geo/messages_brief.hpp"
#include "geo/workers.hpp"
#include "jobs/brief/bulletin.hpp"
#include "jobs/brief/page.hpp"
#include "jobs/brief/public_view.hpp"
#include "jobs/brief/read.hpp"
#include "jobs/brief/workbook.hpp"
#include "jobs/report/terminal.hpp"
#include "layers/output_dir.hpp"
#include "layers/progress.hpp"
#include "layers/template.hpp"

namespace bareland::brief {
namespace {

void write_file(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream out(file, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out)
        throw Error(messages::output_failed, file.filename().string(),
                    std::generic_category().message(errno));
}

// What a page is called on disk: characters that file systems or shells mind become "_".
std::string file_stem(const UnitFacts& unit) {
    std::string out = "sheet_" + unit.id + (unit.name.empty() || unit.name == unit.id ? "" : "_" + unit.name);
    for (char& c : out) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && std::isalnum(byte) == 0 && c != '-' && c != '_' && c != '.') c = '_';
    }
    return out;
}

// One page of a briefing: the overview, or a unit's sheet.
struct Job {
    const UnitFacts* unit = nullptr;  // null: the overview
    std::string stem;
};

// Draws pages on several threads and writes them; one that fails is noted and does not stop the others.
class Pages {
  public:
    Pages(const Options& options, const Briefing& briefing, const PageTemplate& layout, OutputDir& directory)
        : options_(options),
          briefing_(briefing),
          layout_(layout),
          directory_(directory),
          index_(index_map(briefing.map)) {}

    void draw(const std::vector<Job>& jobs) {
        std::optional<Progress> bar;
        if (!jobs.empty())
            bar.emplace(jobs.size(), Text{"正在制图", "drawing"}, !options_.quiet, options_.lang);
        const int threads = options_.threads > 0 ? options_.threads : available_processors();
        run_workers(threads, jobs.size(), false, [&](int, const std::function<std::size_t()>& next) {
            for (std::size_t i = next(); i < jobs.size(); i = next()) {
                try_one(jobs[i]);
                const std::lock_guard lock(mutex_);
                bar->advance();
            }
        });
    }

    const std::vector<std::string>& failures() const { return failures_; }
    const std::vector<Finding>& findings() const { return findings_; }

  private:
    void try_one(const Job& job) {
        const std::string name = job.unit != nullptr ? job.unit->name : briefing_.district_name;
        try {
            one(job);
        } catch (const Error& error) {
            const std::lock_guard lock(mutex_);
            failures_.push_back(
                fmt::format("{} ({}: {})", name, error.code(), error.text().in(options_.lang)));
        } catch (const std::exception& error) {
            const std::lock_guard lock(mutex_);
            failures_.push_back(fmt::format("{} ({})", name, error.what()));
        }
    }

    void one(const Job& job) {
        const DrawnPage page = job.unit != nullptr ? draw_sheet(briefing_, index_, *job.unit, layout_)
                                                   : draw_overview(briefing_, layout_);
        require_glyphs(page);
        if (options_.formats.contains(Format::pdf)) put(job.stem + ".pdf", page_pdf(page));
        if (options_.formats.contains(Format::png)) {
            put(job.stem + ".png", page_png(page, options_.dpi));
            put(job.stem + ".pgw", world_file(page, options_.dpi));
        }
        const std::lock_guard lock(mutex_);
        findings_.insert(findings_.end(), page.findings.begin(), page.findings.end());
    }

    static void require_glyphs(const DrawnPage& page) {
        const auto& missing = page.canvas.missing_glyphs();
        if (!missing.empty())
            throw Error(messages::brief_missing_glyph, fmt::format("{}", fmt::join(missing, " | ")));
    }

    void put(const std::string& name, const std::string& bytes) {
        std::filesystem::path file;
        {
            const std::lock_guard lock(mutex_);
            file = directory_.file(name);
        }
        write_file(file, bytes);
    }

    const Options& options_;
    const Briefing& briefing_;
    const PageTemplate& layout_;
    OutputDir& directory_;
    MapIndex index_;
    std::mutex mutex_;
    std::vector<std::string> failures_;
    std::vector<Finding> findings_;
};

std::vector<Job> jobs_of(const ReadBriefing& read, const Briefing& briefing, const Options& options) {
    std::vector<Job> jobs;
    if (!options.formats.contains(Format::pdf) && !options.formats.contains(Format::png)) return jobs;
    jobs.push_back({nullptr, "overview"});
    if (briefing.map.units.empty()) return jobs;  // without borders there is nothing to draw of a unit
    std::set<std::string> taken;
    for (const UnitFacts& unit : briefing.units) {
        if (std::find(read.chosen.begin(), read.chosen.end(), unit.id) == read.chosen.end()) continue;
        std::string stem = file_stem(unit);
        while (!taken.insert(stem).second)
            stem += "_";  // "a/b" and "a_b" are one word by now
        jobs.push_back({&unit, stem});
    }
    return jobs;
}

void print_written(const OutputDir& directory, std::size_t pages, const Options& options) {
    const Text text{"已写入 {0}：{1} 个版面", "Written to {0}: {1} pages"};
    fmt::print(fmt::runtime(text.in(options.lang)), directory.target().string(), pages);
    if (options.formats.contains(Format::xlsx)) fmt::print(", briefing.xlsx");
    if (options.formats.contains(Format::docx)) fmt::print(", bulletin.docx");
    fmt::print("\n");
}

}  // namespace

int execute(const Options& options) {
    // Before any long work: an output directory that cannot be written is said at once.
    OutputDir directory(options.out);
    const PageTemplate layout =
        load_template(options.template_file, options.paper == Paper::a3 ? PageSize::a3 : PageSize::a4);
    ReadBriefing read = read_briefing(options);
    if (options.publish) read.briefing = public_view(std::move(read.briefing));
    const Briefing& briefing = read.briefing;
    const std::vector<Job> jobs = jobs_of(read, briefing, options);
    Pages pages(options, briefing, layout, directory);
    pages.draw(jobs);
    if (options.formats.contains(Format::xlsx))
        write_workbook(directory.file("briefing.xlsx"), briefing, layout, directory.staging());
    if (options.formats.contains(Format::docx))
        write_bulletin(directory.file("bulletin.docx"), briefing, layout);
    directory.commit();
    if (!options.quiet) {
        print_written(directory, jobs.size() - pages.failures().size(), options);
        std::vector<Finding> findings = pages.findings();
        report::sort_findings(findings);
        report::print_findings(stdout, findings, {"版面", "the pages"}, options.lang);
    }
    if (pages.failures().empty()) return 0;
    throw Error(messages::brief_sheets_failed, pages.failures().size(),
                fmt::format("{}", fmt::join(pages.failures(), options.lang == Lang::zh ? "；" : "; ")));
}

}  // namespace bareland::brief
