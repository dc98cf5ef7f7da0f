#include "geo/network/conditions.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "geo/messages_network.hpp"
#include "geo/network/opening_hours.hpp"

namespace bareland::network {
namespace {

constexpr std::string_view or_sign = " | ";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Parts between separators that stand outside of brackets.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> out;
    int depth = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(') ++depth;
        if (text[i] == ')') --depth;
        if (depth > 0 || !text.substr(i).starts_with(separator)) continue;
        out.push_back(trimmed(text.substr(start, i - start)));
        start = i + separator.size();
        i = start - 1;
    }
    out.push_back(trimmed(text.substr(start)));
    return out;
}

std::string_view without_brackets(std::string_view text) {
    text = trimmed(text);
    while (text.size() >= 2 && text.front() == '(' && text.back() == ')' && text.find(')') == text.size() - 1)
        text = trimmed(text.substr(1, text.size() - 2));
    return text;
}

// What is to be said where the time, or the text, does not tell.
enum class Doubt { holds, holds_not };

// One part of a condition: hours, or a measure of the truck against a number.
class Term {
  public:
    explicit Term(std::string_view text) : text_(text) {
        if (!read_comparison(text)) hours_ = OpeningHours::parse(text);
    }

    bool unread() const { return measure_ == nullptr && !hours_; }
    bool holidays() const { return hours_ && hours_->holidays(); }
    const std::string& text() const { return text_; }

    bool holds(const Moment& when, const Truck& truck, Doubt doubt) const {
        if (measure_ != nullptr) {
            const std::optional<double>& value = truck.*measure_;
            return value && compare(*value);
        }
        if (!hours_ || !when.date) return doubt == Doubt::holds;
        if (when.minute) return hours_->holds(*when.date, *when.minute);
        return doubt == Doubt::holds ? hours_->holds_on(*when.date) : hours_->holds_all(*when.date);
    }

  private:
    using Measure = std::optional<double> Truck::*;

    bool read_comparison(std::string_view text) {
        static const std::map<std::string_view, Measure> measures{
            {"weight", &Truck::weight_t},       {"maxweight", &Truck::weight_t},
            {"weightrating", &Truck::weight_t}, {"maxweightrating", &Truck::weight_t},
            {"height", &Truck::height_m},       {"width", &Truck::width_m},
            {"length", &Truck::length_m}};
        const auto sign = text.find_first_of("<>=");
        if (sign == std::string_view::npos) return false;
        const auto found = measures.find(trimmed(text.substr(0, sign)));
        const std::size_t number = std::min(text.find_first_not_of("<>=", sign), text.size());
        const auto limit = number_of(trimmed(text.substr(number)), found);
        if (found == measures.end() || !limit) return false;
        measure_ = found->second;
        sign_ = text.substr(sign, number - sign);
        limit_ = *limit;
        return sign_ == ">" || sign_ == "<" || sign_ == ">=" || sign_ == "<=" || sign_ == "=";
    }

    template <class Found>
    static std::optional<double> number_of(std::string_view text, Found) {
        std::size_t digits = 0;
        double value = 0, scale = 0;
        for (; digits < text.size(); ++digits) {
            const char c = text[digits];
            if (c == '.' && scale == 0) {
                scale = 1;
            } else if (c >= '0' && c <= '9') {
                value = value * 10 + (c - '0');
                scale *= 10;
            } else {
                break;
            }
        }
        if (digits == 0) return std::nullopt;
        if (scale > 0) value /= scale;
        const std::string_view unit = trimmed(text.substr(digits));
        if (unit.empty() || unit == "t" || unit == "m") return value;
        if (unit == "kg") return value / 1000;
        return std::nullopt;
    }

    bool compare(double value) const {
        if (sign_ == ">") return value > limit_;
        if (sign_ == "<") return value < limit_;
        if (sign_ == ">=") return value >= limit_;
        if (sign_ == "<=") return value <= limit_;
        return value == limit_;
    }

