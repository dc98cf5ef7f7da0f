#include "geo/matching/trips.hpp"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.hpp"
#include "geo/zone_index.hpp"

namespace bareland::matching {
namespace {

struct Halt {
    std::size_t first = 0, last = 0;  // samples
    bool gap = false;                 // nothing but a long gap: between two samples, elsewhere
    Point place;
};

class Cutter {
  public:
    Cutter(std::span<const Sample> samples, const TripRules& rules) : samples_(samples), rules_(rules) {}

    std::vector<Trip> trips() {
        find_halts();
        std::vector<Trip> out;
        for (std::size_t i = 0; i <= halts_.size(); ++i) {
            const Trip trip =
                between(i == 0 ? nullptr : &halts_[i - 1], i == halts_.size() ? nullptr : &halts_[i]);
            if (trip.first < trip.last && moves(trip)) out.push_back(trip);
        }
        return out;
    }

  private:
    bool near(std::size_t a, std::size_t b) const {
        return geodesic::distance(samples_[a].place, samples_[b].place) <= rules_.stop_radius_m;
    }

    // The last sample of those that stay near sample `i`.
    std::size_t stays_until(std::size_t i) const {
        std::size_t last = i;
        for (std::size_t k = i + 1; k < samples_.size(); ++k) {
            if (near(i, k)) {
                last = k;
            } else if (k > last + 1) {
                break;  // two in a row are away
            }
        }
        return last;
    }

    void find_halts() {
        for (std::size_t i = 0; i + 1 < samples_.size(); ++i) {
            const std::size_t last = stays_until(i);
            if (samples_[last].seconds - samples_[i].seconds >= rules_.stop_s) {
                halts_.push_back({i, last, false, middle(i, last)});
                i = last;
            }
            if (i + 1 < samples_.size() && long_gap(i)) halts_.push_back({i, i + 1, true, {}});
        }
    }

    bool long_gap(std::size_t i) const {
        return samples_[i + 1].seconds - samples_[i].seconds > rules_.longest_gap_s;
    }

    // The median of each coordinate: single samples far off do not move it.
    Point middle(std::size_t first, std::size_t last) const {
        std::vector<double> x, y;
        for (std::size_t i = first; i <= last; ++i) {
            x.push_back(samples_[i].place.x);
            y.push_back(samples_[i].place.y);
        }
        const auto half = static_cast<std::ptrdiff_t>(x.size() / 2);
        std::nth_element(x.begin(), x.begin() + half, x.end());
        std::nth_element(y.begin(), y.begin() + half, y.end());
        return {x[x.size() / 2], y[y.size() / 2]};
    }

    Trip between(const Halt* before, const Halt* after) const {
        Trip trip;
        trip.last = samples_.empty() ? 0 : samples_.size() - 1;
        if (before != nullptr) {
            trip.first = before->last;
            trip.begins = before->gap ? Trip::End::gap : Trip::End::stop;
        }
        if (after != nullptr) {
            trip.last = after->first;
            trip.ends = after->gap ? Trip::End::gap : Trip::End::stop;
        }
        if (samples_.empty()) return trip;
        trip.from = trip.begins == Trip::End::stop ? before->place : samples_[trip.first].place;
        trip.to = trip.ends == Trip::End::stop ? after->place : samples_[trip.last].place;
        return trip;
    }

    bool moves(const Trip& trip) const {
        for (std::size_t i = trip.first + 1; i <= trip.last; ++i) {
            if (geodesic::distance(samples_[trip.first].place, samples_[i].place) >= rules_.shortest_m)
                return true;
        }
        return false;
    }

    std::span<const Sample> samples_;
    const TripRules& rules_;
    std::vector<Halt> halts_;
};

}  // namespace

std::size_t sort_and_deduplicate(std::vector<Sample>& samples) {
    const std::size_t before = samples.size();
    const auto less = [](const Sample& a, const Sample& b) { return a.seconds < b.seconds; };
    if (!std::is_sorted(samples.begin(), samples.end(), less))
        std::stable_sort(samples.begin(), samples.end(), less);
    const auto same = [](const Sample& a, const Sample& b) {
        return a.seconds == b.seconds && a.place == b.place;
    };
    samples.erase(std::unique(samples.begin(), samples.end(), same), samples.end());
    return before - samples.size();
}

std::vector<Trip> cut_trips(std::span<const Sample> sorted, const TripRules& rules) {
    return Cutter(sorted, rules).trips();
}

// ---- sites

struct SiteFinder::Impl {
    std::vector<Disc> discs;  // of no radius: places and gates
    std::vector<IndexedZone> zones;
    std::vector<std::size_t> site_of;  // by zone
    std::unique_ptr<ZoneIndex> index;
};

SiteFinder::SiteFinder(std::span<const SiteRecord> sites, std::span<const Gate> gates)
    : impl_(std::make_unique<Impl>()) {
    impl_->discs.reserve(sites.size() + gates.size());
    const auto add_place = [this](const Point& place, std::size_t site) {
        impl_->discs.push_back({"", place, 0});
        impl_->zones.push_back({nullptr, std::span(&impl_->discs.back(), 1), 0});
        impl_->site_of.push_back(site);
    };
    for (std::size_t i = 0; i < sites.size(); ++i) {
        if (sites[i].place) add_place(*sites[i].place, i);
        if (sites[i].shape.empty()) continue;
        impl_->zones.push_back({&sites[i].shape, {}, 0});
        impl_->site_of.push_back(i);
    }
    for (const Gate& gate : gates)
        add_place(gate.place, gate.site);
    if (!impl_->zones.empty()) impl_->index = std::make_unique<ZoneIndex>(impl_->zones, 1);
}
SiteFinder::~SiteFinder() = default;
SiteFinder::SiteFinder(SiteFinder&&) noexcept = default;

std::optional<std::size_t> SiteFinder::at(const Point& place, double within_m) const {
    if (!impl_->index) return std::nullopt;
    ZoneAnswer answer;
    impl_->index->at(place, answer);
    const ZoneDistance& nearest = answer.nearest.front();
    if (nearest.zone == no_zone || nearest.distance_m > within_m) return std::nullopt;
    return impl_->site_of[nearest.zone];
}

}  // namespace bareland::matching
