// A recipe from TOML. Every table is checked for unknown keys before its values are read, so that a mistyped
// key is told as such and not as a missing one.
#include "layers/recipe.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "geo/messages_recipes.hpp"
#include "geo/names.hpp"
#include "layers/recipe_lines.hpp"
#include "layers/text_file.hpp"
#include "layers/toml_table.hpp"

namespace bareland {
namespace {

using recipe::Piece;
using recipe::Recipe;
using recipe_toml::complaints;
using recipe_toml::Defaults;
using toml_file::Choice;
using toml_file::in_both;
using toml_file::joined;
using toml_file::line_of;
using toml_file::Table;
using Names = std::vector<std::string>;

constexpr const char* schema = "bareland/recipe/1";

struct KindWord {
    const char* key;
    Piece::Kind kind;
    Names others;  // further keys of the piece
};

const std::vector<KindWord>& kinds() {
    static const std::vector<KindWord> all{
        {"loop", Piece::Kind::loop, {"gap_m", "both_sides_m", "carriageways_m"}},
        {"path", Piece::Kind::path, {"start", "gap_m", "both_sides_m", "carriageways_m"}},
        {"disc", Piece::Kind::disc, {"radius_m", "by", "source"}},
        {"unit", Piece::Kind::unit, {}},
        {"buffer", Piece::Kind::buffer, {"distance_m", "where", "crs"}},
        {"file", Piece::Kind::file, {"where", "crs"}},
        {"zone", Piece::Kind::zone, {}},
        {"union", Piece::Kind::unite, {}},
        {"intersect", Piece::Kind::intersect, {}},
    };
    return all;
}

Names kind_keys() {
    Names out;
    for (const KindWord& kind : kinds())
        out.emplace_back(kind.key);
    return out;
}

const Names zone_keys{"id",       "name",   "kind",   "level",  "valid_from",     "valid_to",
                      "document", "clause", "duties", "owners", "stated_area_m2", "uncertainty_m"};

// What is read from one file.
class Reader {
  public:
    Reader(const toml::table& raw, const std::string& file) : file_(file) {
        const Table root(raw, {"顶层", "the top level"}, file_, {"schema", "defaults", "synonyms", "zone"},
                         complaints);
        constexpr std::array<Choice<bool>, 1> schemas{{{schema, true}}};
        if (root.has("schema")) root.choice("schema", schemas);
        recipe_.file = file;
        read_defaults(root);
        read_synonyms(root);
        const Text expected{"至少一个 [[zone]]", "at least one [[zone]]"};
        const toml::node& node = root.need("zone", expected);
        const toml::array* zones = node.as_array();
        if (zones == nullptr || zones->empty()) root.refuse("zone", node, expected);
        for (const toml::node& entry : *zones) {
            if (!entry.is_table()) root.refuse("zone", entry, expected);
            read_zone(*entry.as_table());
        }
    }

    Recipe take() { return std::move(recipe_); }

  private:
    void read_defaults(const Table& root) {
        if (!root.has("defaults")) return;
        const Table table = root.table(
            "defaults", "[defaults]",
            {"document", "valid_from", "valid_to", "owners", "uncertainty_m", "gap_m", "carriageways_m"});
        read_record(table, defaults_.record);
        if (table.has("gap_m")) defaults_.gap_m = recipe_toml::metres(table, "gap_m", true);
        if (table.has("carriageways_m"))
            defaults_.carriageways_m = recipe_toml::metres(table, "carriageways_m", true);
    }

    void read_synonyms(const Table& root) {
        if (!root.has("synonyms")) return;
        const Table table = root.open_table("synonyms", "[synonyms]");
        std::map<std::string, std::string> owners;  // folded -> as written
        for (const std::string& key : table.keys()) {
            Names group = table.texts(key);
            group.insert(group.begin(), key);
            for (const std::string& name : group) {
                const auto [entry, added] = owners.emplace(folded_name(name), key);
                if (!added && entry->second != key) {
                    throw Error(messages::recipe_synonym_twice, file_, line_of(*table.find(key)), name,
                                entry->second, key);
                }
                recipe_.synonyms[folded_name(name)] = folded_name(key);
            }
        }
    }