    std::string text_;
    Measure measure_ = nullptr;
    std::string sign_;
    double limit_ = 0;
    std::optional<OpeningHours> hours_;
};

// Alternatives, each of parts that must all hold.
class Condition {
  public:
    explicit Condition(std::string_view text) {
        for (const std::string_view alternative : parts_of(text, or_sign)) {
            auto& terms = alternatives_.emplace_back();
            for (const std::string_view term : parts_of(without_brackets(alternative), " AND "))
                terms.emplace_back(without_brackets(term));
        }
    }

    bool holds(const Moment& when, const Truck& truck, Doubt doubt) const {
        return std::any_of(alternatives_.begin(), alternatives_.end(), [&](const auto& terms) {
            return std::all_of(terms.begin(), terms.end(),
                               [&](const Term& term) { return term.holds(when, truck, doubt); });
        });
    }

    void tell(Understood& out) const {
        for (const auto& terms : alternatives_) {
            for (const Term& term : terms) {
                if (term.unread()) out.unread.push_back(term.text());
                out.holidays = out.holidays || term.holidays();
            }
        }
    }

  private:
    std::vector<std::vector<Term>> alternatives_;
};

std::optional<TruckAccess> access_word(std::string_view word) {
    if (word == "no") return TruckAccess::no;
    if (word == "destination") return TruckAccess::destination;
    if (word == "yes") return TruckAccess::yes;
    return std::nullopt;
}

// "no @ (times)" taken apart; the value is nothing where it says neither yes, no nor destination.
struct Clause {
    std::optional<TruckAccess> value;
    std::string_view condition;
};
std::vector<Clause> clauses_of(std::string_view conditional) {
    std::vector<Clause> out;
    for (const std::string_view part : parts_of(conditional, ";")) {
        const auto at = part.find('@');
        if (at == std::string_view::npos) {
            // Without brackets the semicolons of opening hours are in our way: they belong to the clause.
            if (!out.empty() && !part.empty()) {
                const char* const begin = out.back().condition.data();
                out.back().condition = {begin, static_cast<std::size_t>(part.data() + part.size() - begin)};
            }
            continue;
        }
        out.push_back({access_word(trimmed(part.substr(0, at))), trimmed(part.substr(at + 1))});
    }
    return out;
}

void tell(std::string_view text, const Understood& how, std::vector<Finding>& out) {
    for (const std::string& part : how.unread)
        out.push_back(find(messages::condition_unread, std::string(text), std::string(text), part));
    if (how.holidays) out.push_back(find(messages::condition_holidays, std::string(text), std::string(text)));
}

}  // namespace

bool holds(std::string_view condition, const Moment& when, const Truck& truck) {
    return condition.empty() || Condition(condition).holds(when, truck, Doubt::holds);
}

bool holds(std::string_view condition, const Date& date, std::optional<int> minute) {
    return holds(condition, Moment{date, minute});
}

Understood understood(std::string_view condition) {
    Understood out;
    if (!condition.empty()) Condition(condition).tell(out);
    return out;
}

std::string either_of(const std::set<std::string>& conditions) {
    std::string out;
    for (const std::string& condition : conditions) {
        if (!out.empty()) out += or_sign;
        out += condition;
    }
    return out;
}

TruckAccess access_at(std::string_view conditional, TruckAccess otherwise, const Moment& when,
                      const Truck& truck) {
    TruckAccess out = otherwise;
    for (const Clause& clause : clauses_of(conditional)) {
        if (!clause.value) continue;
        // What is closed otherwise is open only when that is certain.
        const Doubt doubt = *clause.value < otherwise ? Doubt::holds_not : Doubt::holds;
        if (Condition(clause.condition).holds(when, truck, doubt)) out = *clause.value;
    }
    return out;
}

// ---- a network's ------------------------------------------------------------------------------------------

Access::Access(const Network& network, const Truck& truck, const Moment& when) : network_(&network) {
    std::map<std::string_view, std::map<TruckAccess, TruckAccess>> known;
    const auto over = [](const std::optional<double>& value, const std::optional<double>& limit) {
        return value && limit && *value > *limit;
    };
    for (const Road& road : network.roads) {
        TruckAccess access = road.truck;
        if (!road.truck_when.empty()) {
            auto& values = known[road.truck_when];
            const auto [found, fresh] = values.try_emplace(access, access);
            if (fresh) found->second = access_at(road.truck_when, access, when, truck);
            access = found->second;
        }
        if (over(truck.weight_t, road.maxweight_t) || over(truck.height_m, road.maxheight_m) ||
            over(truck.width_m, road.maxwidth_m))
            access = TruckAccess::no;
        roads_.push_back(access);
    }
    holds_ = std::make_unique<bool[]>(network.conditions.size());
    for (std::size_t i = 0; i < network.conditions.size(); ++i)
        holds_[i] = network::holds(network.conditions[i], when, truck);
    find_parts();
}

