#include "layers/workspace_db.hpp"

#include <cpl_string.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <utility>

#include "geo/messages.hpp"
#include "geo/messages_workspace.hpp"
#include "layers/gdal_errors.hpp"
#include "layers/os.hpp"

namespace bareland::store {
namespace {

namespace fs = std::filesystem;
using ogr::CapturedErrors;

struct DestroyFeature {
    void operator()(OGRFeature* feature) const { OGRFeature::DestroyFeature(feature); }
};
using Feature = std::unique_ptr<OGRFeature, DestroyFeature>;

bool may_write(const std::string& path) {
    return ::access(path.c_str(), W_OK) == 0;
}

std::string folder_of(const std::string& path) {
    const fs::path parent = fs::path(path).parent_path();
    return parent.empty() ? "." : parent.string();
}

// Only looked at when SQLite could not open it, or when it is empty: nobody holds locks on it then.
bool starts_like_sqlite(const std::string& path) {
    constexpr std::string_view magic{"SQLite format 3\0", 16};
    std::array<char, magic.size()> head{};
    const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    return fd && ::read(fd.get(), head.data(), head.size()) == static_cast<ssize_t>(head.size()) &&
           std::string_view(head.data(), head.size()) == magic;
}

// What can be told before SQLite sees the file.
void check_file(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) throw Error(messages::workspace_missing, path);
        throw Error(messages::file_unreadable, path, reason_of(errno));
    }
    if (S_ISDIR(status.st_mode)) throw Error(messages::workspace_is_directory, path);
    if (::access(path.c_str(), R_OK) != 0) throw Error(messages::file_unreadable, path, reason_of(errno));
    if (status.st_size == 0) throw Error(messages::workspace_not_sqlite, path);
}

void check_writable(const std::string& path) {
    for (const std::string& place : {path, folder_of(path)}) {
        if (!may_write(place)) throw Error(messages::workspace_read_only, path, reason_of(errno));
    }
}

// A full disk is told as such, though SQLite often says only that writing failed.
Text reason_to_tell(const std::string& path, const std::string& failure) {
    struct statvfs disk {};
    if (::statvfs(folder_of(path).c_str(), &disk) == 0 && disk.f_bavail == 0) return reason_of(ENOSPC);
    return gdal_reason(failure);
}

[[noreturn]] void fail_writing(const std::string& path, const std::string& failure) {
    if (failure.find("locked") != std::string::npos)
        throw Error(messages::workspace_busy, path, busy_seconds);
    if (failure.find("malformed") != std::string::npos)
        throw Error(messages::workspace_unreadable, path, failure);
    throw Error(messages::workspace_write_failed, path, reason_to_tell(path, failure));
}

enum class Opening {
    update,
    readonly,
    immutable,  // without locks, and without the journal
};

// Nothing when SQLite refuses; `failure` tells why.
ogr::Dataset open_dataset(const std::string& path, Opening how, std::string& failure) {
    use_gdal();
    // With this prefix GDAL leaves opening to SQLite and does not look into the file itself.
    const std::string name = "SQLITE:" + fs::absolute(path).string();
    const std::array<const char*, 2> drivers{"SQLite", nullptr};
    const unsigned flags =
        GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR | (how == Opening::update ? GDAL_OF_UPDATE : GDAL_OF_READONLY);
    CPLStringList options;
    if (how == Opening::immutable) options.SetNameValue("IMMUTABLE", "YES");
    const CapturedErrors errors;
    ogr::Dataset dataset(GDALDataset::Open(name.c_str(), flags, drivers.data(), options.List(), nullptr));
    failure = errors.first_failure();
    return dataset;
}

[[noreturn]] void fail_opening(const std::string& path, const std::string& failure, bool writing) {
    if (failure.find("locked") != std::string::npos)
        throw Error(messages::workspace_busy, path, busy_seconds);
    if (!starts_like_sqlite(path)) throw Error(messages::workspace_not_sqlite, path);
    // SQLite needs a little room beside the file.
    if (writing && failure.find("disk I/O error") != std::string::npos) fail_writing(path, failure);
    throw Error(messages::workspace_unreadable, path, failure);
}

std::pair<std::int64_t, std::int64_t> state_of(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return {-1, -1};
    constexpr std::int64_t billion = 1'000'000'000;
    return {status.st_size, status.st_mtim.tv_sec * billion + status.st_mtim.tv_nsec};
}

}  // namespace

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') out += '\'';
        out += c;
    }
    return out + "'";
}

Database::Database(std::string path, ogr::Dataset dataset)
    : path_(std::move(path)), dataset_(std::move(dataset)) {}

Database::Database(const std::string& path, Mode mode) : path_(path), mode_(mode) {
    check_file(path);
    const bool changeable = may_write(path) && may_write(folder_of(path));
    if (mode == Mode::write) check_writable(path);
    const bool journal = fs::exists(path + "-wal");
    if (!changeable && !journal) unlocked_state_ = state_of(path);
    std::string failure;
    dataset_ = open_dataset(path, changeable ? Opening::update : Opening::readonly, failure);
    if (!dataset_ && changeable && mode == Mode::read && !journal) {
        // A full disk has no room for SQLite's locks; what is there can be read all the same.
        std::string ignored;
        unlocked_state_ = state_of(path);
        dataset_ = open_dataset(path, Opening::immutable, ignored);
    }
    if (!dataset_) fail_opening(path, failure, mode == Mode::write);
    check_kind();
    if (changeable) run(fmt::format("PRAGMA busy_timeout = {}", busy_seconds * 1000));
    if (mode == Mode::read && changeable) run("PRAGMA query_only = 1");
}

