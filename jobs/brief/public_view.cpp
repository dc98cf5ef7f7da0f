#include "jobs/brief/public_view.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

namespace bareland::brief {
namespace {

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}
// What may stand between the digits of one telephone number.
bool joins_digits(char c) {
    return c == '-' || c == ' ' || c == '+' || c == '(' || c == ')';
}
bool of_address(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-' || c == '+';
}

std::string without_numbers(const std::string& text) {
    constexpr int fewest = 7;
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (!is_digit(text[i])) {
            out += text[i++];
            continue;
        }
        std::size_t end = i;  // behind the last digit
        int digits = 0;
        for (std::size_t k = i; k < text.size() && (is_digit(text[k]) || joins_digits(text[k])); ++k) {
            if (!is_digit(text[k])) continue;
            ++digits;
            end = k + 1;
        }
        if (digits < fewest) out.append(text, i, end - i);
        i = end;
    }
    return out;
}

std::string without_addresses(std::string text) {
    for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at)) {
        std::size_t first = at;
        std::size_t last = at + 1;
        while (first > 0 && of_address(text[first - 1]))
            --first;
        while (last < text.size() && of_address(text[last]))
            ++last;
        text.erase(first, last - first);
        at = first;
    }
    return text;
}

void keep_public(UnitFacts& unit, const std::set<std::string>& secret_zones) {
    std::erase_if(unit.zones, [](const ZoneAreas& zone) { return zone.of == ZoneKind::water_source; });
    for (PatchOfUnit& patch : unit.patches)
        std::erase_if(patch.zones, [&](const std::string& name) { return secret_zones.contains(name); });
    for (SiteOfUnit& site : unit.sites) {
        site.name = without_contacts(site.name);
        if (!site.water) continue;
        site.zone.clear();
        site.clause.clear();
        site.distance_m.reset();
    }
    std::erase_if(unit.duties, [](const Duty& duty) { return duty.water; });
    for (Duty& duty : unit.duties) {
        duty.what = without_contacts(duty.what);
        duty.owner = without_contacts(duty.owner);
        duty.where = without_contacts(duty.where);
    }
    // A trip's id and sentence may name the vehicle.
    for (std::size_t i = 0; i < unit.routes.size(); ++i) {
        unit.routes[i].id = std::to_string(i + 1);
        unit.routes[i].plate.clear();
        unit.routes[i].text.clear();
    }
    unit.owner = without_contacts(unit.owner);
}

}  // namespace

std::string without_contacts(const std::string& text) {
    return without_addresses(without_numbers(text));
}

Briefing public_view(Briefing briefing) {
    std::set<std::string> secret;  // names of zones that are discs round wells
    for (const MapZone& zone : briefing.map.zones) {
        if (zone.kind == ZoneKind::water_source) secret.insert(zone.name);
    }
    std::erase_if(briefing.map.zones,
                  [](const MapZone& zone) { return zone.kind == ZoneKind::water_source; });
    keep_public(briefing.district, secret);
    for (UnitFacts& unit : briefing.units)
        keep_public(unit, secret);
    briefing.findings.clear();
    std::erase_if(briefing.sources, [](const Source& source) { return source.role == "wells"; });
    briefing.published = true;
    return briefing;
}

}  // namespace bareland::brief
