// The sheets of the workbook, one function each; for jobs/brief/workbook.cpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jobs/brief/model.hpp"
#include "jobs/brief/wording.hpp"
#include "layers/tables.hpp"

namespace bareland::brief {

struct AreaFigure {
    const char* key;  // of its text
    double Areas::*area;
    bool known_without_cover;
};
std::span<const AreaFigure> area_figures();   // m2
std::span<const AreaFigure> share_figures();  // per ten thousand

// A table in the making, with the workbook's title and note.
class Sheet {
  public:
    Sheet(const Briefing& briefing, const Texts& say, const std::string& maker, std::string_view name);

    void column(std::string key, const std::string& title, Table::Kind kind);
    // Titled as the text of that name.
    void column(std::string_view key, Table::Kind kind = Table::Kind::text);
    void areas_columns();  // of add_areas()
    // The mark colours the cells of the frozen columns.
    void row(std::vector<Table::Value> values, Table::Role role = Table::Role::body,
             Table::Mark mark = Table::Mark::none);

    Table& table() { return table_; }
    Table done() { return std::move(table_); }
    std::string say(std::string_view key) const { return say_(key); }
    const Briefing& briefing() const { return briefing_; }

  private:
    const Briefing& briefing_;
    const Texts& say_;
    Table table_;
};

void add_areas(std::vector<Table::Value>& values, const Areas& areas, bool covered);
Table::Mark mark_of(Judgement::Outcome outcome);
Table::Mark mark_of(const UnitFacts& unit);  // the worst of its judgements
std::string_view outcome_key(Judgement::Outcome outcome);

// Nothing when the briefing has nothing for it.
using SheetMaker = std::optional<Table> (*)(const Briefing&, const Texts&, const std::string& maker);
std::optional<Table> overview_sheet(const Briefing& briefing, const Texts& say, const std::string& maker);
std::optional<Table> ranking_sheet(const Briefing& briefing, const Texts& say, const std::string& maker);
std::optional<Table> changes_sheet(const Briefing& briefing, const Texts& say, const std::string& maker);
std::optional<Table> patches_sheet(const Briefing& briefing, const Texts& say, const std::string& maker);
std::optional<Table> rules_sheet(const Briefing& briefing, const Texts& say, const std::string& maker);
std::optional<Table> zones_sheet(const Briefing& briefing, const Texts& say, const std::string& maker);
std::optional<Table> sites_sheet(const Briefing& briefing, const Texts& say, const std::string& maker);
std::optional<Table> routes_sheet(const Briefing& briefing, const Texts& say, const std::string& maker);
std::optional<Table> duties_sheet(const Briefing& briefing, const Texts& say, const std::string& maker);
std::optional<Table> sources_sheet(const Briefing& briefing, const Texts& say, const std::string& maker);

}  // namespace bareland::brief