    static void read_record(const Table& table, ZoneRecord& record) {
        if (table.has("level")) record.level = table.text("level");
        if (table.has("document")) record.document = table.text("document");
        if (table.has("clause")) record.clause = table.text("clause");
        if (table.has("duties")) record.duties = table.text("duties");
        if (table.has("owners")) record.owners = table.texts("owners");
        if (table.has("stated_area_m2"))
            record.stated_area_m2 = recipe_toml::metres(table, "stated_area_m2", false);
        if (table.has("uncertainty_m"))
            record.uncertainty_m = recipe_toml::metres(table, "uncertainty_m", true);
        if (table.has("valid_from")) record.validity.from = recipe_toml::day(table, "valid_from");
        if (table.has("valid_to")) record.validity.to = recipe_toml::day(table, "valid_to");
        const Validity& held = record.validity;
        if (held.from && held.to && *held.to < *held.from) {
            const char* key = table.has("valid_to") ? "valid_to" : "valid_from";
            table.refuse(key, *table.find(key),
                         {"valid_to 不早于 valid_from", "a valid_to that is not before valid_from"});
        }
    }

    void read_zone(const toml::table& raw) {
        const std::string name = fmt::format("[[zone]] #{}", recipe_.zones.size() + 1);
        Names known = zone_keys;
        recipe::Zone zone;
        zone.record = defaults_.record;
        const Table table = piece_table(raw, name, known);
        zone.record.id = table.text("id");
        zone.record.name = table.text("name");
        zone.record.kind = table.text("kind");
        read_record(table, zone.record);
        for (const recipe::Zone& other : recipe_.zones) {
            if (other.record.id != zone.record.id) continue;
            throw Error(messages::recipe_zone_twice, file_, line_of(*table.find("id")), zone.record.id);
        }
        zone.piece = read_piece(table, fmt::format("[[zone]] \"{}\"", zone.record.id), "");
        recipe_.zones.push_back(std::move(zone));
    }

    // The table of a piece, its keys checked against those of its kind.
    Table piece_table(const toml::table& raw, const std::string& name, Names known) const {
        const KindWord* kind = nullptr;
        for (const KindWord& candidate : kinds()) {
            if (!raw.contains(candidate.key)) continue;
            if (kind != nullptr) {
                throw Error(messages::recipe_two_pieces, file_, line_of(raw), name, kind->key, candidate.key);
            }
            kind = &candidate;
        }
        const Names all = kind_keys();
        known.insert(known.end(), all.begin(), all.end());
        known.insert(known.end(), {"minus", "label"});
        for (const KindWord& candidate : kinds()) {
            if (kind == nullptr || kind == &candidate)
                known.insert(known.end(), candidate.others.begin(), candidate.others.end());
        }
        Table table(raw, in_both(name), file_, known, complaints);
        if (kind == nullptr) throw Error(messages::recipe_no_piece, file_, line_of(raw), name, joined(all));
        return table;
    }

    // `place`: the piece's place in the zone, empty for the zone's own: "union #2".
    Piece read_piece(const Table& table, const std::string& name, const std::string& place) {
        Piece piece;
        const auto kind = std::find_if(kinds().begin(), kinds().end(),
                                       [&](const KindWord& word) { return table.has(word.key); });
        piece.kind = kind->kind;
        piece.line = table.line();
        const std::string within = place.empty() ? kind->key : fmt::format("{} {}", place, kind->key);
        piece.label = table.has("label") ? table.text("label") : within;
        switch (piece.kind) {
            case Piece::Kind::loop:
            case Piece::Kind::path:
                recipe_toml::read_route(table, name + " " + within, defaults_, piece);
                break;
            case Piece::Kind::disc:
                read_disc(table, piece);
                break;
            case Piece::Kind::unit:
                piece.names = recipe_toml::text_or_texts(table, "unit");
                break;
            case Piece::Kind::zone:
                read_reference(table, name, piece);
                break;
            case Piece::Kind::buffer:
                read_buffer(table, name, within, piece);
                break;
            case Piece::Kind::file:
                piece.file = table.text("file");
                read_file_keys(table, name + " " + within, piece);
                break;
            case Piece::Kind::unite:
            case Piece::Kind::intersect:
                piece.parts = read_parts(table, kind->key, name, place);
                break;
        }
        if (table.has("minus")) piece.minus = read_parts(table, "minus", name, place);
        return piece;
    }

