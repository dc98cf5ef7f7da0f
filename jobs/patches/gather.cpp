#include "jobs/patches/gather.hpp"

namespace bareland::patches {

Gather::Gather(const rank::Inputs& inputs, double min_patch_m2, std::span<const double> minima)
    : inputs_(inputs),
      min_patch_m2_(min_patch_m2),
      listed_in_(inputs.units.size()),
      small_in_(inputs.units.size()),
      zones_(inputs.zones.size()) {
    for (const double m2 : minima)
        minima_.push_back({m2, {}, {}});
}

void Gather::Sum::add(const rank::PartSums& more) {
    ++count;
    for (std::size_t p = 0; p < rank::parts; ++p)
        sums[p] += more[p];
}

bool Gather::add(Class of, const Split& split) {
    const RegionSums& whole = split.all[0];
    const AreaSum area = whole.bare + whole.netted;
    const double m2 = area.square_metres();
    const bool listed = m2 >= min_patch_m2_;
    classes_[of == Class::bare ? 0 : 1].add(split.all);
    if (!listed) small_.add(split.all);
    outside_units_ += split.outside_units;
    for (const auto& [unit, sums] : split.units) {
        (listed ? listed_in_ : small_in_)[unit].add(sums);
        any_bare_ = any_bare_ || sums[0].bare != AreaSum{};
    }
    for (const auto& [zone, inside] : split.zones) {
        if (!listed) continue;
        ++zones_[zone].count;
        zones_[zone].area += inside;
    }
    for (Minimum& minimum : minima_) {
        ZoneSum& side = m2 >= minimum.m2 ? minimum.listed : minimum.small;
        ++side.count;
        side.area += area;
    }
    return listed;
}

void Gather::finish(Result& result) const {
    result.bare = classes_[0].amount();
    result.netted = classes_[1].amount();
    result.small = small_.amount();
    result.outside_units = std::max(0.0, outside_units_.square_metres());
    for (std::size_t i = 0; i < inputs_.units.size(); ++i) {
        Sum all = listed_in_[i];
        all.add(small_in_[i].sums);
        result.units.push_back({inputs_.units[i].id, inputs_.units[i].name, inputs_.units[i].overlay,
                                status_areas(all.sums), listed_in_[i].amount(), small_in_[i].amount()});
    }
    for (std::size_t z = 0; z < zones_.size(); ++z)
        result.zones.push_back({inputs_.zones[z].id, zones_[z].count, zones_[z].area.square_metres()});
    for (const Minimum& minimum : minima_) {
        result.sensitivity.push_back({minimum.m2, minimum.listed.count, minimum.listed.area.square_metres(),
                                      minimum.small.count, minimum.small.area.square_metres()});
    }
}

}  // namespace bareland::patches
