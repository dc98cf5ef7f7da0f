#include "layers/workspace_versions.hpp"

#include <algorithm>
#include <unordered_map>

#include "geo/messages_workspace.hpp"

namespace bareland::store {
namespace {

template <class Record>
constexpr bool is_dated = requires(const Record& record) {
    record.validity;
};

template <class Record>
std::unordered_map<std::string, std::vector<Stored<Record>>> by_id(std::vector<Stored<Record>> records) {
    std::unordered_map<std::string, std::vector<Stored<Record>>> out;
    for (Stored<Record>& one : records)
        out[one.record.id].push_back(std::move(one));
    return out;
}

// An open start is before every day.
bool starts_before(const Validity& a, const Validity& b) {
    return b.from && (!a.from || *a.from < *b.from);
}

// ---- what is wrong with the import itself -------------------------------------------------------

template <class Record>
void check_dates(const Record& record, const std::string& file, const Text& what) {
    if constexpr (is_dated<Record>) {
        const Validity& validity = record.validity;
        if (validity.from && validity.to && *validity.to < *validity.from) {
            throw Error(messages::record_ends_before_start, file, what, record.id, validity.from->text(),
                        validity.to->text());
        }
    }
}

template <class Record>
void check_pair(const Record& a, const Record& b, const std::string& file, const Text& what) {
    if constexpr (is_dated<Record>) {
        if (!a.validity.overlaps(b.validity)) return;
        throw Error(messages::versions_overlap, file, what, a.id, a.validity.text(), b.validity.text());
    } else {
        throw Error(messages::record_twice, file, what, a.id);
    }
}

template <class Record>
std::string name_of(const Record& record) {
    if constexpr (requires { record.name; }) return record.name;
    return {};
}

// The incoming records, versions of one id in order of time.
template <class Record>
std::vector<const Record*> in_order(std::span<const Record> incoming, const std::string& file,
                                    const Text& what) {
    std::vector<const Record*> out;
    out.reserve(incoming.size());
    for (const Record& record : incoming) {
        if (record.id.empty()) throw Error(messages::record_without_id, file, what, name_of(record));
        check_dates(record, file, what);
        out.push_back(&record);
    }
    std::stable_sort(out.begin(), out.end(), [](const Record* a, const Record* b) {
        if (a->id != b->id) return a->id < b->id;
        if constexpr (is_dated<Record>) return starts_before(a->validity, b->validity);
        return false;
    });
    // Neighbours suffice: of three that do not overlap pairwise next to each other none overlap.
    for (std::size_t i = 1; i < out.size(); ++i) {
        if (out[i - 1]->id == out[i]->id) check_pair(*out[i - 1], *out[i], file, what);
    }
    return out;
}

// ---- one record against the versions there are --------------------------------------------------

// The versions of one id while records come in: those of the file (fid > 0) and those new in it.
template <class Record>
class Versions {
  public:
    Versions(std::vector<Stored<Record>>& there, Plan<Record>& plan, const std::string& file,
             const Text& what)
        : there_(there), plan_(plan), file_(file), what_(what) {}

    void take(const Record& record) {
        if (is_there(record)) {
            ++plan_.unchanged;
            return;
        }
        Stored<Record> fresh;
        fresh.record = record;
        if constexpr (is_dated<Record>) {
            fresh.stated_to = record.validity.to;
            end_before_later(fresh);
        }
        if (replace(record)) {
            ++plan_.replaced;
        } else {
            ++plan_.added;
        }
        if constexpr (is_dated<Record>) end_earlier(fresh.record);
        plan_.insert.push_back(fresh);
        there_.push_back(std::move(fresh));
    }

  private:
    bool is_there(const Record& record) const {
        return std::any_of(there_.begin(), there_.end(), [&](const Stored<Record>& one) {
            if constexpr (is_dated<Record>) {
                Record as_stated = one.record;
                as_stated.validity.to = one.stated_to;
                return as_stated == record;
            } else {
                return one.record == record;
            }
        });
    }

    bool same_version(const Record& a, const Record& b) const {
        if constexpr (is_dated<Record>) return a.validity.from == b.validity.from;
        return true;
    }

