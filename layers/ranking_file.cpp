#include "layers/ranking_file.hpp"

#include "geo/messages.hpp"
#include "layers/json_object.hpp"
#include "layers/text_file.hpp"

namespace bareland {
namespace {

using json_file::json;
using json_file::Object;

RankingAreas areas_of(const Object& from) {
    return {.unit = from.area("unit_area_m2"),
            .observed = from.area("observed_area_m2"),
            .bare = from.area_or_null("bare_area_m2"),
            .excluded = from.area_or_null("excluded_area_m2"),
            .controlled = from.area_or_null("controlled_area_m2"),
            .controlled_temporary = from.area_or_null("controlled_temporary_area_m2"),
            .controlled_permanent = from.area_or_null("controlled_permanent_area_m2"),
            .uncontrolled = from.area_or_null("uncontrolled_area_m2"),
            .uncontrolled_without_exclusion = from.area_or_null("uncontrolled_without_exclusion_m2")};
}

RankingUnit unit_of(const Object& from, const std::string& file) {
    RankingUnit unit{.id = from.text("id"),
                     .name = from.text("name"),
                     .status = from.text("status"),
                     .areas = areas_of(from),
                     .bare_permyriad = from.number_or_null("bare_permyriad"),
                     .uncontrolled_permyriad = from.number_or_null("uncontrolled_permyriad"),
                     .rank = from.rank("rank"),
                     .rank_from_worst = from.rank("rank_from_worst"),
                     .previous_rank = from.rank("previous_rank"),
                     .previous_year_rank = from.rank("previous_year_rank"),
                     .change_m2 = from.number_or_null("uncontrolled_change_m2"),
                     .previous_year_change_m2 = from.number_or_null("previous_year_uncontrolled_change_m2"),
                     .change_reason = from.text_or_empty("change_reason"),
                     .previous_year_change_reason = from.text_or_empty("previous_year_change_reason"),
                     .flags = {},
                     .zones = {}};
    for (const Object& flag : from.objects("flags")) {
        unit.flags.push_back({flag.text("rule"), flag.text("level"), flag.number_or_null("value"),
                              flag.number_or_null("limit"), flag.text_or_empty("clause"), flag.text("text")});
    }
    const Object zones = from.object("zones");
    for (const auto& [id, areas] : zones.value().items())
        unit.zones.emplace(id, areas_of(Object(areas, zones.at(id.c_str()), file)));
    return unit;
}

}  // namespace

RankingFile read_ranking_file(const std::string& path) {
    return parse_ranking_file(read_text_file(path, messages::previous_unreadable), path);
}

RankingFile parse_ranking_file(const std::string& text, const std::string& name) {
    PreviousMonth checked = parse_previous_month(text, name);
    const json document = json_file::parse(text, name);
    const Object root(document, "", name);
    RankingFile out{.file = name,
                    .month = checked.month,
                    .units = {},
                    .district = unit_of(root.object("district"), name),
                    .findings = {},
                    .parameters = std::move(checked.parameters),
                    .inputs = {}};
    for (const Object& unit : root.objects("units"))
        out.units.push_back(unit_of(unit, name));
    for (const Object& finding : root.objects("findings"))
        out.findings.push_back(finding.text("text"));
    for (const Object& input : root.objects("inputs"))
        out.inputs.push_back({input.text("role"), input.text("name"), input.text("sha256")});
    return out;
}

}  // namespace bareland
