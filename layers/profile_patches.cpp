#include "layers/profile_patches.hpp"

#include <algorithm>

#include "layers/toml_table.hpp"

namespace bareland {

using toml_file::Table;

void read_patch_rules(const Table& root, PatchRules& rules) {
    constexpr double largest_m2 = 1e9;
    const Table table = root.table("patches", "[patches]", {"min_area_m2", "sensitivity_m2"});
    if (table.has("min_area_m2")) {
        rules.min_area_m2 = table.number(
            "min_area_m2", 0, true, largest_m2,
            {"不小于 0、不大于 1000000000 的数（平方米）", "a number from 0 to 1000000000 (m2)"});
    }
    if (!table.has("sensitivity_m2")) return;
    const Text expected{"由小到大、互不相同的数，每个不小于 0（平方米），如 [0, 200, 400, 1000]",
                        "different numbers from 0 on, ascending (m2), such as [0, 200, 400, 1000]"};
    const toml::node& node = table.need("sensitivity_m2", expected);
    const toml::array* const array = node.as_array();
    if (array == nullptr || array->empty()) table.refuse("sensitivity_m2", node, expected);
    rules.sensitivity_m2.clear();
    for (const toml::node& entry : *array) {
        const auto value = entry.value<double>();
        if (!entry.is_number() || !value || *value < 0 || *value > largest_m2 ||
            (!rules.sensitivity_m2.empty() && *value <= rules.sensitivity_m2.back()))
            table.refuse("sensitivity_m2", node, expected);
        rules.sensitivity_m2.push_back(*value);
    }
}

}  // namespace bareland
