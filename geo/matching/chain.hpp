// The trellis of the hidden Markov model: candidates by step, and the likeliest chain through them. For
// geo/matching/*.cpp only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/matching/matching.hpp"
#include "geo/matching/prepare.hpp"
#include "geo/matching/route_search.hpp"

namespace bareland::matching {

struct Candidate {
    Index link = 0;
    std::uint32_t along_mm = 0;
    double distance_m = 0;
    double emission = 0;  // log-likelihood, without what is the same for all
};

struct Layer {
    const Fix* fix = nullptr;
    std::size_t first = 0, count = 0;  // into Trellis::candidates
    bool gap = false;                  // no samples for long before it
};

struct Trellis {
    std::vector<Layer> layers;
    std::vector<Candidate> candidates;
};

// How the likeliest chain comes to a candidate.
struct Step {
    double score = 0;            // of the chain so far, with bias
    double transition = 0;       // of this step alone
    std::uint32_t back = 0;      // candidate
    std::uint32_t along_mm = 0;  // on its link; not behind the step before
    Index state = network::none;
    RouteSearch::Route route;  // none found: on the same link
};

// One place on a chain.
struct Place {
    std::size_t layer = 0;
    std::uint32_t candidate = 0;
    Step step;
};
using Chain = std::vector<Place>;

// What a run adds to the emission of some candidates, to see what would follow if the points were shifted.
struct Bias {
    double by = 0;
    const network::LinkSet* links = nullptr;
};

class ChainFinder {
  public:
    ChainFinder(const Network& network, RouteSearch& routes, const Trellis& trellis, const Options& options)
        : network_(network), routes_(routes), trellis_(trellis), options_(options) {}

    // The likeliest chain from `layer` on as far as it goes; `skipped`: layers left out because no way leads
    // to them though one leads on.
    Chain longest(std::size_t layer, std::vector<std::size_t>& skipped);
    // The likeliest one over exactly the layers of `like`, with a bias. Empty: there is none.
    Chain biased(const Chain& like, const Bias& bias);

  private:
    struct Reach {
        double step_nats;     // the most a step may cost
        bool far = false;     // as far as time allows
        bool tunnel = false;  // only ways that are mostly tunnels
    };

    void begin(const Layer& layer, const Bias& bias);
    bool advance(const Layer& from, const Layer& to, const Bias& bias);
    bool advance(const Layer& from, const Layer& to, const Bias& bias, const Reach& reach);
    void leave(std::uint32_t candidate, const Layer& to, const Reach& reach, double nats);
    void arrive(std::uint32_t from, std::uint32_t to, const Step& step);
    bool tunnels(std::uint32_t from, std::uint32_t to, const RouteSearch::Route& route, double metres) const;
    Chain traced(const std::vector<std::size_t>& layers) const;
    static double bias_of(const Candidate& candidate, const Bias& bias) {
        return bias.links != nullptr && bias.links->has(candidate.link) ? bias.by : 0;
    }

    const Network& network_;
    RouteSearch& routes_;
    const Trellis& trellis_;
    const Options& options_;
    std::vector<Step> steps_;  // by candidate
    double straight_m_ = 0;    // of the step at hand
    double most_m_ = 0;
    std::vector<std::uint32_t> order_;
    std::vector<Index> targets_;
    std::vector<std::uint32_t> target_candidates_;
    std::vector<RouteSearch::Route> found_;
};

}  // namespace bareland::matching
