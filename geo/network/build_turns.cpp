// Turns and turn bans (geo/network/build_parts.hpp).
//
// A ban is a sequence of links after which a turn is forbidden, or all turns but one are. The states are the
// links and, for each sequence of two links or more that may still become a ban's, one more: the automaton of
// Aho and Corasick ("Efficient string matching", CACM 18, 1975). In each state all bans hold whose sequence
// is an end of the links that led to it.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "geo/messages_network.hpp"
#include "geo/network/build_parts.hpp"
#include "geo/network/conditions.hpp"

namespace bareland::network::building {
namespace {

using Sequence = std::vector<Index>;  // links

// What is forbidden after a sequence.
struct Rule {
    bool only = false;
    Sequence to;  // sorted
    Index condition = 0;
};

// Bans that are not for trucks.
bool excepted(const std::string& except) {
    static const std::set<std::string> trucks{"hgv", "goods", "motor_vehicle", "vehicle", "motorised"};
    std::size_t start = 0;
    while (start <= except.size()) {
        const std::size_t stop = std::min(except.find_first_of(";,|", start), except.size());
        std::string word = except.substr(start, stop - start);
        std::erase(word, ' ');
        if (trucks.contains(word)) return true;
        start = stop + 1;
    }
    return false;
}

// ---- from records to sequences of links ---------------------------------------------------------------

class Placing {
  public:
    explicit Placing(const Network& network) : network_(network) {
        for (Index i = 0; i < network.roads.size(); ++i)
            roads_.try_emplace(network.roads[i].id, i);
        first_link_.assign(network.roads.size() + 1, static_cast<Index>(network.links.size()));
        for (std::size_t i = network.links.size(); i-- > 0;)
            first_link_[network.links[i].road] = static_cast<Index>(i);
        for (std::size_t r = network.roads.size(); r-- > 0;)
            first_link_[r] = std::min(first_link_[r], first_link_[r + 1]);
    }

    // The links of a road, forward then backward of each piece. Empty: there is no such road.
    Sequence links_of(const std::string& road) const {
        Sequence out;
        const auto found = roads_.find(road);
        if (found == roads_.end()) return out;
        for (Index i = first_link_[found->second]; i < first_link_[found->second + 1]; ++i)
            out.push_back(i);
        return out;
    }

    // All sequences of `from` and via links, each with the links it must not, or must, go on to.
    std::vector<std::pair<Sequence, Sequence>> sequences(const TurnBanRecord& ban, Index via_junction) const {
        std::vector<std::pair<Sequence, Sequence>> out;
        const Sequence to = links_of(ban.to);
        std::vector<Sequence> ways;
        for (const Index from : links_of(ban.from)) {
            if (ban.via_roads.empty() ? link(from).head == via_junction : true) ways.push_back({from});
        }
        for (std::size_t i = 0; i < ban.via_roads.size(); ++i) {
            const bool last = i + 1 == ban.via_roads.size();
            ways = along(ways, links_of(ban.via_roads[i]), last ? to : links_of(ban.via_roads[i + 1]));
        }
        for (const Sequence& way : ways) {
            Sequence next;
            for (const Index l : to) {
                if (link(l).tail == link(way.back()).head && may_follow(ban, way, l)) next.push_back(l);
            }
            if (!next.empty()) out.emplace_back(way, std::move(next));
        }
        return out;
    }

    // Whatever their directions: the roads of the ban have its node, or each shares a junction with the next.
    bool touch_each_other(const TurnBanRecord& ban, Index via_junction) const {
        std::set<Index> before = junctions_of(ban.from);
        if (ban.via_roads.empty())
            return before.contains(via_junction) && junctions_of(ban.to).contains(via_junction);
        std::vector<std::string> roads = ban.via_roads;
        roads.push_back(ban.to);
        for (const std::string& road : roads) {
            std::set<Index> here = junctions_of(road);
            if (std::none_of(here.begin(), here.end(), [&](Index j) { return before.contains(j); }))
                return false;
            before = std::move(here);
        }
        return true;
    }

  private:
    const Link& link(Index i) const { return network_.links[i]; }

    std::set<Index> junctions_of(const std::string& road) const {
        std::set<Index> out;
        for (const Index l : links_of(road))
            out.insert({link(l).tail, link(l).head});
        return out;
    }

    // A road that a ban names twice at a node: it speaks of turning back, not of going straight on.
    bool may_follow(const TurnBanRecord& ban, const Sequence& way, Index to) const {
        return !ban.via_roads.empty() || ban.from != ban.to || link(way.back()).twin == to;
    }

    // Each of `ways` gone on along a via road, up to where `next` can be entered. The whole of the road where
    // that is possible, for that is what a via way is; else the part of it that connects.
    std::vector<Sequence> along(const std::vector<Sequence>& ways, const Sequence& via,
                                const Sequence& next) const {
        std::vector<Sequence> whole, part;
        for (const Sequence& way : ways) {
            for (const Index first : via) {
                if (link(first).tail != link(way.back()).head) continue;
                Sequence longer = way;
                follow(longer, first, via, next, whole, part);
            }
        }
        return whole.empty() ? part : whole;
    }

