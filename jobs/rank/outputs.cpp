#include "jobs/rank/outputs.hpp"

#include <array>

#include "jobs/rank/outputs_table.hpp"
#include "jobs/report/tables.hpp"
#include "layers/gpkg.hpp"
#include "layers/os.hpp"

namespace bareland::rank {
namespace {

struct Output {
    const char* name;
    Text what;
};
// The JSON is last: where files can only be placed one by one, its presence says that the others are there.
const std::array<Output, 4>& outputs() {
    static const std::array<Output, 4> all{
        Output{"ranking.csv", {"排名表，可用 WPS、Excel 打开", "the table, for spreadsheets and scripts"}},
        Output{"ranking.xlsx",
               {"排名表、判定、核查事项和参数", "the table, verdicts, findings and parameters"}},
        Output{"ranking.gpkg", {"街乡镇图层，可用 QGIS 打开", "the townships as a map layer"}},
        Output{"ranking.json",
               {"全部结果，用于下月对比和复核", "everything, for next month and for review"}}};
    return all;
}

void write_workbook(OutputDir& directory, const Result& result, Lang lang, const Table& ranking) {
    std::vector<Table> sheets{ranking};
    if (Table zones = zone_table(result, lang); !zones.rows.empty()) sheets.push_back(std::move(zones));
    sheets.push_back(flag_table(result, lang));
    sheets.push_back(finding_table(result, lang));
    sheets.push_back(parameter_table(result, lang));
    write_xlsx(directory.file("ranking.xlsx"), sheets, lang, {ranking.title, report::software_name()},
               directory.staging());
}

void write_map(OutputDir& directory, const Result& result, Lang lang) {
    std::vector<const MultiPolygon*> shapes;
    for (const Unit& unit : result.units)
        shapes.push_back(&unit.shape);
    write_gpkg(directory.file("ranking.gpkg"), "ranking", unit_table(result, lang), shapes, result.units_crs,
               lang);
}

}  // namespace

void write_outputs(OutputDir& directory, const Result& result, Lang lang) {
    const Table ranking = ranking_table(result, lang);
    write_csv(directory.file("ranking.csv"), ranking, lang);
    write_workbook(directory, result, lang, ranking);
    write_map(directory, result, lang);
    write_whole(directory.file("ranking.json"), ranking_json(result, lang));
}

void print_written(std::FILE* stream, const OutputDir& directory, Lang lang) {
    const Text head{"已写入 {}：\n", "Written to {}:\n"};
    fmt::print(stream, fmt::runtime(head.in(lang)), directory.target().string());
    for (const Output& output : outputs()) {
        fmt::print(stream, "  {:<13} {}\n", output.name, output.what.in(lang));
    }
}

}  // namespace bareland::rank
