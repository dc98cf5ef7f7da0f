#include "geo/matching/prepare.hpp"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.hpp"

namespace bareland::matching {
namespace {

// Points this near to each other are one place (Newson and Krumm take the same): their directions say
// nothing.
double same_place_m(const Options& options) {
    return (options.drawn ? 1 : 2) * options.sigma_m;
}

class Cleaner {
  public:
    Cleaner(std::span<const Sample> samples, const Options& options) : samples_(samples), options_(options) {}

    Prepared prepared() {
        out_.standing.resize(samples_.size());
        for (std::size_t i = 0; i < samples_.size(); ++i) {
            out_.standing[i] = i;
            take(i);
        }
        end_run();
        return std::move(out_);
    }

  private:
    bool reachable(std::size_t from, std::size_t to) const {
        const double metres = geodesic::distance(samples_[from].place, samples_[to].place);
        const double seconds = samples_[to].seconds - samples_[from].seconds;
        return metres <= options_.max_speed_kmh / 3.6 * seconds + 6 * options_.sigma_m;
    }

    // Whether the next two samples go on from `i`: then it is the samples before it that are elsewhere.
    bool goes_on(std::size_t i) const {
        if (i + 2 >= samples_.size()) return false;
        return reachable(i, i + 1) && reachable(i + 1, i + 2) && !reachable(run_.back().sample, i + 1);
    }

    void take(std::size_t i) {
        if (run_.empty() || reachable(run_.back().sample, i)) {
            keep(i);
        } else if (goes_on(i)) {
            if (run_.size() == 1 && last_seen_ == run_.front().sample) {
                out_.jumps.push_back(last_seen_);
                run_.clear();
            }
            end_run();
            keep(i);
        } else {
            out_.jumps.push_back(i);
        }
    }

    void keep(std::size_t i) {
        const Sample& sample = samples_[i];
        Fix fix;
        fix.place = sample.place;
        fix.seconds = sample.seconds;
        fix.sample = fix.after = i;
        if (!run_.empty()) {
            fix.distance_m = geodesic::distance(run_.back().place, sample.place);
            fix.interval_s = sample.seconds - run_.back().seconds;
            fix.gap = sample.seconds - samples_[last_seen_].seconds > options_.gap_s;
            if (fix.distance_m <= same_place_m(options_) && !fix.gap) {
                out_.standing[i] = run_.back().sample;
                last_seen_ = i;
                return;
            }
        }
        // A standing vehicle's heading is noise, and many devices write 0.
        const bool moves =
            sample.speed_kmh ? *sample.speed_kmh >= 5 : fix.distance_m > same_place_m(options_);
        if (sample.heading && moves) fix.heading = sample.heading;
        run_.push_back(fix);
        last_seen_ = i;
    }

    void end_run() {
        if (!run_.empty()) out_.runs.push_back(std::move(run_));
        run_.clear();
    }

    std::span<const Sample> samples_;
    const Options& options_;
    Prepared out_;
    std::vector<Fix> run_;
    std::size_t last_seen_ = no_sample;  // the last sample that was kept or stands with one
};

// The line's vertices, and places between those that are far apart.
Prepared prepare_drawn(std::span<const Sample> samples, const Options& options) {
    constexpr double most_apart_m = 40;
    Prepared out;
    std::vector<Fix> run;
    out.standing.resize(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        out.standing[i] = i;
        Fix fix;
        fix.place = samples[i].place;
        fix.sample = fix.after = i;
        if (!run.empty()) {
            const Point from = run.back().place;
            const double metres = geodesic::distance(from, fix.place);
            if (metres <= same_place_m(options) && i + 1 < samples.size()) {
                out.standing[i] = run.back().sample;
                continue;
            }
            const auto parts = static_cast<std::size_t>(std::ceil(metres / most_apart_m));
            for (std::size_t k = 1; k < parts; ++k) {
                const double share = static_cast<double>(k) / static_cast<double>(parts);
                Fix between;
                between.place = {from.x + share * (fix.place.x - from.x),
                                 from.y + share * (fix.place.y - from.y)};
                between.distance_m = metres / static_cast<double>(parts);
                between.after = run.back().after;
                run.push_back(between);
            }
            fix.distance_m = metres / static_cast<double>(std::max<std::size_t>(1, parts));
        }
        run.push_back(fix);
    }
    if (!run.empty()) out.runs.push_back(std::move(run));
    return out;
}

}  // namespace

Prepared prepare(std::span<const Sample> samples, const Options& options) {
    return options.drawn ? prepare_drawn(samples, options) : Cleaner(samples, options).prepared();
}

}  // namespace bareland::matching
