#include "tests/geo/network/random_case.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace bareland::network::test {
namespace {

class Maker {
  public:
    Maker(Dice& dice, int side) : dice_(dice), side_(side) {}

    Network network() {
        for (int i = 0; i < side_ * side_; ++i)
            out_.junctions.push_back({116.0 + i % side_ * 0.001, 40.0 - i / side_ * 0.001});  // NOLINT
        for (int i = 0; i < side_ * side_; ++i)
            add_streets(i);
        for (std::size_t i = 0; i < out_.links.size(); ++i)
            out_.state_link.push_back(static_cast<Index>(i));
        plain_turns();
        bans();
        via_bans();
        pack();
        out_.conditions = {"", "Mo-Fr", "Sa,Su"};
        return std::move(out_);
    }

  private:
    void add_streets(int at) {
        if (at % side_ + 1 < side_ && !dice_.chance(15)) street(at, at + 1);
        if (at / side_ + 1 < side_ && !dice_.chance(15)) street(at, at + side_);
        if (dice_.chance(5) && at + side_ + 1 < side_ * side_) street(at, at + side_ + 1);
        if (dice_.chance(3)) street(at, at);  // a loop road
    }

    void street(int a, int b) {
        const auto index = static_cast<Index>(out_.links.size());
        Link link;
        link.tail = static_cast<Index>(a);
        link.head = static_cast<Index>(b);
        link.length_mm = 1 + dice_.below(60);
        if (dice_.chance(50)) std::swap(link.tail, link.head);
        out_.links.push_back(link);
        if (dice_.chance(25)) return;  // one-way
        std::swap(link.tail, link.head);
        link.reversed = true;
        link.twin = index;
        out_.links.push_back(link);
        out_.links[index].twin = index + 1;
    }

    void plain_turns() {
        turns_.resize(out_.links.size());
        for (std::size_t i = 0; i < out_.links.size(); ++i) {
            std::vector<Turn> all;
            for (std::size_t k = 0; k < out_.links.size(); ++k) {
                if (out_.links[k].tail == out_.links[i].head) all.push_back({static_cast<Index>(k), 0});
            }
            for (const Turn& turn : all) {
                if (turn.to != out_.links[i].twin || all.size() == 1 || dice_.chance(3))
                    turns_[i].push_back(turn);
            }
        }
    }

    void bans() {
        for (auto& turns : turns_) {
            if (turns.empty() || !dice_.chance(12)) continue;
            const std::uint32_t which = dice_.below(turns.size());
            if (dice_.chance(50)) {
                turns.erase(turns.begin() + which);
            } else {
                turns[which].condition = 1 + dice_.below(2);
            }
        }
    }

    // Over one or two further links, and then not on to one more. A state stands for the longest end of the
    // way so far that is the beginning of a ban (after Aho and Corasick).
    using Links = std::vector<Index>;
    void via_bans() {
        for (std::size_t n = 0; n < out_.links.size() / 10; ++n) {
            Links ban{dice_.below(out_.links.size())};
            for (std::uint32_t more = 2 + dice_.below(2); more > 0; --more) {
                const auto& turns = turns_[ban.back()];
                if (turns.empty()) break;
                ban.push_back(turns[dice_.below(turns.size())].to);
            }
            if (ban.size() < 3) continue;
            bans_.emplace_back(ban, dice_.chance(30) ? 1 + dice_.below(2) : 0);
            for (std::size_t length = 2; length < ban.size(); ++length)
                states_.try_emplace(Links(ban.begin(), ban.begin() + static_cast<std::ptrdiff_t>(length)), 0);
        }
        const std::vector<std::vector<Turn>> plain = turns_;
        for (auto& [history, state] : states_) {
            state = static_cast<Index>(out_.state_link.size());
            out_.state_link.push_back(history.back());
        }
        for (std::size_t i = 0; i < plain.size(); ++i)
            turns_[i] = turns_after({static_cast<Index>(i)}, plain[i]);
        for (const auto& [history, state] : states_)
            turns_.push_back(turns_after(history, plain[history.back()]));
    }

    static bool ends_with(const Links& way, const Links& end) {
        return way.size() >= end.size() && std::equal(end.rbegin(), end.rend(), way.rbegin());
    }

