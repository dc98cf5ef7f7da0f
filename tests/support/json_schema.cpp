#include "tests/support/json_schema.hpp"

#include <nlohmann/json.hpp>

// The header-only library is not written for our warnings; GCC 12's false -Wrestrict (its bug 105651) comes
// where the templates are instantiated.
#pragma GCC diagnostic ignored "-Wrestrict"
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wnull-dereference"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

#include "tests/support/temp_dir.hpp"

namespace bareland::test {

struct JsonSchema::Impl {
    valijson::Schema schema;
};

JsonSchema::JsonSchema(const std::string& name) : impl_(std::make_unique<Impl>()) {
    const auto source = nlohmann::json::parse(contents(std::string(BARELAND_SOURCE_DIR) + "/docs/" + name));
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(valijson::adapters::NlohmannJsonAdapter(source), impl_->schema);
}

JsonSchema::~JsonSchema() = default;

std::string JsonSchema::complaints(const nlohmann::json& document) const {
    valijson::ValidationResults results;
    valijson::Validator().validate(impl_->schema, valijson::adapters::NlohmannJsonAdapter(document),
                                   &results);
    std::string all;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        for (const std::string& step : error.context)
            all += step;
        all += ": " + error.description + "\n";
    }
    return all;
}

}  // namespace bareland::test
