// What `bareland zones list, show, diff, check, dossier` print.
#pragma once

#include <string>

#include "jobs/zones/dossier.hpp"
#include "jobs/zones/registry_tables.hpp"

namespace bareland::zones {

std::string list_report(const Registry& registry, const Date& day, bool all, Lang lang);
std::string show_report(const ShownZone& shown, Lang lang);
std::string diff_report(const Diff& diff, Lang lang);
std::string check_report(const Check& check, Lang lang);
std::string dossier_report(const Dossier& dossier, Lang lang);  // a few lines: the rest is in the file

// One line a finding.
std::string finding_lines(const std::vector<Finding>& findings, Lang lang);

}  // namespace bareland::zones