    std::vector<Piece> read_parts(const Table& table, const char* key, const std::string& name,
                                  const std::string& place) {
        const Text expected{"由一块或几块组成的数组，如 [{ unit = \"潞源街道\" }]",
                            "an array of pieces, such as [{ unit = \"潞源街道\" }]"};
        const toml::node& node = *table.find(key);
        const toml::array* array = node.as_array();
        if (array == nullptr || array->empty()) table.refuse(key, node, expected);
        std::vector<Piece> parts;
        for (const toml::node& entry : *array) {
            if (!entry.is_table()) table.refuse(key, entry, expected);
            const std::string within =
                fmt::format("{}{}{} #{}", place, place.empty() ? "" : " ", key, parts.size() + 1);
            const std::string whole = name + " " + within;
            parts.push_back(read_piece(piece_table(*entry.as_table(), whole, {}), name, within));
        }
        return parts;
    }

    void read_disc(const Table& table, Piece& piece) const {
        piece.names = recipe_toml::text_or_texts(table, "disc");
        if (table.has("radius_m")) piece.radius_m = recipe_toml::metres(table, "radius_m", false);
        constexpr std::array<Choice<Piece::By>, 3> choices{
            {{"name", Piece::By::name}, {"source", Piece::By::source}, {"kind", Piece::By::kind}}};
        if (table.has("by")) piece.by = table.choice("by", choices);
        if (table.has("source")) piece.source = table.text("source");
    }

    void read_reference(const Table& table, const std::string& name, Piece& piece) const {
        const std::string id = table.text("zone");
        Names before;
        for (const recipe::Zone& zone : recipe_.zones)
            before.push_back(zone.record.id);
        if (std::find(before.begin(), before.end(), id) == before.end()) {
            throw Error(messages::recipe_zone_unknown, file_, line_of(*table.find("zone")), name, id,
                        before.empty() ? std::string("-") : joined(before));
        }
        piece.names = {id};
    }

    void read_buffer(const Table& table, const std::string& name, const std::string& within, Piece& piece) {
        piece.distance_m = recipe_toml::metres(table, "distance_m", false);
        const Text expected{"文件、{ lines = [路名] } 或一块范围", "a file, { lines = [names] } or a piece"};
        const toml::node& node = *table.find("buffer");
        if (node.is_string()) {
            piece.file = table.text("buffer");
        } else if (const toml::table* inner = node.as_table()) {
            if (inner->contains("lines")) {
                const Table lines(*inner, in_both(name + " " + within), file_, {"lines"}, complaints);
                piece.names = recipe_toml::text_or_texts(lines, "lines");
            } else {
                piece.parts.push_back(read_piece(piece_table(*inner, name + " " + within, {}), name, within));
            }
        } else {
            table.refuse("buffer", node, expected);
        }
        read_file_keys(table, name + " " + within, piece);
    }

    void read_file_keys(const Table& table, const std::string& name, Piece& piece) const {
        for (const char* key : {"where", "crs"}) {
            if (!table.has(key) || !piece.file.empty()) continue;
            table.refuse(key, *table.find(key),
                         {"不写：这一块不读文件", "nothing: this piece reads no file"});
        }
        if (table.has("crs")) piece.crs = table.text("crs");
        if (!table.has("where")) return;
        const Table where = table.open_table("where", name + " where");
        for (const std::string& key : where.keys())
            piece.where[key] = where.text(key);
    }

    const std::string& file_;
    Defaults defaults_;
    Recipe recipe_;
};

toml::table parse(const std::string& text, const std::string& file) {
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        const auto where = error.source().begin;
        throw Error(messages::recipe_syntax, file, where.line, where.column,
                    std::string(error.description()));
    }
}

}  // namespace

Recipe load_recipe(const std::string& file) {
    const toml::table raw = parse(read_text_file(file, messages::recipe_unreadable), file);
    return Reader(raw, file).take();
}

}  // namespace bareland