bool Access::is_for_destinations(Index link) const {
    return roads_[network_->links[link].road] == TruckAccess::destination;
}

LinkSet Access::closed() const {
    LinkSet out(network_->links.size());
    for (Index i = 0; i < network_->links.size(); ++i) {
        if (roads_[network_->links[i].road] != TruckAccess::yes) out.add(i);
    }
    return out;
}

void Access::find_parts() {
    const Network& network = *network_;
    part_.resize(network.junctions.size());
    for (Index j = 0; j < part_.size(); ++j)
        part_[j] = j;
    const auto root = [&](Index j) {
        while (part_[j] != j)
            j = part_[j] = part_[part_[j]];
        return j;
    };
    const auto is_open = [&](const Link& link) { return roads_[link.road] == TruckAccess::yes; };
    for (const Link& link : network.links) {
        if (is_open(link)) part_[root(link.tail)] = root(link.head);
    }
    std::vector<std::uint64_t> metres(part_.size(), 0);
    for (Index j = 0; j < part_.size(); ++j)
        part_[j] = root(j);
    for (const Link& link : network.links) {
        if (is_open(link)) metres[part_[link.tail]] += link.length_mm;
    }
    const auto most = std::max_element(metres.begin(), metres.end());
    if (most != metres.end() && *most > 0) largest_ = static_cast<Index>(most - metres.begin());
}

void Access::open(std::span<const Position> places, LinkSet& closed) const {
    const Network& network = *network_;
    std::vector<Index> todo;
    std::vector<bool> seen(network.junctions.size(), false);
    const auto visit = [&](Index junction) {
        if (part_[junction] == largest_ || seen[junction]) return;
        seen[junction] = true;
        todo.push_back(junction);
    };
    const auto usable = [&](Index link) { return roads_[network.links[link].road] != TruckAccess::no; };
    bool any = false;
    for (const Position& place : places) {
        if (place.link == none || !usable(place.link)) continue;
        const Link& link = network.links[place.link];
        if (is_for_destinations(place.link)) {
            any = true;
            closed.remove(place.link);
            if (link.twin != none) closed.remove(link.twin);
        }
        visit(link.tail);
        visit(link.head);
        any = any || !todo.empty();
    }
    if (!any) return;
    std::vector<std::vector<Index>> at(network.junctions.size());
    for (Index i = 0; i < network.links.size(); ++i) {
        if (!usable(i)) continue;
        at[network.links[i].tail].push_back(i);
        at[network.links[i].head].push_back(i);
    }
    while (!todo.empty()) {
        const Index junction = todo.back();
        todo.pop_back();
        for (const Index i : at[junction]) {
            if (is_for_destinations(i)) closed.remove(i);
            visit(network.links[i].tail);
            visit(network.links[i].head);
        }
    }
}

LinkSet closed_links(const Network& network, const Truck& truck, const Moment& when) {
    return Access(network, truck, when).closed();
}

std::vector<Finding> condition_findings(const Network& network) {
    std::set<std::string_view> texts;
    for (const Road& road : network.roads) {
        if (!road.truck_when.empty()) texts.insert(road.truck_when);
    }
    std::vector<Finding> out;
    for (const std::string_view text : texts) {
        Understood how;
        for (const Clause& clause : clauses_of(text)) {
            const Understood part = understood(clause.condition);
            how.unread.insert(how.unread.end(), part.unread.begin(), part.unread.end());
            how.holidays = how.holidays || part.holidays;
        }
        tell(text, how, out);
    }
    for (const std::string& condition : network.conditions) {
        // Those that were put together are made of others that are there as well.
        if (condition.find(or_sign) == std::string::npos) tell(condition, understood(condition), out);
    }
    return out;
}

}  // namespace bareland::network
