// Sums over all pieces, small ones included: exact, whatever their order.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "jobs/patches/regions.hpp"
#include "jobs/patches/result.hpp"

namespace bareland::patches {

class Gather {
  public:
    // `minima`: of the sensitivity table.
    Gather(const rank::Inputs& inputs, double min_patch_m2, std::span<const double> minima);

    // Takes a piece into account; true when it is to be listed.
    bool add(Class of, const Split& split);
    // Units, zones, totals and the sensitivity table.
    void finish(Result& result) const;
    bool any_bare() const { return any_bare_; }  // ground of class bare, in some unit

  private:
    struct Sum {
        std::size_t count = 0;
        rank::PartSums sums;
        void add(const rank::PartSums& more);
        Amount amount() const { return {count, status_areas(sums)}; }
    };
    struct ZoneSum {
        std::size_t count = 0;
        AreaSum area;
    };
    struct Minimum {
        double m2;
        ZoneSum listed, small;
    };

    const rank::Inputs& inputs_;
    double min_patch_m2_;
    std::array<Sum, 2> classes_;
    Sum small_;
    AreaSum outside_units_;
    std::vector<Sum> listed_in_, small_in_;  // by unit
    std::vector<ZoneSum> zones_;
    std::vector<Minimum> minima_;
    bool any_bare_ = false;
};

}  // namespace bareland::patches
