#include "jobs/report/tables.hpp"

#include "jobs/report/json.hpp"
#include "layers/versions.hpp"

namespace bareland::report {

using Kind = Table::Kind;
using Value = Table::Value;

Table::Row text_row(std::initializer_list<Value> values) {
    Table::Row row;
    for (const Value& value : values)
        row.cells.push_back({value});
    return row;
}

Table finding_table(std::span<const Finding> findings, const std::string& title, Lang lang) {
    Table table;
    table.name = Text{"核查事项", "Findings"}.in(lang);
    table.title = title;
    table.columns = {{"code", {"代码", "Code"}},
                     {"text", {"说明", "Explanation"}, Kind::long_text},
                     {"area_m2", {"涉及面积（平方米）", "Area (m2)"}, Kind::area},
                     {"lon", {"经度（CGCS2000）", "Longitude (CGCS2000)"}, Kind::degrees},
                     {"lat", {"纬度（CGCS2000）", "Latitude (CGCS2000)"}, Kind::degrees}};
    for (const Finding& finding : findings) {
        table.rows.push_back(text_row({finding.code, finding.text.in(lang), or_empty(finding.area_m2),
                                       or_empty(finding.lon), or_empty(finding.lat)}));
    }
    return table;
}

Table parameter_table(std::span<const Parameter> parameters, std::span<const Input> inputs,
                      const std::string& title, const std::string& note, Lang lang) {
    Table table;
    table.name = Text{"参数", "Parameters"}.in(lang);
    table.title = title;
    table.note = note;
    table.columns = {{"section", {"类别", "Section"}},
                     {"name", {"项目", "Item"}},
                     {"value", {"内容", "Value"}, Kind::long_text},
                     {"sha256", {"SHA-256", "SHA-256"}, Kind::long_text}};
    const Text parameter_word{"参数", "Parameter"};
    const Text input_word{"输入文件", "Input file"};
    for (const Parameter& parameter : parameters) {
        table.rows.push_back(
            text_row({parameter_word.in(lang), parameter.key, parameter_text(parameter), Value{}}));
    }
    for (const Input& input : inputs)
        table.rows.push_back(text_row({input_word.in(lang), input.role, input.name, input.sha256}));
    return table;
}

void add_software_rows(Table& parameters, Lang lang) {
    const Text section{"软件", "Software"};
    const Versions versions = library_versions();
    const auto add = [&](const char* name, const std::string& version) {
        parameters.rows.push_back(text_row({section.in(lang), std::string(name), version, Value{}}));
    };
    add("bareland", BARELAND_VERSION);
    add("GDAL", versions.gdal);
    add("GEOS", versions.geos);
    add("PROJ", versions.proj);
}

std::string software_name() {
    return std::string("bareland ") + BARELAND_VERSION;
}

}  // namespace bareland::report
