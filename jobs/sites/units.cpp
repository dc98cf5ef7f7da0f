#include "jobs/sites/units.hpp"

#include <algorithm>
#include <optional>

#include "geo/messages_sites.hpp"
#include "geo/zone_index.hpp"

namespace bareland::sites {

struct Units::Impl {
    std::vector<const UnitRecord*> units;
    std::optional<ZoneIndex> index;
};

Units::Units(std::span<const UnitRecord> records, const Date& day) : impl_(std::make_unique<Impl>()) {
    std::vector<const UnitRecord*>& units = impl_->units;
    for (const UnitRecord& record : records) {
        if (record.validity.holds(day)) units.push_back(&record);
    }
    std::stable_sort(units.begin(), units.end(),
                     [](const UnitRecord* a, const UnitRecord* b) { return a->id < b->id; });
    std::vector<IndexedZone> indexed;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (i > 0 && units[i]->id == units[i - 1]->id) {
            throw Error(messages::sites_versions_overlap, "街乡镇", "unit", units[i]->id,
                        units[i - 1]->validity.text(), units[i]->validity.text(), day.text());
        }
        indexed.push_back({&units[i]->shape, {}, 0});
    }
    impl_->index.emplace(indexed, 1);
}

Units::~Units() = default;

std::vector<UnitUsed> Units::used() const {
    std::vector<UnitUsed> out;
    for (const UnitRecord* unit : impl_->units)
        out.push_back({unit->id, unit->name, unit->validity});
    return out;
}

std::vector<std::size_t> Units::of(const Project& project) const {
    std::vector<std::size_t> out;
    if (project.place) {
        ZoneAnswer answer;
        impl_->index->at(*project.place, answer);
        for (const ZoneDistance& found : answer.containing)
            out.push_back(found.zone);
    } else {
        for (const AreaHit& found : impl_->index->of_area(project.shape, 0).hits) {
            if (found.relation != Relation::outside) out.push_back(found.zone);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace bareland::sites
