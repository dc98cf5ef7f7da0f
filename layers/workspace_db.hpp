// The SQLite file behind a workspace, opened through OGR: SQL, tables and transactions, and what SQLite says
// turned into our Errors. For layers/workspace*.cpp only.
//
// Guarantees: nothing is printed. The file is opened by SQLite alone, never beside it by plain open/close:
// POSIX locks are a process's, and closing any other descriptor of the file would drop those SQLite holds.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "layers/ogr_access.hpp"

namespace bareland::store {

// "BARE" in the file's header: tells a workspace from other SQLite files.
inline constexpr std::int64_t application_id = 0x42415245;
inline constexpr int busy_seconds = 5;  // how long to wait for another writer

// 'text' for SQL.
std::string quoted(const std::string& text);

class Database {
  public:
    enum class Mode { read, write };

    // Errors: workspace_missing, workspace_is_directory, file_unreadable, workspace_not_sqlite,
    // workspace_foreign, workspace_unreadable; with Mode::write workspace_read_only. A file that may be
    // written is opened so for reading too, but refuses to change (or SQLite would leave its journals
    // behind).
    Database(const std::string& path, Mode mode);
    // A fresh file with SpatiaLite's tables. Throws Error(workspace_not_creatable) naming `shown`.
    static Database create(const std::string& path, const std::string& shown);
    ~Database();
    Database(Database&&) = default;
    Database& operator=(Database&&) = delete;

    const std::string& path() const { return path_; }  // as the user wrote it

    // SQL that returns nothing of interest. Errors: workspace_busy, workspace_write_failed.
    void run(const std::string& sql);
    // The first column of the first row, nothing where there is no row. Throws Error(workspace_unreadable).
    std::optional<std::string> value(const std::string& sql);
    std::int64_t number(const std::string& sql);  // the same as a whole number, 0 where there is none
    // Features of a table in order of their fid. Throws Error(workspace_unreadable).
    void each(const std::string& table_name, const std::string& where,
              const std::function<void(const OGRFeature&)>& act);
    // Rows of a query without geometries.
    void rows(const std::string& sql, const std::function<void(const OGRFeature&)>& act);

    OGRLayer& table(const std::string& name);
    // Returns its fid. Throws Error(workspace_write_failed).
    std::int64_t insert(OGRLayer& table, OGRFeature& feature);
    void erase(OGRLayer& table, std::int64_t fid);

    bool in_transaction() const { return in_transaction_; }

  private:
    friend class Transaction;
    Database(std::string path, ogr::Dataset dataset);
    void check_kind();
    void refuse_change_of_file() const;

    std::string path_;
    Mode mode_ = Mode::write;
    ogr::Dataset dataset_;
    bool in_transaction_ = false;
    // Of a file that cannot be locked because its directory is read-only: how it looked when it was opened.
    std::optional<std::pair<std::int64_t, std::int64_t>> unlocked_state_;
};

// BEGIN ... COMMIT; rolled back unless committed. With Kind::write it takes the writer's place at once (BEGIN
// IMMEDIATE), so that nothing is read that another writer changes before it is written. Inside another
// transaction it is part of that one.
class Transaction {
  public:
    enum class Kind { read, write };
    Transaction(Database& database, Kind kind);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

  private:
    Database& database_;
    bool open_;
};

}  // namespace bareland::store