    bool replace(const Record& record) {
        const auto old = std::find_if(there_.begin(), there_.end(), [&](const Stored<Record>& one) {
            return same_version(one.record, record);
        });
        if (old == there_.end()) return false;
        plan_.erase.push_back(std::move(*old));
        there_.erase(old);
        return true;
    }

    // A version that starts later and that `fresh` would run into.
    void end_before_later(Stored<Record>& fresh) {
        const Stored<Record>* next = nullptr;
        for (const Stored<Record>& one : there_) {
            if (!starts_before(fresh.record.validity, one.record.validity)) continue;
            if (next == nullptr || starts_before(one.record.validity, next->record.validity)) next = &one;
        }
        if (next == nullptr || !fresh.record.validity.overlaps(next->record.validity)) return;
        if (fresh.record.validity.to) {
            throw Error(messages::version_runs_into_later, file_, what_, fresh.record.id,
                        fresh.record.validity.text(), next->record.validity.text());
        }
        const Date& start = *next->record.validity.from;
        fresh.record.validity.to = day_before(start);
        plan_.findings.push_back(find(messages::version_ends_for_later, fresh.record.id, what_,
                                      fresh.record.id, start.text(), day_before(start).text()));
    }

    void end_earlier(const Record& record) {
        for (Stored<Record>& one : there_) {
            if (!starts_before(one.record.validity, record.validity) ||
                !one.record.validity.overlaps(record.validity)) {
                continue;
            }
            tell_gap(one.record, record);
            one.record.validity.to = day_before(*record.validity.from);
            set_end(one);
        }
    }

    // The version that is cut short was to hold longer than the one that cuts it.
    void tell_gap(const Record& cut, const Record& record) {
        if (!record.validity.to || (cut.validity.to && *cut.validity.to <= *record.validity.to)) return;
        const Text until = cut.validity.to
                               ? Text{"持续到 " + cut.validity.to->text(), "until " + cut.validity.to->text()}
                               : Text{"长期有效", "without end"};
        plan_.findings.push_back(
            find(messages::version_leaves_gap, record.id, what_, record.id, record.validity.text(), until));
    }

    void set_end(const Stored<Record>& one) {
        const Date last_day = *one.record.validity.to;
        if (one.fid == 0) {  // new in this import, which has no overlaps of its own
            throw Error(messages::versions_overlap, file_, what_, one.record.id, one.record.validity.text(),
                        one.record.validity.text());
        }
        const auto known = std::find_if(plan_.end.begin(), plan_.end.end(),
                                        [&](const auto& entry) { return entry.first.fid == one.fid; });
        if (known != plan_.end.end()) {
            known->second = last_day;
        } else {
            plan_.end.push_back({one, last_day});
        }
    }

    std::vector<Stored<Record>>& there_;
    Plan<Record>& plan_;
    const std::string& file_;
    const Text& what_;
};

}  // namespace

template <class Record>
Plan<Record> plan(std::vector<Stored<Record>> existing, std::span<const Record> incoming,
                  const std::string& file, const Text& what) {
    const std::vector<const Record*> records = in_order(incoming, file, what);
    auto there = by_id(std::move(existing));
    Plan<Record> out;
    for (const Record* record : records)
        Versions<Record>(there[record->id], out, file, what).take(*record);
    return out;
}

template Plan<UnitRecord> plan(std::vector<Stored<UnitRecord>>, std::span<const UnitRecord>,
                               const std::string&, const Text&);
template Plan<ZoneRecord> plan(std::vector<Stored<ZoneRecord>>, std::span<const ZoneRecord>,
                               const std::string&, const Text&);
template Plan<WellRecord> plan(std::vector<Stored<WellRecord>>, std::span<const WellRecord>,
                               const std::string&, const Text&);
template Plan<SiteRecord> plan(std::vector<Stored<SiteRecord>>, std::span<const SiteRecord>,
                               const std::string&, const Text&);
template Plan<RoadRecord> plan(std::vector<Stored<RoadRecord>>, std::span<const RoadRecord>,
                               const std::string&, const Text&);
template Plan<TurnBanRecord> plan(std::vector<Stored<TurnBanRecord>>, std::span<const TurnBanRecord>,
                                  const std::string&, const Text&);

}  // namespace bareland::store
