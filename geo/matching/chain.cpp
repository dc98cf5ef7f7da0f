#include "geo/matching/chain.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/geodesic.hpp"

namespace bareland::matching {
namespace {

constexpr double impossible = -std::numeric_limits<double>::infinity();
// Log-likelihoods behind the best at which a chain is given up, and a single step is not made. Newson and
// Krumm give up at 2 km of difference and 50 m/s; this is stricter, and eased where nothing else is found.
constexpr double chain_beam = 16;
constexpr double step_beam = 10;
// Layers that may be left out in a row before the chain is broken.
constexpr std::size_t most_skipped = 2;
// What a step may be longer than the highest speed says, and the farthest that is searched.
constexpr double slack_m = 100;
constexpr double farthest_m = 20'000;

std::uint32_t to_mm(double metres) {
    return static_cast<std::uint32_t>(std::clamp(metres * 1000, 0.0, 4e9));
}

}  // namespace

void ChainFinder::begin(const Layer& layer, const Bias& bias) {
    for (std::size_t i = layer.first; i < layer.first + layer.count; ++i) {
        const Candidate& candidate = trellis_.candidates[i];
        Step step;
        step.score =
            candidate.emission + bias_of(candidate, bias) - routes_.reluctance_at_start(candidate.link);
        step.along_mm = candidate.along_mm;
        step.state = candidate.link;
        steps_[i] = step;
    }
}

void ChainFinder::arrive(std::uint32_t from, std::uint32_t to, const Step& step) {
    const double score = steps_[from].score + step.transition;
    if (score <= steps_[to].score) return;
    steps_[to] = step;
    steps_[to].score = score;
    steps_[to].back = from;
}

bool ChainFinder::tunnels(std::uint32_t from, std::uint32_t to, const RouteSearch::Route& route,
                          double metres) const {
    const auto length = [&](Index link, double link_m) {
        return network_.roads[network_.links[link].road].tunnel ? link_m : 0.0;
    };
    const Candidate& a = trellis_.candidates[from];
    const Candidate& b = trellis_.candidates[to];
    if (!route.found) return length(a.link, metres) > 0;
    double sum = length(a.link, (network_.links[a.link].length_mm - steps_[from].along_mm) / 1000.0) +
                 length(b.link, b.along_mm / 1000.0);
    const auto links = routes_.links(route);
    for (const Index link : links.first(links.size() - 1))
        sum += length(link, network_.links[link].length_mm / 1000.0);
    return sum >= metres / 2;
}

void ChainFinder::leave(std::uint32_t candidate, const Layer& to, const Reach& reach, double nats) {
    const Candidate& a = trellis_.candidates[candidate];
    const Step& at = steps_[candidate];
    const double beta = options_.beta_m;
    const auto back_slack = to_mm(4 * options_.sigma_m);
    targets_.clear();
    target_candidates_.clear();
    for (std::size_t i = to.first; i < to.first + to.count; ++i) {
        const Candidate& b = trellis_.candidates[i];
        if (b.link != a.link || b.along_mm + back_slack < at.along_mm) {
            targets_.push_back(b.link);
            target_candidates_.push_back(static_cast<std::uint32_t>(i));
            continue;
        }
        // Noise takes points back a little; the vehicle then stood.
        Step step;
        step.along_mm = std::max(b.along_mm, at.along_mm);
        step.state = at.state;
        const std::uint32_t gone = step.along_mm - at.along_mm;
        const double metres = gone / 1000.0;
        if (metres > most_m_ ||
            (reach.tunnel && !tunnels(candidate, static_cast<std::uint32_t>(i), {}, metres)))
            continue;
        const double back_m = (step.along_mm - b.along_mm) / 1000.0;
        const double cost = routes_.cost_along(a.link, gone) / 1000.0;
        step.transition = -(std::abs(metres - straight_m_) + back_m + cost - metres) / beta;
        arrive(candidate, static_cast<std::uint32_t>(i), step);
    }
    const std::uint32_t rest = network_.links[a.link].length_mm - at.along_mm;
    const double rest_cost = routes_.cost_along(a.link, rest) / 1000.0;
    const double limit = (reach.far ? most_m_ : straight_m_) + nats * beta - rest_cost;
    if (targets_.empty() || limit < 0) return;
    routes_.find(at.state, targets_, to_mm(limit), found_);
    for (std::size_t i = 0; i < found_.size(); ++i) {
        const RouteSearch::Route& route = found_[i];
        if (!route.found) continue;
        const Candidate& b = trellis_.candidates[target_candidates_[i]];
        const double metres = (rest + route.metres_mm + b.along_mm) / 1000.0;
        if (metres > most_m_ || (reach.tunnel && !tunnels(candidate, target_candidates_[i], route, metres)))
            continue;
        const double cost = rest_cost + (route.cost_mm + routes_.cost_along(b.link, b.along_mm)) / 1000.0;
        Step step;
        step.along_mm = b.along_mm;
        step.state = route.state;
        step.route = route;
        step.transition = -(std::abs(metres - straight_m_) + cost - metres) / beta;
        arrive(candidate, target_candidates_[i], step);
    }
}

bool ChainFinder::advance(const Layer& from, const Layer& to, const Bias& bias, const Reach& reach) {
    order_.clear();
    for (std::size_t i = from.first; i < from.first + from.count; ++i) {
        if (steps_[i].score != impossible) order_.push_back(static_cast<std::uint32_t>(i));
    }
    std::sort(order_.begin(), order_.end(),
              [this](std::uint32_t a, std::uint32_t b) { return steps_[a].score > steps_[b].score; });
    double best_emission = impossible;
    for (std::size_t i = to.first; i < to.first + to.count; ++i) {
        const Candidate& candidate = trellis_.candidates[i];
        best_emission = std::max(best_emission, candidate.emission + bias_of(candidate, bias));
        steps_[i].score = impossible;
    }
    double best = impossible;  // of the chains that have come to `to`
    const double first = steps_[order_.front()].score;
    for (const std::uint32_t from_candidate : order_) {
        // What could not come within the beam of the best even with the best emission is not looked for.
        const double score = steps_[from_candidate].score;
        const double left = chain_beam - std::max(first - score, best - score - best_emission);
        if (left <= 0) break;
        leave(from_candidate, to, reach, std::min(left, reach.step_nats));
        for (std::size_t i = to.first; i < to.first + to.count; ++i) {
            const Candidate& candidate = trellis_.candidates[i];
            best = std::max(best, steps_[i].score + candidate.emission + bias_of(candidate, bias));
        }
    }
    if (best == impossible) return false;
    for (std::size_t i = to.first; i < to.first + to.count; ++i) {
        const Candidate& candidate = trellis_.candidates[i];
        steps_[i].score += candidate.emission + bias_of(candidate, bias);
    }
    return true;
}

bool ChainFinder::advance(const Layer& from, const Layer& to, const Bias& bias) {
    straight_m_ = geodesic::distance(from.fix->place, to.fix->place);
    const double seconds = to.fix->seconds - from.fix->seconds;
    most_m_ = options_.drawn ? 5 * straight_m_ + 20 * options_.beta_m
                             : options_.max_speed_kmh / 3.6 * seconds + slack_m;
    most_m_ = std::max(straight_m_ + slack_m, std::min(most_m_, farthest_m));
    if (to.gap) return advance(from, to, bias, {step_beam, true, true});
    return advance(from, to, bias, {step_beam}) || advance(from, to, bias, {chain_beam, true});
}

Chain ChainFinder::traced(const std::vector<std::size_t>& layers) const {
    const Layer& last = trellis_.layers[layers.back()];
    auto best = static_cast<std::uint32_t>(last.first);
    for (std::size_t i = last.first; i < last.first + last.count; ++i) {
        if (steps_[i].score > steps_[best].score) best = static_cast<std::uint32_t>(i);
    }
    Chain chain(layers.size());
    for (std::size_t k = layers.size(); k-- > 0;) {
        chain[k] = {layers[k], best, steps_[best]};
        best = steps_[best].back;
    }
    return chain;
}

Chain ChainFinder::longest(std::size_t layer, std::vector<std::size_t>& skipped) {
    steps_.resize(trellis_.candidates.size());
    const Bias none;
    begin(trellis_.layers[layer], none);
    std::vector<std::size_t> layers{layer};
    std::size_t next = layer + 1;
    while (next < trellis_.layers.size()) {
        bool gone = false;
        bool gap = false;
        for (std::size_t skip = 0; skip <= most_skipped && next + skip < trellis_.layers.size(); ++skip) {
            Layer to = trellis_.layers[next + skip];
            gap = to.gap = gap || to.gap;
            gone = advance(trellis_.layers[layers.back()], to, none);
            if (gone) {
                for (std::size_t i = 0; i < skip; ++i)
                    skipped.push_back(next + i);
                next += skip;
                break;
            }
            if (gap) break;
        }
        if (!gone) break;
        layers.push_back(next++);
    }
    return traced(layers);
}

Chain ChainFinder::biased(const Chain& like, const Bias& bias) {
    begin(trellis_.layers[like.front().layer], bias);
    std::vector<std::size_t> layers{like.front().layer};
    for (std::size_t k = 1; k < like.size(); ++k) {
        if (!advance(trellis_.layers[layers.back()], trellis_.layers[like[k].layer], bias)) return {};
        layers.push_back(like[k].layer);
    }
    return traced(layers);
}

}  // namespace bareland::matching
