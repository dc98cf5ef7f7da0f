// Options of a command line, declared one after the other: name, value, what it takes, help in both
// languages. For jobs/*/command*.cpp only: it includes the whole of CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "geo/error.hpp"

namespace bareland::usage {

class Declaring {
  public:
    Declaring(CLI::App& app, Lang lang) : app_(app), lang_(lang) {}

    Lang lang() const { return lang_; }
    std::string in(const char* zh, const char* en) const { return lang_ == Lang::zh ? zh : en; }
    void group(const char* zh, const char* en) { group_ = in(zh, en); }
    template <class Value>
    CLI::Option* option(const char* name, Value& value, const char* type, const char* zh, const char* en) {
        return app_.add_option(name, value, in(zh, en))->type_name(type)->group(group_);
    }
    void flag(const char* name, bool& value, const char* zh, const char* en) {
        app_.add_flag(name, value, in(zh, en))->group(group_);
    }

  private:
    CLI::App& app_;
    Lang lang_;
    std::string group_;
};

}  // namespace bareland::usage
