// What `bareland brief` is asked to do: the command line, the HTTP service and tests fill the same struct.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/month.hpp"

namespace bareland::brief {

enum class Format { pdf, png, xlsx, docx };
enum class Paper { a4, a3 };

struct Options {
    std::string ranking;               // empty: the workspace's, of `month`
    std::string workspace;             // empty: none
    std::optional<Month> month;        // with a workspace
    std::string units, zones, roads;   // FILE[:LAYER]; empty: not given
    std::vector<std::string> rasters;  // as they were ranked
    std::string patches;               // as `bareland patches` wrote them, instead of rasters
    std::string sites, routes;         // sites.json, routes.json
    std::vector<std::string> history;  // ranking.json of earlier months, in any order
    std::vector<std::string> only;     // --unit: ids or names; empty: all

    std::string template_file;  // empty: the one that comes with bareland
    std::set<Format> formats{Format::pdf, Format::png, Format::xlsx, Format::docx};
    Paper paper = Paper::a4;
    double dpi = 300;
    bool publish = false;  // --public

    std::string out;
    Lang lang = Lang::zh;
    int threads = 0;  // 0: as many as there are processors
    bool quiet = false;
};

}  // namespace bareland::brief