    void follow(Sequence& way, Index at, const Sequence& via, const Sequence& next,
                std::vector<Sequence>& whole, std::vector<Sequence>& part) const {
        const bool from_end = begins_there(at, via);
        bool found = false;
        for (std::size_t steps = 0; steps <= via.size(); ++steps) {
            way.push_back(at);
            const Index onward = after(at, via);
            const bool entered = std::any_of(next.begin(), next.end(), [&](Index n) {
                return link(n).tail == link(at).head && n != link(at).twin;
            });
            if (entered && from_end && onward == none) {
                whole.push_back(way);
            } else if (entered && !found) {
                part.push_back(way);
                found = true;
            }
            if (onward == none || std::find(way.begin(), way.end(), onward) != way.end()) return;
            at = onward;
        }
    }

    // The next link of the same road in the same direction.
    Index after(Index at, const Sequence& road) const {
        for (const Index l : road) {
            if (l != at && link(l).reversed == link(at).reversed && link(l).tail == link(at).head) return l;
        }
        return none;
    }
    bool begins_there(Index at, const Sequence& road) const {
        return std::none_of(road.begin(), road.end(), [&](Index l) {
            return l != at && link(l).reversed == link(at).reversed && link(l).head == link(at).tail;
        });
    }

    const Network& network_;
    std::unordered_map<std::string, Index> roads_;
    std::vector<Index> first_link_;  // by road, and one past the last
};

// ---- the automaton
// ------------------------------------------------------------------------------------------

class Turning {
  public:
    Turning(Network& network, BuildReport& report) : network_(network), report_(report) {
        leaving_.resize(network.junctions.size() + 1, 0);
        for (const Link& link : network.links)
            ++leaving_[link.tail + 1];
        for (std::size_t j = 1; j < leaving_.size(); ++j)
            leaving_[j] += leaving_[j - 1];
        leaving_links_.resize(network.links.size());
        std::vector<Index> next(leaving_.begin(), leaving_.end() - 1);
        for (std::size_t i = 0; i < network.links.size(); ++i)
            leaving_links_[next[network.links[i].tail]++] = static_cast<Index>(i);
    }

    void add(std::span<const TurnBanRecord> bans, std::span<const Index> via_junctions) {
        std::vector<std::size_t> order(bans.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return bans[a].id < bans[b].id; });
        const Placing placing(network_);
        for (const std::size_t i : order) {
            if (!excepted(bans[i].except)) add(bans[i], via_junctions[i], placing);
        }
    }

    void finish() {
        number_conditions();
        network_.first_turn.push_back(0);
        begins_.assign(network_.links.size(), false);
        for (const auto& [way, rules] : rules_)
            begins_[way[0]] = true;
        const std::vector<const std::pair<const Sequence, std::vector<Rule>>*> further = states();
        for (Index i = 0; i < network_.links.size(); ++i)
            add_state({i});
        for (const auto* state : further)
            add_state(state->first);
    }

  private:
    void add(const TurnBanRecord& ban, Index via_junction, const Placing& placing) {
        for (const std::vector<std::string>& roads :
             {std::vector{ban.from}, ban.via_roads, std::vector{ban.to}}) {
            for (const std::string& road : roads) {
                if (!placing.links_of(road).empty()) continue;
                report_.findings.push_back(find(messages::ban_road_missing, ban.id, ban.id, road));
                return;
            }
        }
        const auto sequences = placing.sequences(ban, via_junction);
        if (sequences.empty()) {
            // What cannot be driven anyway (against a one-way street) needs no ban.
            if (!ban.only && placing.touch_each_other(ban, via_junction)) return;
            report_.findings.push_back(find(messages::ban_does_not_connect, ban.id, ban.id));
            return;
        }
        ++report_.bans;
        if (!ban.when.empty()) ++report_.bans_conditional;
        for (const auto& [way, to] : sequences) {
            for (std::size_t length = 1; length < way.size(); ++length)
                rules_[Sequence(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(length))];
            Sequence sorted = to;
            std::sort(sorted.begin(), sorted.end());
            rules_[way].push_back({ban.only, std::move(sorted), 0});
            when_[way].push_back(ban.when);
        }
    }

    // Conditions in order of their text; the numbers do not depend on the order of the records.
    void number_conditions() {
        std::set<std::string> texts;
        for (const auto& [way, whens] : when_)
            texts.insert(whens.begin(), whens.end());
        texts.insert("");
        network_.conditions.assign(texts.begin(), texts.end());
        for (Index i = 0; i < network_.conditions.size(); ++i)
            numbers_[network_.conditions[i]] = i;
        for (auto& [way, rules] : rules_) {
            const auto& whens = when_[way];
            for (std::size_t i = 0; i < rules.size(); ++i)
                rules[i].condition = numbers_.at(whens[i]);
        }
    }

