#include "jobs/routes/tracks.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>

#include "geo/geodesic.hpp"
#include "geo/matching/screen.hpp"
#include "geo/matching/trips.hpp"
#include "geo/messages_tracks.hpp"
#include "geo/network/zone_links.hpp"
#include "jobs/routes/judge.hpp"
#include "jobs/routes/outputs.hpp"
#include "jobs/routes/summary.hpp"
#include "jobs/routes/tracks_days.hpp"
#include "jobs/routes/tracks_read.hpp"
#include "jobs/routes/tracks_way.hpp"
#include "layers/clock.hpp"
#include "layers/progress.hpp"
#include "layers/track_time.hpp"

namespace bareland::routes {
namespace {

using matching::Sample;

std::vector<matching::SiteFinder::Gate> gates_of(const Context& context) {
    std::vector<matching::SiteFinder::Gate> out;
    for (const GateRecord& gate : context.gates) {
        for (std::size_t i = 0; i < context.sites.size(); ++i) {
            if (context.sites[i].id == gate.site_id) out.push_back({gate.place, i});
        }
    }
    return out;
}

matching::ScreenOptions screen_options(const RouteRules::Trips& trips) {
    matching::ScreenOptions out;
    out.max_speed_kmh = trips.max_speed_kmh;
    out.slack_m = trips.radius_m + 4 * trips.sigma_m;
    return out;
}

double length_of(std::span<const Sample> samples) {
    double metres = 0;
    for (std::size_t i = 1; i < samples.size(); ++i)
        metres += geodesic::distance(samples[i - 1].place, samples[i].place);
    return metres;
}

// Whether the vehicle drove, and did not just set off or come to a halt, between a sample and the next.
bool drives(std::span<const Sample> samples, std::size_t i) {
    constexpr double slow_kmh = 10;
    const Sample& a = samples[i];
    const Sample& b = samples[i + 1];
    if (a.speed_kmh && b.speed_kmh) return std::min(*a.speed_kmh, *b.speed_kmh) > slow_kmh;
    const double seconds = b.seconds - a.seconds;
    return seconds > 0 && geodesic::distance(a.place, b.place) / seconds * 3.6 > slow_kmh;
}

class TripJudge {
  public:
    TripJudge(Context& context, int utc_offset_s, double extra_uncertainty_m)
        : context_(context),
          utc_offset_s_(utc_offset_s),
          extra_m_(extra_uncertainty_m),
          screen_(context.zones, screen_options(context.rules().trips)),
          sites_(context.sites, gates_of(context)) {}

    void judge_vehicle(const VehicleTrack& track, Result& result) {
        const RouteRules::Trips& rules = context_.rules().trips;
        const matching::TripRules cut{rules.stop_s, rules.stop_radius_m, rules.longest_gap_s,
                                      rules.shortest_m};
        std::map<Date, std::size_t> number;
        for (const matching::Trip& span : matching::cut_trips(track.samples, cut)) {
            const auto samples = std::span(track.samples).subspan(span.first, span.last - span.first + 1);
            const Date day = local_day(samples.front().seconds, utc_offset_s_);
            const std::string id = fmt::format("{}-{}-{}", track.plate, day.text(), ++number[day]);
            result.routes.push_back(judge_trip(track.plate, id, day, span, samples));
        }
    }

  private:
    Route judge_trip(const std::string& plate, const std::string& id, const Date& day,
                     const matching::Trip& span, std::span<const Sample> samples) {
        Trip trip;
        trip.day = day;
        Route& route = trip.route;
        route.id = id;
        route.plate = plate;
        route.date = day;
        route.start_time = time_text(samples.front().seconds);
        route.end_time = time_text(samples.back().seconds);
        fill_vehicle(context_, day, {}, {}, {}, route);
        const SiteRecord* site = site_at(span.from);
        if (site != nullptr) {
            route.site = site->id;
            trip.gate_unknown = context_.gates_of(*site).empty();
        }
        trip.origin_unknown =
            span.begins != matching::Trip::End::stop && site == nullptr && drives(samples, 0);
        trip.destination_unknown = span.ends != matching::Trip::End::stop && site_at(span.to) == nullptr &&
                                   drives(samples, samples.size() - 2);
        route.units = units_of(context_, span.from, site, day);
        if (!screen_.concerns(samples)) {
            trip.kept_out_m = length_of(samples);
            route.confidence = 1;
            route.inside_s = 0;
            return judged(context_, std::move(trip));
        }
        lay(samples, day, trip);
        return judged(context_, std::move(trip));
    }