Database Database::create(const std::string& path, const std::string& shown) {
    use_gdal();
    const CapturedErrors errors;
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("SQLite");
    if (driver == nullptr) throw Error(messages::internal, "GDAL without SQLite");
    CPLStringList options;
    options.SetNameValue("SPATIALITE", "YES");
    options.SetNameValue("INIT_WITH_EPSG", "NO");  // the one CRS that is used is put in with the tables
    ogr::Dataset dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, options.List()));
    if (!dataset || !errors.first_failure().empty())
        throw Error(messages::workspace_not_creatable, shown, gdal_reason(errors.first_failure()));
    return {shown, std::move(dataset)};
}

Database::~Database() {
    if (!dataset_) return;
    const CapturedErrors errors;
    // GDAL would write its counts of features when closing, outside of any transaction.
    for (const char* sql : {"ROLLBACK", "PRAGMA query_only = 1"}) {
        if (sql[0] == 'R' && !in_transaction_) continue;
        dataset_->ReleaseResultSet(dataset_->ExecuteSQL(sql, nullptr, nullptr));
    }
    dataset_.reset();
}

void Database::check_kind() {
    std::optional<std::string> found;
    try {
        found = value("PRAGMA application_id");
    } catch (const Error&) {
        // SQLite opens anything and complains at the first look.
        if (!starts_like_sqlite(path_)) throw Error(messages::workspace_not_sqlite, path_);
        throw;
    }
    if (found != std::to_string(application_id)) throw Error(messages::workspace_foreign, path_);
}

void Database::run(const std::string& sql) {
    const CapturedErrors errors;
    OGRLayer* result = dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr);
    if (result != nullptr) dataset_->ReleaseResultSet(result);
    if (!errors.first_failure().empty()) fail_writing(path_, errors.first_failure());
}

void Database::rows(const std::string& sql, const std::function<void(const OGRFeature&)>& act) {
    const CapturedErrors errors;
    const auto release = [this](OGRLayer* layer) { dataset_->ReleaseResultSet(layer); };
    const std::unique_ptr<OGRLayer, decltype(release)> result(
        dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr), release);
    if (result) {
        while (const Feature feature{result->GetNextFeature()})
            act(*feature);
    }
    if (!errors.first_failure().empty())
        throw Error(messages::workspace_unreadable, path_, errors.first_failure());
    refuse_change_of_file();
}

std::optional<std::string> Database::value(const std::string& sql) {
    std::optional<std::string> found;
    rows(sql, [&](const OGRFeature& row) {
        if (!found && row.IsFieldSetAndNotNull(0) != 0) found = row.GetFieldAsString(0);
    });
    return found;
}

std::int64_t Database::number(const std::string& sql) {
    std::optional<std::int64_t> found;
    rows(sql, [&](const OGRFeature& row) {
        if (!found) found = row.GetFieldAsInteger64(0);
    });
    return found.value_or(0);
}

OGRLayer& Database::table(const std::string& name) {
    const CapturedErrors errors;
    OGRLayer* layer = dataset_->GetLayerByName(name.c_str());
    if (layer == nullptr) {
        throw Error(messages::workspace_unreadable, path_,
                    Text{"缺少表 " + name, "the table " + name + " is missing"});
    }
    return *layer;
}

void Database::each(const std::string& table_name, const std::string& where,
                    const std::function<void(const OGRFeature&)>& act) {
    const CapturedErrors errors;
    {
        // Afterwards the layer is as it was; its statement would keep a snapshot of the file alive.
        const auto reset = [](OGRLayer* layer) {
            layer->SetAttributeFilter(nullptr);
            layer->ResetReading();
        };
        const std::unique_ptr<OGRLayer, decltype(reset)> layer(&table(table_name), reset);
        layer->SetAttributeFilter(where.empty() ? nullptr : where.c_str());
        layer->ResetReading();
        while (const Feature feature{layer->GetNextFeature()})
            act(*feature);
    }
    if (!errors.first_failure().empty())
        throw Error(messages::workspace_unreadable, path_, errors.first_failure());
    refuse_change_of_file();
}

std::int64_t Database::insert(OGRLayer& table, OGRFeature& feature) {
    const CapturedErrors errors;
    if (table.CreateFeature(&feature) != OGRERR_NONE || !errors.first_failure().empty())
        fail_writing(path_, errors.first_failure());
    return feature.GetFID();
}

void Database::erase(OGRLayer& table, std::int64_t fid) {
    const CapturedErrors errors;
    if (table.DeleteFeature(fid) != OGRERR_NONE || !errors.first_failure().empty())
        fail_writing(path_, errors.first_failure());
}

void Database::refuse_change_of_file() const {
    if (unlocked_state_ && state_of(path_) != *unlocked_state_)
        throw Error(messages::workspace_changed, path_);
}

Transaction::Transaction(Database& database, Kind kind)
    : database_(database), open_(!database.in_transaction_) {
    if (!open_) return;
    database_.run(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
    database_.in_transaction_ = true;
}

void Transaction::commit() {
    if (!open_) return;
    database_.run("COMMIT");
    database_.in_transaction_ = false;
    open_ = false;
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        database_.run("ROLLBACK");
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): SQLite has rolled back by itself
    }
    database_.in_transaction_ = false;
}

}  // namespace bareland::store
