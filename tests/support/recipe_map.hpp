// Little maps for zone recipes, drawn as text (after Valhalla's tests; for road networks: ascii_map.hpp):
// letters and digits are places, everything else is decoration. A row is `cell_m` metres high, a column half
// as wide, as characters are; the upper left corner lies in Tongzhou (116.70 E, 39.90 N).
#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "geo/ground.hpp"
#include "geo/registry.hpp"

namespace bareland::testing {

class AsciiMap {
  public:
    explicit AsciiMap(const std::string& drawing, double cell_m = 100) {
        const ground::Local local({116.70, 39.90});
        std::istringstream stream(drawing);
        int row = 0;
        for (std::string line; std::getline(stream, line); ++row) {
            for (std::size_t col = 0; col < line.size(); ++col) {
                const char c = line[col];
                if (std::isalnum(static_cast<unsigned char>(c)) == 0) continue;
                const Point p = local.degrees(
                    {static_cast<double>(col) * cell_m / 2, -static_cast<double>(row) * cell_m});
                if (!places_.emplace(c, p).second) throw std::logic_error(std::string("two places ") + c);
            }
        }
    }

    const Point& at(char c) const { return places_.at(c); }
    std::vector<Point> line(const std::string& letters) const {
        std::vector<Point> out;
        for (const char c : letters)
            out.push_back(at(c));
        return out;
    }
    Ring ring(const std::string& letters) const {
        Ring out = line(letters);
        out.push_back(out.front());
        return out;
    }

    // {name, places}: one record each, with the id "1", "2" ...
    std::vector<RoadRecord> roads(const std::vector<std::pair<std::string, std::string>>& ways) const {
        std::vector<RoadRecord> out;
        for (const auto& [name, letters] : ways) {
            RoadRecord road;
            road.id = std::to_string(out.size() + 1);
            road.name = name;
            road.line = line(letters);
            out.push_back(std::move(road));
        }
        return out;
    }

    UnitRecord unit(const std::string& id, const std::string& name, const std::string& letters) const {
        UnitRecord out;
        out.id = id;
        out.name = name;
        out.shape = {{ring(letters), {}}};
        return out;
    }

    WellRecord well(const std::string& id, const std::string& name, char place, double radius_m = 0) const {
        WellRecord out;
        out.id = id;
        out.name = name;
        out.radius_m = radius_m;
        out.place = at(place);
        return out;
    }

  private:
    std::map<char, Point> places_;
};

// The same roads in another order, some of them drawn the other way round.
inline std::vector<RoadRecord> shuffled(std::vector<RoadRecord> roads, unsigned seed) {
    std::mt19937 random(seed);
    std::shuffle(roads.begin(), roads.end(), random);
    for (RoadRecord& road : roads) {
        if (random() % 2 == 0) std::reverse(road.line.begin(), road.line.end());
    }
    return roads;
}

}  // namespace bareland::testing
