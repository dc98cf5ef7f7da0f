#include "tests/support/compare.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "jobs/rank/outputs.hpp"

namespace bareland::testing {
namespace {

using rank::Areas;

constexpr std::pair<const char*, double Areas::*> figures[] = {
    {"unit", &Areas::unit},
    {"observed", &Areas::observed},
    {"bare", &Areas::bare},
    {"excluded", &Areas::excluded},
    {"controlled", &Areas::controlled},
    {"controlled_temporary", &Areas::controlled_temporary},
    {"controlled_permanent", &Areas::controlled_permanent},
    {"uncontrolled", &Areas::uncontrolled},
    {"uncontrolled_without_exclusion", &Areas::uncontrolled_without_exclusion},
};

void expect_figures(const Areas& got, const Areas& want, double tolerance, const std::string& who) {
    for (const auto& [name, figure] : figures) {
        EXPECT_NEAR(got.*figure, want.*figure, tolerance) << who << ": " << name;
    }
    EXPECT_NEAR(got.bare, got.excluded + got.controlled + got.uncontrolled, tolerance) << who;
    EXPECT_NEAR(got.controlled, got.controlled_temporary + got.controlled_permanent, tolerance) << who;
}

void expect_unit(const rank::Unit& got, const ExpectedUnit& want, double cell, double relative) {
    const double tolerance = relative * std::max(want.areas.unit, cell);
    expect_figures(got.areas, want.areas, tolerance, got.id);
    for (const auto& [id, areas] : want.zones) {
        const auto at = got.zones.find(id);
        if (at == got.zones.end()) {
            EXPECT_LT(areas.unit, tolerance) << got.id << " lacks zone " << id;
            continue;
        }
        expect_figures(at->second, areas, tolerance, got.id + " in zone " + id);
    }
    for (const auto& [id, areas] : got.zones) {
        EXPECT_TRUE(want.zones.contains(id) || areas.unit < tolerance) << got.id << " is not in zone " << id;
    }
}

}  // namespace

void expect_areas(const rank::Result& result, const Expected& expected, double relative) {
    ASSERT_EQ(result.units.size(), expected.units.size());
    for (const rank::Unit& unit : result.units) {
        ASSERT_TRUE(expected.units.contains(unit.id)) << unit.id;
        expect_unit(unit, expected.units.at(unit.id), expected.cell_area, relative);
    }
    expect_unit(result.district, expected.district, expected.cell_area, relative);

    const rank::Balance& got = result.balance;
    const rank::Balance& want = expected.balance;
    ASSERT_TRUE(got.raster_bare && got.outside_units && want.raster_bare && want.outside_units);
    const double tolerance = relative * std::max(*want.raster_bare, expected.cell_area);
    EXPECT_NEAR(*got.raster_bare, *want.raster_bare, tolerance);
    EXPECT_NEAR(*got.outside_units, *want.outside_units, tolerance);
    EXPECT_NEAR(got.in_units, want.in_units,
                relative * std::max(expected.district.areas.unit, expected.cell_area));
    EXPECT_NEAR(got.unit_overlap, want.unit_overlap,
                relative * std::max(expected.district.areas.unit, expected.cell_area));
    EXPECT_NEAR(*got.raster_bare, got.in_units - got.unit_overlap + *got.outside_units, tolerance);
}

std::string settled_json(const rank::Result& result) {
    const auto whole = nlohmann::ordered_json::parse(rank::ranking_json(result, Lang::zh));
    nlohmann::ordered_json out;
    for (const char* key : {"units", "district", "balance", "findings"})
        out[key] = whole.at(key);
    return out.dump(1);
}

}  // namespace bareland::testing
