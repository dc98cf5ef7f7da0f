#include "jobs/sites/words.hpp"

#include <fmt/format.h>

#include <map>

namespace bareland::sites {

const char* verdict_key(Verdict verdict) {
    switch (verdict) {
        case Verdict::inside:
            return "inside";
        case Verdict::needs_survey:
            return "needs_survey";
        case Verdict::cannot_tell:
            return "cannot_tell";
        case Verdict::outside:
            break;
    }
    return "outside";
}

const char* relation_key(Relation relation) {
    switch (relation) {
        case Relation::inside:
            return "inside";
        case Relation::partly:
            return "partly";
        case Relation::outside:
            break;
    }
    return "outside";
}

Text verdict_text(Verdict verdict) {
    switch (verdict) {
        case Verdict::inside:
            return {"在区内", "inside"};
        case Verdict::needs_survey:
            return {"需实地测量", "needs survey"};
        case Verdict::cannot_tell:
            return {"无法判定", "cannot tell"};
        case Verdict::outside:
            break;
    }
    return {"不在区内", "outside"};
}

Text relation_text(Relation relation) {
    switch (relation) {
        case Relation::inside:
            return {"全部在内", "inside"};
        case Relation::partly:
            return {"部分在内", "partly"};
        case Relation::outside:
            break;
    }
    return {"在外", "outside"};
}

Text kind_text(const std::string& kind) {
    static const std::map<std::string, Text> words{
        {"key", {"重点区域", "key zone"}},
        {"strict", {"严控区", "strict-control zone"}},
        {"water_primary", {"饮用水水源一级保护区", "primary water-source zone"}},
        {"water_secondary", {"饮用水水源二级保护区", "secondary water-source zone"}},
        {"water_township", {"乡镇级水源保护区", "township water-source zone"}},
        {"water_village", {"村级水源保护范围", "village water-source range"}},
        {"water_source", {"水源保护范围（未分级）", "water source, class unknown"}},
        {"livestock_ban", {"畜禽养殖禁养区", "no-breeding zone"}},
        {"school", {"学生安全区域", "student safety zone"}},
        {"redline", {"生态保护红线", "ecological redline"}},
    };
    const auto known = words.find(kind);
    return known == words.end() ? Text{kind, kind} : known->second;
}

std::string clause_line(const Hit& hit, Lang lang) {
    return fmt::format("{}", fmt::join(hit.clauses, lang == Lang::zh ? "；" : "; "));
}

std::string duty_lines(const Hit& hit, Lang lang) {
    std::string out;
    for (const Text& duty : hit.duties) {
        if (!out.empty()) out += '\n';
        out += duty.in(lang);
    }
    return out;
}

}  // namespace bareland::sites