    void lay(std::span<const Sample> samples, const Date& day, Trip& trip) {
        Ground& ground = context_.ground(day);
        const ClosedArea& area = context_.closed(day);
        const Access& access = context_.access(day, context_.rules().truck_of(trip.route.vehicle_class));
        auto& layer = layers_[{&ground, &area}];
        if (!layer) layer = std::make_unique<TrackLayer>(ground, area, context_.rules(), extra_m_);
        Laid laid = layer->lay(samples, access);
        tell(trip.route.id, laid, samples.size());
        trip.route.text = laid.reason;
        if (laid.ways.empty()) return;
        trip.route.confidence = laid.confidence;
        trip.route.snap_m = laid.snap_m;
        trip.route.inside_s = seconds_inside(ground, area, laid.ways.front());
        for (TimedPath& way : laid.ways) {
            auto timing = std::make_shared<Timing>(std::move(way.timing));
            const int offset = utc_offset_s_;
            trip.ways.push_back({std::move(way.path), [timing, offset](std::uint64_t at_mm) {
                                     return iso_time(timing->seconds_at(at_mm), offset);
                                 }});
        }
    }

    double seconds_inside(const Ground& ground, const ClosedArea& area, const TimedPath& way) const {
        double sum = 0;
        for (const network::Visit& visit : network::visits(ground.network, area.links, way.path)) {
            if (visit.inside_mm == 0 || (visit.over_or_under && context_.rules().free_over_under)) continue;
            sum += way.timing.seconds_at(visit.to_mm) - way.timing.seconds_at(visit.from_mm);
        }
        return sum;
    }

    void tell(const std::string& id, const Laid& laid, std::size_t points) {
        if (laid.jumps > 0) context_.tell_once(find(messages::tracks_jumps, id, id, laid.jumps));
        if (laid.gaps > 0) context_.tell_once(find(messages::tracks_gaps, id, id, laid.gaps));
        // A few are where trucks stand off the road.
        const double share = context_.rules().trips.most_off_road;
        if (static_cast<double>(laid.off_road) > share * static_cast<double>(points)) {
            context_.tell_once(
                find(messages::tracks_off_road, id, id, fmt::format("{}/{}", laid.off_road, points)));
        }
    }

    const SiteRecord* site_at(const Point& place) const {
        const auto found = sites_.at(place, context_.rules().trips.origin_m);
        return found ? &context_.sites[*found] : nullptr;
    }

    std::string time_text(double seconds) const { return iso_time(seconds, utc_offset_s_); }

    Context& context_;
    int utc_offset_s_;
    double extra_m_;  // that the points' coordinates add to their error
    matching::Screen screen_;
    matching::SiteFinder sites_;
    std::map<std::pair<const Ground*, const ClosedArea*>, std::unique_ptr<TrackLayer>> layers_;
};

std::vector<report::Parameter> parameters_of(const TracksOptions& options, const Context& context,
                                             const Result& result) {
    auto out = common_parameters(options.sources, result.as_of, context);
    out.push_back(parameter_of("tracks", options.tracks.file));
    out.push_back({"utc_offset", "\"" + utc_offset_text(options.tracks.utc_offset_s) + "\""});
    return out;
}

}  // namespace

Result judge_tracks(Context& context, const Tracks& tracks, int utc_offset_s, const ProgressOf& progress) {
    TripJudge judge(context, utc_offset_s, tracks.extra_uncertainty_m);
    Result result;
    result.command = "tracks";
    std::size_t done = 0;
    for (const VehicleTrack& track : tracks.vehicles) {
        judge.judge_vehicle(track, result);
        if (progress) progress(++done, tracks.vehicles.size());
    }
    for (const Route& route : result.routes)
        result.as_of = std::max(result.as_of, *route.date);
    result.days = days_of(result.routes);
    return result;
}

Result run_tracks(const TracksOptions& options, const ProgressOf& progress) {
    Sources sources = options.sources;
    sources.as_driven = true;
    Context context(sources);
    require_zones(context, sources);
    const std::string& file = options.tracks.file.source.file;
    const matching::Screen screen(context.zones, screen_options(context.rules().trips));
    const Tracks tracks = read_tracks(options.tracks, screen);
    for (const std::string& path : tracks.files)
        context.files.push_back({"tracks", path});
    std::copy(tracks.findings.begin(), tracks.findings.end(), std::back_inserter(context.findings));
    if (tracks.duplicates > 0)
        context.tell_once(find(messages::tracks_duplicates, file, file, tracks.duplicates));
    if (tracks.not_listed > 0) {
        context.tell_once(find(messages::tracks_screened, file, tracks.not_listed,
                               tracks.not_listed + tracks.vehicles.size()));
    }
    Result result = judge_tracks(context, tracks, options.tracks.utc_offset_s, progress);
    if (result.routes.empty()) {
        context.tell_once(find(messages::tracks_no_trip, file, file));
        result.as_of = today();
    }
    complete(result, context, sources);
    result.parameters = parameters_of(options, context, result);
    return result;
}

int execute_tracks(const TracksOptions& options) {
    OutputDir directory(options.output.out);
    const Result result = [&] {
        std::unique_ptr<Progress> bar;  // made when the number of vehicles is known
        std::size_t seen = 0;
        return run_tracks(options, [&](std::size_t done, std::size_t of) {
            if (!bar) {
                bar = std::make_unique<Progress>(of, Text{"匹配轨迹", "matching tracks"},
                                                 !options.output.quiet, options.output.lang);
            }
            bar->advance(done - seen);
            seen = done;
        });
    }();
    return finish(result, options.output, directory);
}

}  // namespace bareland::routes