    std::vector<Turn> turns_after(const Links& history, const std::vector<Turn>& plain) const {
        std::vector<Turn> turns;
        for (Turn turn : plain) {
            Links way = history;
            way.push_back(turn.to);
            bool never = false;
            for (const auto& [ban, condition] : bans_) {
                if (!ends_with(way, ban)) continue;
                never = never || condition == 0 || (turn.condition != 0 && turn.condition != condition);
                turn.condition = condition;
            }
            if (never) continue;
            std::size_t longest = 0;
            for (const auto& [begun, state] : states_) {
                if (begun.size() <= longest || !ends_with(way, begun)) continue;
                longest = begun.size();
                turn.to = state;
            }
            turns.push_back(turn);
        }
        return turns;
    }

    void pack() {
        out_.first_turn.push_back(0);
        for (const auto& turns : turns_) {
            out_.turns.insert(out_.turns.end(), turns.begin(), turns.end());
            out_.first_turn.push_back(static_cast<Index>(out_.turns.size()));
        }
    }

    Dice& dice_;
    int side_;
    Network out_;
    std::vector<std::vector<Turn>> turns_;
    std::vector<std::pair<Links, Index>> bans_;  // with their conditions
    std::map<Links, Index> states_;
};

void add_span(const Network& network, ZoneLinks& zone, Index link, Dice& dice, bool junctions) {
    const std::uint32_t length = network.links[link].length_mm;
    ZoneSpan span{link, 0, length, ZoneSpan::Role::inside};
    const std::uint32_t kind = dice.below(10);
    if (kind == 0) span.from_mm = dice.below(length);
    if (kind == 1) span.to_mm = 1 + dice.below(length);
    if (junctions && kind == 2) span.role = ZoneSpan::Role::corner;
    if (junctions && kind == 3) span.role = ZoneSpan::Role::junction;
    if (junctions && kind == 4) span.role = ZoneSpan::Role::grade;
    zone.spans.push_back(span);
    if (kind == 5 && length > 4) {  // two spans, free between them
        zone.spans.back().to_mm = length / 4;
        zone.spans.push_back({link, length / 2, length, ZoneSpan::Role::inside});
    }
}

}  // namespace

Network random_network(Dice& dice, int side) {
    return Maker(dice, side).network();
}

ZoneLinks random_zone(const Network& network, Dice& dice, bool junctions) {
    ZoneLinks zone;
    zone.free_grade = dice.chance(50);
    zone.touched = LinkSet(network.links.size());
    const Point centre = network.junctions[dice.below(network.junctions.size())];
    const double radius = 0.001 * (1 + dice.below(3));
    const auto near = [&](Index junction) {
        const Point& at = network.junctions[junction];
        return std::max(std::abs(at.x - centre.x), std::abs(at.y - centre.y)) <= radius;
    };
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        const Link& link = network.links[i];
        if ((near(link.tail) && near(link.head)) || dice.chance(3))
            add_span(network, zone, static_cast<Index>(i), dice, junctions);
    }
    for (const ZoneSpan& span : zone.spans) {
        if (zone.counts(span.role) && span.role != ZoneSpan::Role::corner) zone.touched.add(span.link);
    }
    return zone;
}

LinkSet random_links(const Network& network, Dice& dice, unsigned percent) {
    LinkSet links(network.links.size());
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        if (dice.chance(percent)) links.add(static_cast<Index>(i));
    }
    return links;
}

Places random_places(const Network& network, Dice& dice) {
    Places places;
    for (std::uint32_t i = 1 + dice.below(2); i > 0; --i) {
        const Index link = dice.below(network.links.size());
        const std::uint32_t length = network.links[link].length_mm;
        std::uint32_t along = dice.below(length + std::size_t{1});
        if (dice.chance(10)) along = dice.chance(50) ? 0 : length;
        places.push_back({link, along});
        if (dice.chance(50)) places.push_back(on_twin(network, places.back()));
    }
    return places;
}

RandomRules random_rules(const Network& network, Dice& dice) {
    RandomRules random;
    if (dice.chance(40)) {
        random.closed = random_links(network, dice, 6);
        random.rules.closed = &random.closed;
    }
    if (dice.chance(30)) {
        random.destination = random_links(network, dice, 15);
        random.rules.destination = &random.destination;
    }
    if (dice.chance(50)) {
        random.holds = std::make_unique<bool[]>(network.conditions.size());
        for (std::size_t i = 0; i < network.conditions.size(); ++i)
            random.holds[i] = dice.chance(50);
        random.rules.holds = {random.holds.get(), network.conditions.size()};
    }
    random.zone = random_zone(network, dice, true);
    return random;
}

}  // namespace bareland::network::test
