// Sheets that the workbooks of all jobs share.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>

#include "jobs/report/report.hpp"
#include "layers/tables.hpp"

namespace bareland::report {

Table::Row text_row(std::initializer_list<Table::Value> values);

template <class T>
Table::Value or_empty(const std::optional<T>& value) {
    if (!value) return {};
    if constexpr (std::is_same_v<T, int>) {
        return std::int64_t{*value};
    } else {
        return *value;
    }
}

Table finding_table(std::span<const Finding> findings, const std::string& title, Lang lang);

// Section, item, value, SHA-256: parameters and input files, to which further rows are added.
Table parameter_table(std::span<const Parameter> parameters, std::span<const Input> inputs,
                      const std::string& title, const std::string& note, Lang lang);
void add_software_rows(Table& parameters, Lang lang);

std::string software_name();  // "bareland 0.1.0"

}  // namespace bareland::report
