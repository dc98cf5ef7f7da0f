#include "jobs/routes/tracks_read.hpp"

#include <algorithm>
#include <optional>

#include "geo/matching/trips.hpp"
#include "geo/messages_tracks.hpp"

namespace bareland::routes {
namespace {

// 3 GB of samples.
constexpr std::size_t most_points = 50'000'000;

matching::Sample sample_of(const TrackPoint& point) {
    matching::Sample sample;
    sample.place = point.place;
    sample.seconds = point.seconds;
    if (point.speed_kmh >= 0) sample.speed_kmh = point.speed_kmh;
    if (point.heading >= 0) sample.heading = point.heading;
    return sample;
}

class Collector {
  public:
    Collector(const TrackSource& source, const matching::Screen& screen, std::size_t most_in_memory)
        : reader_(source), file_(source.file.source.file), screening_(screen), most_(most_in_memory) {}

    Tracks collect() {
        first_pass();
        Tracks out;
        if (!all_kept_) {
            out.not_listed = reader_.plates().size() - screening_.count();
            check_size();
            second_pass();
        }
        for (std::size_t i = 0; i < tracks_.size(); ++i) {
            if (tracks_[i].empty()) continue;
            out.duplicates += matching::sort_and_deduplicate(tracks_[i]);
            out.vehicles.push_back({reader_.plates()[i], std::move(tracks_[i])});
        }
        std::sort(out.vehicles.begin(), out.vehicles.end(),
                  [](const VehicleTrack& a, const VehicleTrack& b) { return a.plate < b.plate; });
        out.findings = reader_.findings();
        out.files = reader_.files();
        out.extra_uncertainty_m = reader_.extra_uncertainty_m();
        return out;
    }

  private:
    std::vector<matching::Sample>& track(std::uint32_t vehicle) {
        if (vehicle >= tracks_.size()) tracks_.resize(std::size_t{vehicle} + 1);
        return tracks_[vehicle];
    }

    void first_pass() {
        std::vector<TrackPoint> block;
        std::vector<matching::FleetPoint> packed;
        std::size_t seen = 0;
        while (reader_.read(block)) {
            seen += block.size();
            if (all_kept_ && seen > most_) {
                all_kept_ = false;
                tracks_.clear();
            }
            packed.clear();
            for (const TrackPoint& point : block) {
                packed.push_back(matching::FleetPoint::packed(point.place, point.seconds, point.vehicle));
                if (all_kept_) track(point.vehicle).push_back(sample_of(point));
            }
            screening_.add(packed);
            counts_.resize(reader_.plates().size());
            for (const TrackPoint& point : block)
                ++counts_[point.vehicle];
        }
    }

    void check_size() const {
        std::size_t points = 0;
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            if (screening_.concerned(static_cast<std::uint32_t>(i))) points += counts_[i];
        }
        if (points > most_points)
            throw Error(messages::tracks_too_many, file_, screening_.count(), points, most_points);
    }

    void second_pass() {
        reader_.rewind();
        std::vector<TrackPoint> block;
        while (reader_.read(block)) {
            for (const TrackPoint& point : block) {
                if (screening_.concerned(point.vehicle)) track(point.vehicle).push_back(sample_of(point));
            }
        }
    }

    TrackReader reader_;
    std::string file_;
    matching::FleetScreening screening_;
    std::size_t most_;
    bool all_kept_ = true;
    std::vector<std::size_t> counts_;  // points, by vehicle
    std::vector<std::vector<matching::Sample>> tracks_;
};

}  // namespace

Tracks read_tracks(const TrackSource& source, const matching::Screen& screen, std::size_t most_in_memory) {
    return Collector(source, screen, most_in_memory).collect();
}

}  // namespace bareland::routes
