#include "routes_rival.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <utility>

#include "geo/geodesic.hpp"
#include "geo/network/build.hpp"
#include "jobs/routes/access.hpp"
#include "osm_writer.hpp"
#include "tests/synthetic/random.hpp"

namespace bareland::bench {
namespace {

namespace fs = std::filesystem;
using namespace network;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

// Both directions of a street, asked about by its middle.
struct Question {
    Places from, to;
    std::optional<Path> way;
    double ms = 0;
};

double metres(const std::vector<Point>& line) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        sum += geodesic::distance(line[i], line[i + 1]);
    return sum;
}

json as_json(const std::vector<Point>& line) {
    json out = json::array();
    for (const Point& p : line)
        out.push_back({p.x, p.y});
    return out;
}
std::vector<Point> line_from(const json& line) {
    std::vector<Point> out;
    for (const json& p : line)
        out.push_back({p[0].get<double>(), p[1].get<double>()});
    return out;
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// Ways of ours by the vertices they go along, rounded as the rival rounds them: what of its way is no way of
// ours.
class Reader {
  public:
    explicit Reader(const Network& network) : network_(network) {
        for (Index link = 0; link < network.links.size(); ++link) {
            const std::vector<Point> line = network.line_of(link);
            for (std::size_t k = 0; k + 1 < line.size(); ++k)
                links_.emplace(std::pair(key(line[k]), key(line[k + 1])), link);
        }
    }

    // Empty: all of it may be driven here. Of a way whose first and last vertices are within links.
    std::string obstacle(const std::vector<Point>& line, const LinkSet& closed) const {
        std::vector<Index> states;  // that the way so far may be in
        Index last = none;
        for (std::size_t k = 1; k + 2 < line.size(); ++k) {
            const auto found = links_.find({key(line[k]), key(line[k + 1])});
            if (found == links_.end()) return at("no link in this direction", line[k]);
            const Index link = found->second;
            if (closed.has(link)) return at("closed to trucks", line[k]);
            if (link == last) continue;
            if (last != none && link == network_.links[last].twin) return at("a U-turn", line[k]);
            const bool first = last == none;
            states = first ? std::vector<Index>{link} : onward(states, link);
            if (states.empty()) return at("a turn that a ban forbids", line[k]);
            last = link;
        }
        return "";
    }

  private:
    using Key = std::pair<std::int64_t, std::int64_t>;
    static Key key(const Point& p) { return {std::llround(p.x * 1e5), std::llround(p.y * 1e5)}; }
    static std::string at(const char* what, const Point& p) {
        return fmt::format("{} at {:.6f},{:.6f}", what, p.x, p.y);
    }
    std::vector<Index> onward(const std::vector<Index>& states, Index link) const {
        std::vector<Index> out;
        for (const Index state : states) {
            for (const Turn& turn : network_.turns_of(state)) {
                if (network_.state_link[turn.to] == link) out.push_back(turn.to);
            }
        }
        return out;
    }

    const Network& network_;
    std::map<std::pair<Key, Key>, Index> links_;
};

class Comparison {
  public:
    Comparison(const RivalCase& given, fs::path folder)
        : given_(given),
          folder_(std::move(folder)),
          network_(build_network(given.roads, unconditional(given.bans)).network),
          access_(network_, {}, Date{2024, 5, 1}),
          rules_(access_.rules(nullptr)) {}

    void ask_both(const fs::path& script) {
        fs::create_directories(folder_);
        write_osm(folder_ / "network.osm.pbf", given_.roads, unconditional(given_.bans));
        draw();
        json queries = json::array();
        for (const Question& q : questions_)
            queries.push_back({{"from", as_json({place(q.from)})[0]},
                               {"to", as_json({place(q.to)})[0]},
                               {"way", as_json(line_of(network_, *q.way))}});
        std::ofstream(folder_ / "queries.json") << json{{"rounds", given_.rounds}, {"queries", queries}};
        fs::remove(folder_ / "answers.json");
        const std::string command = fmt::format("node '{}' '{}' >'{}' 2>&1", script.string(),
                                                folder_.string(), (folder_ / "log.txt").string());
        if (std::system(command.c_str()) != 0)  // NOLINT(concurrency-mt-unsafe)
            throw std::runtime_error("the rival failed, see " + (folder_ / "log.txt").string());
        answers_ = json::parse(std::ifstream(folder_ / "answers.json"));
    }

    void print() const {
        std::vector<double> ours, defaults, exact;
        std::size_t same = 0, near = 0;
        std::vector<std::string> far;
        for (std::size_t i = 0; i < questions_.size(); ++i) {
            const Question& q = questions_[i];
            const json& answer = answers_["answers"][i];
            const double length = static_cast<double>(q.way->length_mm) / 1000;
            if (answer["line"].is_null()) {
                far.push_back(
                    fmt::format("{}: ours {:.1f} m, it says: {}", i, length, text(answer["error"])));
                continue;
            }
            ours.push_back(q.ms);
            defaults.push_back(answer["ms"]);
            exact.push_back(answer["exact_ms"]);
            const std::vector<Point> line = line_from(answer["line"]);
            const double its = metres(line);
            // Half a unit of the sixth decimal at each end of each piece.
            const double rounding = 0.5 + 0.08 * static_cast<double>(line.size());
            if (std::abs(its - length) <= rounding)
                ++same;
            else if (std::abs(its - length) <= 0.01 * length)
                ++near;
            else
                far.push_back(fmt::format("{}: ours {:.1f} m, its {:.1f} m: {}", i, length, its,
                                          reason(q, answer, line, its < length)));
        }
        std::printf(
            "  rival Valhalla %s (truck, shortest), %zu questions, same ends; tiles built in %.1f s\n",
            text(answers_["version"]).c_str(), questions_.size(), answers_["build_s"].get<double>());
        std::printf(
            "    lengths: %zu equal within the rounding of vertices, %zu within 1 %%, %zu differ more\n",
            same, near, far.size());
        for (const std::string& line : far)
            std::printf("      %s\n", line.c_str());
        std::printf(
            "    p50 ours %.3f ms; its %.3f ms with small roads left out of long ways (%.0f times "
            "ours), %.3f ms with all (%.0f times)\n",
            median(ours), median(defaults), median(defaults) / median(ours), median(exact),
            median(exact) / median(ours));
    }

  private:
    static std::vector<TurnBanRecord> unconditional(std::vector<TurnBanRecord> bans) {
        std::erase_if(bans, [](const TurnBanRecord& ban) { return !ban.when.empty(); });
        return bans;
    }
    static std::string text(const json& value) {
        return value.is_string() ? value.get<std::string>() : value.dump();
    }
    Point place(const Places& places) const { return point_at(network_, places.front()); }

    Places draw_place(synthetic::Random& random) const {
        for (;;) {
            const auto link = static_cast<Index>(random.below(network_.links.size()));
            const Link& l = network_.links[link];
            if (rules_.closed->has(link) || rules_.destination->has(link) || l.length_mm < 30'000) continue;
            const Position at{link, l.length_mm / 2};
            return {at, on_twin(network_, at)};
        }
    }

    void draw() {
        synthetic::Random random(given_.seed);
        const Landmarks landmarks = make_landmarks(network_);
        Router router(network_, landmarks);
        while (questions_.size() < given_.queries) {
            Question q{draw_place(random), draw_place(random), {}, 1e300};
            for (int round = 0; round < given_.rounds; ++round) {
                const auto start = Clock::now();
                q.way = router.shortest(q.from, q.to, rules_);
                q.ms =
                    std::min(q.ms, std::chrono::duration<double, std::milli>(Clock::now() - start).count());
            }
            if (q.way) questions_.push_back(std::move(q));
        }
    }

    std::string reason(const Question& q, const json& answer, const std::vector<Point>& line,
                       bool shorter) const {
        constexpr double same_place_m = 1;
        const double from = geodesic::distance(line.front(), place(q.from));
        const double to = geodesic::distance(line.back(), place(q.to));
        if (std::max(from, to) > same_place_m)
            return fmt::format("its ends are {:.0f} m and {:.0f} m off: it snaps to another road", from, to);
        if (shorter) {
            const std::string obstacle = Reader(network_).obstacle(line, *rules_.closed);
            return obstacle.empty() ? "its way may be driven here: OURS IS NOT THE SHORTEST"
                                    : "its way has " + obstacle;
        }
        return answer["way_error"].is_null() ? "it may drive ours, but its search missed it"
                                             : "it may not drive ours: " + text(answer["way_error"]);
    }

    const RivalCase& given_;
    fs::path folder_;
    Network network_;
    routes::Access access_;
    Rules rules_;
    std::vector<Question> questions_;
    json answers_;
};

}  // namespace

void compare_with_rival(const RivalCase& given, const fs::path& rival, const fs::path& scratch) {
    const fs::path script = rival / "route.mjs";
    if (rival.empty() || !fs::exists(script) || !fs::exists(rival / "node_modules")) {
        std::printf("  rival Valhalla: not installed (./dev bench does it where there are node and npm)\n");
        return;
    }
    Comparison comparison(given, scratch / given.name);
    comparison.ask_both(script);
    comparison.print();
}

}  // namespace bareland::bench