    // The sequences that are states beyond the links, by their order.
    std::vector<const std::pair<const Sequence, std::vector<Rule>>*> states() {
        std::vector<const std::pair<const Sequence, std::vector<Rule>>*> out;
        for (const auto& entry : rules_) {
            if (entry.first.size() < 2) continue;
            state_of_[entry.first] = static_cast<Index>(network_.links.size() + out.size());
            out.push_back(&entry);
        }
        return out;
    }

    // The state after `way`: its longest end that is one.
    Index state_after(const Sequence& way) const {
        for (std::size_t skip = 0; skip + 1 < way.size(); ++skip) {
            const auto found =
                state_of_.find(Sequence(way.begin() + static_cast<std::ptrdiff_t>(skip), way.end()));
            if (found != state_of_.end()) return found->second;
        }
        return way.back();
    }

    // Some ban leaves `to` as the only way, even if it leads back.
    bool is_told_to(const Sequence& way, Index to) const {
        const auto found = rules_.find(way);
        return found != rules_.end() &&
               std::any_of(found->second.begin(), found->second.end(), [&](const Rule& rule) {
                   return rule.only && std::binary_search(rule.to.begin(), rule.to.end(), to);
               });
    }

    // What forbids going on to `to` after `way`: 0 nothing, none always, else a condition.
    Index forbidden(const Sequence& way, Index to) {
        std::set<std::string> conditions;
        for (std::size_t skip = 0; skip < way.size(); ++skip) {
            const auto found =
                rules_.find(Sequence(way.begin() + static_cast<std::ptrdiff_t>(skip), way.end()));
            if (found == rules_.end()) continue;
            for (const Rule& rule : found->second) {
                const bool named = std::binary_search(rule.to.begin(), rule.to.end(), to);
                if (named == rule.only) continue;
                if (rule.condition == 0) return none;
                conditions.insert(network_.conditions[rule.condition]);
            }
        }
        if (conditions.empty()) return 0;
        const std::string text = either_of(conditions);
        const auto [number, fresh] =
            numbers_.try_emplace(text, static_cast<Index>(network_.conditions.size()));
        if (fresh) network_.conditions.push_back(text);
        return number->second;
    }

    void add_state(const Sequence& way) {
        const bool banned = way.size() > 1 || begins_[way[0]];
        for_each_turn(way.back(), [&](Index to, bool back) {
            if (back && !(banned && is_told_to(way, to))) return;
            const Index condition = banned ? forbidden(way, to) : 0;
            if (condition == none) return;
            Index state = to;
            if (banned) {
                Sequence longer = way;
                longer.push_back(to);
                state = state_after(longer);
            }
            network_.turns.push_back({state, condition});
        });
        network_.first_turn.push_back(static_cast<Index>(network_.turns.size()));
        network_.state_link.push_back(way.back());
    }

    // ---- turns that the streets allow

    // Back along the same piece of road, whether it is the same record or was drawn twice.
    bool turns_back(const Link& link, Index to) const {
        if (to == link.twin) return true;
        const Link& other = network_.links[to];
        if (other.head != link.tail || other.length_mm != link.length_mm ||
            other.point_count != link.point_count || link.tail == link.head)
            return false;
        for (std::uint32_t i = 0; i < link.point_count; ++i) {
            const bool same_way = other.reversed != link.reversed;
            const Point& p = network_.points[link.first_point + i];
            const Point& q = network_.points[other.first_point + (same_way ? i : link.point_count - 1 - i)];
            if (p != q) return false;
        }
        return true;
    }

    bool closed(Index link) const {
        const Road& road = network_.roads[network_.links[link].road];
        return road.truck == TruckAccess::no && road.truck_when.empty();
    }

    // In order of the links. `back`: it leads back although something else is open to trucks.
    template <class Act>
    void for_each_turn(Index from, Act act) const {
        const Link& link = network_.links[from];
        const auto next = std::span(leaving_links_)
                              .subspan(leaving_[link.head], leaving_[link.head + 1] - leaving_[link.head]);
        const bool dead_end = std::all_of(next.begin(), next.end(),
                                          [&](Index to) { return turns_back(link, to) || closed(to); });
        for (const Index to : next)
            act(to, !dead_end && turns_back(link, to));
    }

    Network& network_;
    BuildReport& report_;
    std::vector<Index> leaving_, leaving_links_;   // links by the junction they leave
    std::map<Sequence, std::vector<Rule>> rules_;  // every beginning of a ban's sequence is in it
    std::map<Sequence, std::vector<std::string>> when_;
    std::map<Sequence, Index> state_of_;
    std::vector<bool> begins_;  // by link: a ban's sequence begins with it
    std::map<std::string, Index> numbers_;
};

}  // namespace

void add_turns(Network& network, std::span<const TurnBanRecord> bans, std::span<const Index> via_junctions,
               BuildReport& report) {
    Turning turning(network, report);
    turning.add(bans, via_junctions);
    turning.finish();
}

}  // namespace bareland::network::building
