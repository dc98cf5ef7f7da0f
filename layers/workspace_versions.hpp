// What an import does to the records that are there: the rules of versions, with no database in sight.
//
// Rules (docs/workspace.md): ids are compared exactly. A record replaces the one of the same id and the same
// first day; one that starts later ends the version before it on the eve; one that starts earlier and has no
// end of its own ends on the eve of the next version. A record that is there already, with the end its source
// gave it, changes nothing, even if a later version has ended it since: the same import twice is the same as
// once. For layers/workspace*.cpp only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "geo/error.hpp"
#include "geo/registry.hpp"

namespace bareland::store {

template <class Record>
struct Stored {
    Record record;
    std::int64_t fid = 0;
    std::optional<Date> stated_to;  // the end its source gave it; record.validity.to may be earlier
};

template <class Record>
struct Plan {
    std::vector<Stored<Record>> insert;
    std::vector<Stored<Record>> erase;
    std::vector<std::pair<Stored<Record>, Date>> end;  // records that stay, and their new last day
    std::int64_t added = 0, replaced = 0, unchanged = 0;
    std::vector<Finding> findings;
};

// `file` and `what` ("分区", "zone") are for messages. Errors: record_without_id, record_twice,
// record_ends_before_start, versions_overlap, version_runs_into_later.
template <class Record>
Plan<Record> plan(std::vector<Stored<Record>> existing, std::span<const Record> incoming,
                  const std::string& file, const Text& what);

}  // namespace bareland::store
