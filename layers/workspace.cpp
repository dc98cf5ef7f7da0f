#include "layers/workspace.hpp"

#include <algorithm>
#include <utility>

#include "geo/messages.hpp"
#include "geo/messages_workspace.hpp"
#include "layers/clock.hpp"
#include "layers/workspace_records.hpp"
#include "layers/workspace_roads.hpp"
#include "layers/workspace_rows.hpp"
#include "layers/workspace_schema.hpp"

namespace bareland {
namespace {

using store::Database;
using store::quoted;
using store::Reading;
using store::Transaction;
using store::Writing;

template <class Record>
Text word_for();
template <>
Text word_for<UnitRecord>() {
    return {"街乡镇", "the unit"};
}
template <>
Text word_for<ZoneRecord>() {
    return {"分区", "the zone"};
}
template <>
Text word_for<WellRecord>() {
    return {"水源井", "the well"};
}
template <>
Text word_for<SiteRecord>() {
    return {"项目", "the site"};
}
template <>
Text word_for<RoadRecord>() {
    return {"道路", "the road"};
}
template <>
Text word_for<TurnBanRecord>() {
    return {"转向限制", "the turn ban"};
}

// SQL for "holds on some day of [first, last]"; dates are kept as text that sorts by time.
std::string holding(const Date& first, const Date& last) {
    return fmt::format("(valid_from IS NULL OR valid_from <= {}) AND (valid_to IS NULL OR valid_to >= {})",
                       quoted(last.text()), quoted(first.text()));
}

std::string on(const std::optional<Date>& day) {
    return day ? holding(*day, *day) : "";
}

// An open start is before every day.
bool earlier(const std::optional<Date>& a, const std::optional<Date>& b) {
    return b && (!a || *a < *b);
}

template <class Record>
std::vector<Record> records(std::vector<store::Stored<Record>> stored) {
    std::vector<Record> out;
    out.reserve(stored.size());
    for (auto& one : stored)
        out.push_back(std::move(one.record));
    std::stable_sort(out.begin(), out.end(), [](const Record& a, const Record& b) {
        if (a.id != b.id) return a.id < b.id;
        if constexpr (requires { a.validity; }) return earlier(a.validity.from, b.validity.from);
        return false;
    });
    return out;
}

InputRecord input_of(const Reading& row) {
    return {row.text("role"), row.text("name"),        row.text("sha256"),
            row.text("crs"),  row.text("source_text"), row.text("imported_at")};
}

}  // namespace

struct Workspace::Impl {
    Impl(const std::string& path, Database::Mode mode) : database(store::open_current(path, mode)) {
        if (mode == Database::Mode::write) return;
        // SQLite takes its picture of the file at the first look.
        snapshot.emplace(database, Transaction::Kind::read);
        database.value("SELECT count(*) FROM meta");
    }

    template <class Record>
    std::vector<Record> all(const std::string& where) {
        Transaction transaction(database, Transaction::Kind::read);
        auto out = records(store::read<Record>(database, where));
        transaction.commit();
        return out;
    }

    std::int64_t add(const InputRecord& input) {
        OGRLayer& table = database.table("inputs");
        Writing row(table);
        row.text("role", input.role).text("name", input.name).text("sha256", input.sha256);
        row.text("crs", input.crs).text("source_text", input.text).text("imported_at", input.imported_at);
        return database.insert(table, row.feature());
    }

    void add(const ChangeRecord& change) {
        OGRLayer& table = database.table("changes");
        Writing row(table);
        row.text("at", change.at).text("action", change.action).text("role", change.role);
        row.text("detail", change.detail).whole("added", change.added).whole("replaced", change.replaced);
        row.whole("ended", change.ended).whole("unchanged", change.unchanged);
        database.insert(table, row.feature());
    }

    // Carries out what an import does to the records that are there.
    template <class Record, class Insert>
    PutReport carry_out(const store::Plan<Record>& plan, const ChangeRecord& change, Insert insert) {
        for (const auto& one : plan.erase)
            store::erase(database, one);
        if constexpr (requires(const Record& record) { record.validity; }) {
            for (const auto& [one, last_day] : plan.end)
                store::end(database, one, last_day);
        }
        for (const auto& one : plan.insert)
            insert(one);
        PutReport report{change, plan.findings};
        report.change.added = plan.added;
        report.change.replaced = plan.replaced;
        report.change.ended = static_cast<std::int64_t>(plan.end.size());
        report.change.unchanged = plan.unchanged;
        add(report.change);
        return report;
    }

