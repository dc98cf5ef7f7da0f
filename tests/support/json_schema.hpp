// A JSON Schema of docs/, to hold documents against.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace bareland::test {

class JsonSchema {
  public:
    explicit JsonSchema(const std::string& name);  // "ranking.schema.json"
    ~JsonSchema();
    // What is wrong with the document; empty when nothing is.
    std::string complaints(const nlohmann::json& document) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland::test
