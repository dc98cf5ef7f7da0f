// Chains as ways on the network, and the other reading that the points cannot tell from the first. For
// geo/matching/*.cpp only.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "geo/matching/chain.hpp"

namespace bareland::matching {

class Readings {
  public:
    Readings(const Network& network, const RouteSearch& routes, const Trellis& trellis,
             const Options& options)
        : network_(network), routes_(routes), trellis_(trellis), options_(options) {}

    // `standing` as in Prepared.
    Match match(const Chain& chain, std::span<const Sample> samples,
                std::span<const std::size_t> standing) const;

    // Finds Match::other and the confidence: runs again with a bias against the roads of the first reading
    // (or for and against the links to watch). Where the two chains part for a stretch of N points, with log-
    // likelihoods that differ by T in transitions and E in emissions,
    //   ln(odds) = T + E / (1 + N tau^2 / sigma^2)
    // because an offset common to all points, of standard deviation tau, leaves them worth N / (1 + N tau^2 /
    // sigma^2) independent ones.
    void add_other(Match& match, const Chain& chain, ChainFinder& finder, std::span<const Sample> samples,
                   std::span<const std::size_t> standing) const;

  private:
    struct Stretch {
        std::size_t from = 0, to = 0;  // places that differ: from, up to, not including, to
    };
    // Metres along links for which `counted` holds, over the steps of a stretch.
    double metres(const Chain& chain, const Stretch& stretch,
                  const std::function<bool(Index)>& counted) const;
    double log_odds(const Chain& chain, const Chain& rival, const Stretch& stretch) const;
    static std::vector<Stretch> stretches(const Chain& chain, const Chain& rival);
    bool both_kinds(const Chain& chain, const network::LinkSet& links) const;
    // How much each point may speak against what is looked for.
    double bias() const;

    struct Rival {
        Chain chain;
        double least_odds = 0;
        bool doubted = false;
    };
    // `chain` with all stretches of `other` in it that are likely enough and `differ` enough.
    Rival rival(const Chain& chain, const Chain& other,
                const std::function<double(const Stretch&)>& differ) const;
    Path path(const Chain& chain, std::vector<std::uint64_t>& at_mm) const;

    const Network& network_;
    const RouteSearch& routes_;
    const Trellis& trellis_;
    const Options& options_;
};

}  // namespace bareland::matching