    static bool changes_anything(const PutReport& report) {
        return report.change.added + report.change.replaced + report.change.ended > 0;
    }

    template <class Record>
    PutReport put(std::span<const Record> incoming, InputRecord input, const std::string& action) {
        if (input.imported_at.empty()) input.imported_at = utc_now();
        Transaction transaction(database, Transaction::Kind::write);
        const auto plan =
            store::plan(store::read<Record>(database, ""), incoming, input.name, word_for<Record>());
        const std::int64_t from = add(input);
        PutReport report = carry_out(plan, {input.imported_at, action, input.role, input.name},
                                     [&](const auto& one) { store::insert(database, one, from); });
        if (std::is_same_v<Record, ZoneRecord> && changes_anything(report)) store::zones_change(database);
        transaction.commit();
        return report;
    }

    PutReport put_network(std::span<const RoadRecord> roads, std::span<const TurnBanRecord> bans,
                          const std::optional<Date>& date, InputRecord input, const std::string& action) {
        if (input.imported_at.empty()) input.imported_at = utc_now();
        Transaction transaction(database, Transaction::Kind::write);
        const std::string where = store::of_network(date);
        const auto road_plan =
            store::plan(store::read<RoadRecord>(database, where), roads, input.name, word_for<RoadRecord>());
        const auto ban_plan = store::plan(store::read<TurnBanRecord>(database, where), bans, input.name,
                                          word_for<TurnBanRecord>());
        const std::int64_t from = add(input);
        const auto insert = [&](const auto& one) { store::insert(database, one, from, date); };
        PutReport report = carry_out(road_plan, {input.imported_at, action, input.role, input.name}, insert);
        bool changed = changes_anything(report);
        if (!bans.empty()) {
            const PutReport of_bans =
                carry_out(ban_plan, {input.imported_at, action, "turn_bans", input.name}, insert);
            changed = changed || changes_anything(of_bans);
        }
        if (changed) store::roads_change(database);
        transaction.commit();
        return report;
    }

    // The records of the network for a day.
    template <class Record>
    std::vector<Record> of_day(const std::optional<Date>& day) {
        Transaction transaction(database, Transaction::Kind::read);
        const auto version = store::version_for(database, day);
        std::vector<Record> out;
        if (version) out = records(store::read<Record>(database, store::of_network(version->date)));
        transaction.commit();
        return out;
    }

    std::string meta(const char* key) {
        return database.value(fmt::format("SELECT value FROM meta WHERE key = {}", quoted(key))).value_or("");
    }

    Database database;
    std::optional<Transaction> snapshot;  // of a reader, as long as it lives
};

Workspace::Workspace(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

Workspace Workspace::open(const std::string& path, Access access) {
    const auto mode = access == Access::read ? Database::Mode::read : Database::Mode::write;
    return Workspace(std::make_unique<Impl>(path, mode));
}

Profile Workspace::profile() const {
    const InputRecord kept = profile_input();
    if (kept.name.empty()) return default_profile();
    Profile profile = parse_profile(impl_->meta("profile_toml"), impl_->database.path() + ":" + kept.name);
    profile.file.clear();
    return profile;
}

InputRecord Workspace::profile_input() const {
    InputRecord out;
    out.role = "profile";
    out.name = impl_->meta("profile_name");
    out.sha256 = impl_->meta("profile_sha256");
    out.imported_at = impl_->meta("created_at");
    return out;
}

// ---- read -----------------------------------------------------------------------------------------------

std::vector<UnitRecord> Workspace::units(const std::optional<Date>& day) const {
    return impl_->all<UnitRecord>(on(day));
}
std::vector<ZoneRecord> Workspace::zones(const std::optional<Date>& day) const {
    return impl_->all<ZoneRecord>(on(day));
}
std::vector<WellRecord> Workspace::wells(const std::optional<Date>& day) const {
    return impl_->all<WellRecord>(on(day));
}
std::vector<SiteRecord> Workspace::sites() const {
    return impl_->all<SiteRecord>("");
}
std::optional<RoadsVersion> Workspace::roads_version(const std::optional<Date>& day) const {
    return store::version_for(impl_->database, day);
}
std::vector<RoadRecord> Workspace::roads(const std::optional<Date>& day) const {
    return impl_->of_day<RoadRecord>(day);
}
std::vector<TurnBanRecord> Workspace::turn_bans(const std::optional<Date>& day) const {
    return impl_->of_day<TurnBanRecord>(day);
}

std::vector<InputRecord> Workspace::inputs() const {
    std::vector<InputRecord> out;
    store::each_row(impl_->database, "inputs", "", [&](const Reading& row) { out.push_back(input_of(row)); });
    return out;
}

std::vector<InputRecord> Workspace::inputs_of(const std::string& role, const DateRange& days) const {
    if (role != "units" && role != "zones" && role != "wells")
        throw Error(messages::internal, "no dated layer " + role);
    std::vector<InputRecord> out;
    store::each_row(
        impl_->database, "inputs",
        fmt::format("fid IN (SELECT input FROM {} WHERE {})", role, holding(days.first, days.last)),
        [&](const Reading& row) { out.push_back(input_of(row)); });
    return out;
}

std::vector<InputRecord> Workspace::roads_inputs(const std::optional<Date>& day) const {
    std::vector<InputRecord> out;
    const auto version = roads_version(day);
    if (!version) return out;
    const std::string where = store::of_network(version->date);
    store::each_row(impl_->database, "inputs",
                    fmt::format("fid IN (SELECT input FROM roads WHERE {0} UNION SELECT input FROM turn_bans "
                                "WHERE {0})",
                                where),
                    [&](const Reading& row) { out.push_back(input_of(row)); });
    return out;
}

std::vector<ChangeRecord> Workspace::changes() const {
    std::vector<ChangeRecord> out;
    store::each_row(impl_->database, "changes", "", [&](const Reading& row) {
        out.push_back({row.text("at"), row.text("action"), row.text("role"), row.text("detail"),
                       row.whole("added"), row.whole("replaced"), row.whole("ended"),
                       row.whole("unchanged")});
    });
    return out;
}

// ---- write ----------------------------------------------------------------------------------------------

PutReport Workspace::put_units(std::span<const UnitRecord> records, const InputRecord& input,
                               const std::string& action) {
    return impl_->put(records, input, action);
}
PutReport Workspace::put_zones(std::span<const ZoneRecord> records, const InputRecord& input,
                               const std::string& action) {
    return impl_->put(records, input, action);
}
PutReport Workspace::put_wells(std::span<const WellRecord> records, const InputRecord& input,
                               const std::string& action) {
    return impl_->put(records, input, action);
}
PutReport Workspace::put_sites(std::span<const SiteRecord> records, const InputRecord& input,
                               const std::string& action) {
    return impl_->put(records, input, action);
}
PutReport Workspace::put_roads(std::span<const RoadRecord> records, std::span<const TurnBanRecord> bans,
                               const std::optional<Date>& date, const InputRecord& input,
                               const std::string& action) {
    return impl_->put_network(records, bans, date, input, action);
}

// ---- prepared -------------------------------------------------------------------------------------------

std::int64_t Workspace::roads_state() const {
    return store::roads_state(impl_->database);
}

std::optional<std::string> Workspace::prepared(std::string_view key) const {
    return store::prepared(impl_->database, key);
}

bool Workspace::put_prepared(std::string_view key, std::string_view bytes, std::int64_t roads_state) {
    Transaction transaction(impl_->database, Transaction::Kind::write);
    if (store::roads_state(impl_->database) != roads_state) return false;
    store::put_prepared(impl_->database, key, bytes);
    transaction.commit();
    return true;
}

// ---- months ---------------------------------------------------------------------------------------------

void Workspace::put_ranking(const Month& month, std::string_view json,
                            const std::function<void()>& before_commit) {
    Database& database = impl_->database;
    const std::string this_month = "month = " + quoted(month.text());
    Transaction transaction(database, Transaction::Kind::write);
    const bool known = database.number("SELECT count(*) FROM months WHERE " + this_month) > 0;
    database.run("DELETE FROM months WHERE " + this_month);
    OGRLayer& table = database.table("months");
    const std::string now = utc_now();
    Writing row(table);
    row.text("month", month.text()).text("stored_at", now).text("json", std::string(json));
    database.insert(table, row.feature());
    impl_->add(ChangeRecord{now, "rank", "ranking", month.text(), known ? 0 : 1, known ? 1 : 0, 0, 0});
    if (before_commit) before_commit();
    transaction.commit();
}

std::optional<std::string> Workspace::ranking(const Month& month) const {
    return impl_->database.value("SELECT json FROM months WHERE month = " + quoted(month.text()));
}

std::vector<Month> Workspace::months() const {
    std::vector<Month> out;
    store::each_row(impl_->database, "months", "", [&](const Reading& row) {
        if (const auto month = Month::from_text(row.text("month"))) out.push_back(*month);
    });
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace bareland
