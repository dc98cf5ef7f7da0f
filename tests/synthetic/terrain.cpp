#include "synthetic/terrain.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "synthetic/random.hpp"

namespace bareland::synthetic {
namespace {

constexpr int node_step = 16;  // cells between nodes of the smooth fields
constexpr int bucket_cells = 512;

// Smooth fields, sampled at nodes and interpolated in between.
enum Field : std::size_t { parcel_u, parcel_v, town, green, river, pond, sky, shade, swath, field_count };

double smooth(std::uint64_t seed, const Point& p, double wavelength, int octaves, double gain = 0.5) {
    return fractal_noise(mix(seed), p.x / wavelength, p.y / wavelength, octaves, gain);
}

// Noise of a few cells' wavelength that frays the contours of the smooth fields: one byte a lattice point 4
// cells apart, interpolated in integers, scaled to [-1, 1].
class Grain {
  public:
    Grain(std::uint64_t seed, int column, int width)
        : seed_(seed), column_(column), nodes_(static_cast<std::size_t>(width / step + 3)) {
        low_.resize(nodes_);
        high_.resize(nodes_);
    }
    void row(int row, std::span<float> out) {
        const int node_row = row / step;
        if (node_row != current_) {
            load(node_row, low_);
            load(node_row + 1, high_);
            current_ = node_row;
        }
        const float down = static_cast<float>(row % step) / step;
        for (std::size_t i = 0; i < out.size(); ++i) {
            const int at = column_ % step + static_cast<int>(i);
            const auto node = static_cast<std::size_t>(at / step);
            const float right = static_cast<float>(at % step) / step;
            const float left_value = low_[node] + (high_[node] - low_[node]) * down;
            const float right_value = low_[node + 1] + (high_[node + 1] - low_[node + 1]) * down;
            out[i] = left_value + (right_value - left_value) * right;
        }
    }

  private:
    static constexpr int step = 4;
    void load(int node_row, std::vector<float>& values) const {
        for (std::size_t i = 0; i < nodes_; ++i) {
            const std::uint64_t bits = hash(seed_, column_ / step + static_cast<int>(i), node_row);
            values[i] = static_cast<float>(2 * unit_interval(bits) - 1);
        }
    }
    std::uint64_t seed_;
    int column_;
    std::size_t nodes_;
    std::vector<float> low_, high_;
    int current_ = -1;
};

// What grows or stands on one parcel; the thresholds of the smooth fields vary from parcel to parcel.
struct Parcel {
    Class crop = wheat;
    float town_limit = 0, green_limit = 0;
    bool road_on_left = false, road_below = false;
};

Parcel parcel_at(std::uint64_t seed, std::int64_t u, std::int64_t v) {
    const std::uint64_t bits = hash(seed, u, v);
    const auto part = [&](int shift) { return static_cast<float>((bits >> shift) & 0xFFFF) / 65536.0F; };
    constexpr std::array<std::pair<float, Class>, 6> crops{{{0.42F, wheat},
                                                            {0.70F, maize},
                                                            {0.80F, vegetables},
                                                            {0.87F, orchard},
                                                            {0.91F, greenhouse},
                                                            {2.0F, grass}}};
    Parcel parcel;
    for (const auto& [limit, crop] : crops) {
        if (part(0) < limit) {
            parcel.crop = crop;
            break;
        }
    }
    parcel.town_limit = 0.16F + 0.22F * (part(16) - 0.5F);
    parcel.green_limit = 0.26F + 0.16F * (part(32) - 0.5F);
    parcel.road_on_left = u % 7 == 0;
    parcel.road_below = v % 9 == 0;
    return parcel;
}

}  // namespace

struct Terrain::Fields {
    int first_column, first_row;  // nodes
    std::size_t columns, rows;
    std::array<std::vector<float>, field_count> values;

    // One row of cells of a field.
    void row(Field field, int column, int row, std::span<float> out) const {
        const auto node_row = static_cast<std::size_t>(row / node_step - first_row);
        const float down = static_cast<float>(row % node_step) / node_step;
        const float* low = values[field].data() + node_row * columns;
        const float* high = low + columns;
        std::size_t done = 0;
        while (done < out.size()) {
            const int at = column + static_cast<int>(done);
            const auto node = static_cast<std::size_t>(at / node_step - first_column);
            const int offset = at % node_step;
            const float left = low[node] + (high[node] - low[node]) * down;
            const float right = low[node + 1] + (high[node + 1] - low[node + 1]) * down;
            const float slope = (right - left) / node_step;
            const auto count = std::min(out.size() - done, static_cast<std::size_t>(node_step - offset));
            for (std::size_t i = 0; i < count; ++i) {
                out[done + i] = left + slope * static_cast<float>(offset + static_cast<int>(i));
            }
            done += count;
        }
    }
};

Patch make_patch(const Point& centre, double area, std::uint64_t seed) {
    Random random(seed);
    Patch patch;
    patch.centre = centre;
    const double elongation = random.uniform(1.0, 2.2);
    // A superellipse of exponent 4 covers 0.927 of its box.
    patch.half_width = std::sqrt(area / (4 * 0.927 * elongation));
    patch.half_length = patch.half_width * elongation;
    // Plots follow the streets, which run about north-south here; some do not.
    patch.angle = random.chance(0.75) ? random.uniform(-0.15, 0.15) : random.uniform(0.0, std::numbers::pi);
    patch.seed = random.next();
    return patch;
}

std::vector<Patch> scatter_patches(const Box& box, double area_share, double median_area,
                                   std::uint64_t seed) {
    Random random(seed);
    double left = area_share * (box.max_x - box.min_x) * (box.max_y - box.min_y);
    std::vector<Patch> patches;
    while (left > 0) {
        const double area = std::min(random.log_normal(median_area, 1.1), 60 * median_area);
        const Point centre{random.uniform(box.min_x, box.max_x), random.uniform(box.min_y, box.max_y)};
        Patch patch = make_patch(centre, area, random.next());
        const double kind = random.uniform();
        patch.net = kind < 0.55 ? -2 : kind < 0.75 ? 2 : random.uniform(-0.8, 0.8);
        patches.push_back(patch);
        left -= area;
    }
    return patches;
}

Ground ground_at(const Patch& patch, const Point& point) {
    const double dx = point.x - patch.centre.x, dy = point.y - patch.centre.y;
    const double cosine = std::cos(patch.angle), sine = std::sin(patch.angle);
    const double u = (dx * cosine + dy * sine) / patch.half_length;
    const double v = (dy * cosine - dx * sine) / patch.half_width;
    const double shape = u * u * u * u + v * v * v * v;
    if (shape > 3.8) return Ground::elsewhere;
    const double fray = fractal_noise(patch.seed, point.x / 110, point.y / 110, 5, 0.65);
    if (std::sqrt(std::sqrt(shape)) * (1 + 0.5 * fray) > 1) return Ground::elsewhere;
    return u + 0.25 * fray < patch.net ? Ground::netted : Ground::bare;
}

Terrain::Terrain(TerrainSpec spec) : spec_(std::move(spec)) {
    bucket_columns_ = spec_.columns / bucket_cells + 1;
    bucket_rows_ = spec_.rows / bucket_cells + 1;
    buckets_.resize(static_cast<std::size_t>(bucket_columns_) * static_cast<std::size_t>(bucket_rows_));
    for (std::size_t p = 0; p < spec_.patches.size(); ++p) {
        const Patch& patch = spec_.patches[p];
        const double reach = 1.3 * std::hypot(patch.half_length, patch.half_width);
        const auto bucket = [&](double metres, int count) {
            return std::clamp(static_cast<int>(std::floor(metres / spec_.cell / bucket_cells)), 0, count - 1);
        };
        const int left = bucket(patch.centre.x - reach - spec_.left, bucket_columns_);
        const int right = bucket(patch.centre.x + reach - spec_.left, bucket_columns_);
        const int top = bucket(spec_.top - patch.centre.y - reach, bucket_rows_);
        const int bottom = bucket(spec_.top - patch.centre.y + reach, bucket_rows_);
        for (int row = top; row <= bottom; ++row) {
            for (int column = left; column <= right; ++column) {
                buckets_[static_cast<std::size_t>(row * bucket_columns_ + column)].push_back(
                    static_cast<std::uint32_t>(p));
            }
        }
    }
}

void Terrain::sample(Fields& fields, int node_column, int node_row, std::size_t node) const {
    const Point p = centre_of(node_column * node_step, node_row * node_step);
    const auto set = [&](Field field, double value) {
        fields.values[field][node] = static_cast<float>(value);
    };
    if (spec_.land_cover) {
        // Parcels of 130 x 210 m on a grid that bends slowly and lies 7 degrees off north.
        const double bend_u = 500 * smooth(spec_.seed + 1, p, 6000, 2),
                     bend_v = 500 * smooth(spec_.seed + 2, p, 6000, 2);
        const double x = p.x - spec_.left + bend_u, y = spec_.top - p.y + bend_v;
        set(parcel_u, (x * 0.9925 - y * 0.1219) / 130 + 10000);
        set(parcel_v, (x * 0.1219 + y * 0.9925) / 210 + 10000);
        set(town, smooth(spec_.seed + 3, p, 9000, 5));
        set(green, smooth(spec_.seed + 4, p, 5000, 5));
        set(river, smooth(spec_.seed + 5, p, 16000, 4));
        set(pond, smooth(spec_.seed + 6, p, 1500, 3));
    }
    const auto cloudiness = [&](const Point& at) {
        double most = -2;
        for (const Blob& blob : spec_.clouds) {
            most = std::max(most, 1 - std::hypot(at.x - blob.centre.x, at.y - blob.centre.y) / blob.radius);
        }
        return most <= -1.2 ? most : most + 1.2 * smooth(spec_.seed + 7, at, 3500, 5, 0.6);
    };
    if (!spec_.clouds.empty()) {
        set(sky, cloudiness(p));
        set(shade, cloudiness({p.x - spec_.shadow_shift.x, p.y - spec_.shadow_shift.y}));
    }
    if (spec_.coverage) set(swath, spec_.coverage(p));
}

void Terrain::fill(int column, int row, int width, int height, std::span<std::uint8_t> cells) const {
    Fields fields;
    fields.first_column = column / node_step;
    fields.first_row = row / node_step;
    fields.columns = static_cast<std::size_t>((column + width - 1) / node_step - fields.first_column + 2);
    fields.rows = static_cast<std::size_t>((row + height - 1) / node_step - fields.first_row + 2);
    for (std::vector<float>& values : fields.values)
        values.assign(fields.columns * fields.rows, 0.0F);
    for (std::size_t j = 0; j < fields.rows; ++j) {
        for (std::size_t i = 0; i < fields.columns; ++i) {
            sample(fields, fields.first_column + static_cast<int>(i), fields.first_row + static_cast<int>(j),
                   j * fields.columns + i);
        }
    }
    std::fill(cells.begin(), cells.end(), std::uint8_t{other});
    if (spec_.land_cover) paint_land(fields, column, row, width, height, cells);
    paint_patches(column, row, width, height, cells);
    if (!spec_.clouds.empty() || spec_.coverage) paint_sky(fields, column, row, width, height, cells);
}

void Terrain::paint_land(const Fields& fields, int column, int row, int width, int height,
                         std::span<std::uint8_t> cells) const {
    const auto count = static_cast<std::size_t>(width);
    std::array<std::vector<float>, pond + 1> line;
    for (std::vector<float>& values : line)
        values.resize(count);
    std::vector<float> grain(count);
    Grain grains(spec_.seed + 8, column, width);
    // Roads and river banks in cells, so that they are neither lost at 10 m nor fat at 2 m.
    const float road_u = static_cast<float>(std::max(8.0, spec_.cell) / 130);
    const float road_v = static_cast<float>(std::max(8.0, spec_.cell) / 210);
    const auto speckle_limit = static_cast<std::uint64_t>(spec_.speckle * 65536.0);
    constexpr std::array<Class, 8> confused{grass, shrub, road, bare, maize, built, wheat, vegetables};
    for (int j = 0; j < height; ++j) {
        for (std::size_t f = 0; f < line.size(); ++f)
            fields.row(static_cast<Field>(f), column, row + j, line[f]);
        grains.row(row + j, grain);
        std::int64_t last_u = -1, last_v = -1;
        Parcel parcel;
        std::uint64_t bits = 0;
        std::uint8_t* out = cells.data() + static_cast<std::size_t>(j) * count;
        for (std::size_t i = 0; i < count; ++i) {
            const auto u = static_cast<std::int64_t>(line[parcel_u][i]);
            const auto v = static_cast<std::int64_t>(line[parcel_v][i]);
            if (u != last_u || v != last_v) {
                parcel = parcel_at(spec_.seed + 9, u, v);
                last_u = u;
                last_v = v;
            }
            const float g = grain[i];
            Class value = parcel.crop;
            const float built_up = line[town][i] + 0.015F * g - parcel.town_limit;
            // A river runs where its field is zero: interpolating the signed field keeps it in one piece.
            if (std::abs(line[river][i]) + 0.0015F * g < 0.009F || line[pond][i] + 0.01F * g > 0.62F) {
                value = water;
            } else if ((parcel.road_on_left && line[parcel_u][i] - static_cast<float>(u) < road_u) ||
                       (parcel.road_below && line[parcel_v][i] - static_cast<float>(v) < road_v)) {
                value = road;
            } else if (built_up > 0) {
                value = g > 0.42F ? (parcel.crop == wheat ? grass : forest) : g < -0.46F ? road : built;
            } else if (line[green][i] + 0.02F * g > parcel.green_limit) {
                value = g > 0.75F ? shrub : forest;
            } else if (g > 0.84F) {
                value = parcel.crop == wheat ? grass : shrub;  // weeds, trees on the balk
            }
            // One hash serves four cells; each takes 16 bits of it.
            const auto cell = static_cast<std::int64_t>(column) + static_cast<std::int64_t>(i);
            if (i == 0 || cell % 4 == 0) bits = hash(spec_.seed + 10, cell / 4, row + j);
            const std::uint64_t draw = (bits >> (16 * (cell % 4))) & 0xFFFF;
            if (draw < speckle_limit) value = confused[draw % confused.size()];
            out[i] = value;
        }
    }
}

void Terrain::paint_patches(int column, int row, int width, int height, std::span<std::uint8_t> cells) const {
    std::vector<std::uint32_t> near;
    for (int r = row / bucket_cells; r <= (row + height - 1) / bucket_cells; ++r) {
        for (int c = column / bucket_cells; c <= (column + width - 1) / bucket_cells; ++c) {
            const auto& bucket = buckets_[static_cast<std::size_t>(r * bucket_columns_ + c)];
            near.insert(near.end(), bucket.begin(), bucket.end());
        }
    }
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    for (const std::uint32_t index : near) {
        const Patch& patch = spec_.patches[index];
        const double reach = 1.3 * std::hypot(patch.half_length, patch.half_width);
        const double x = (patch.centre.x - spec_.left) / spec_.cell,
                     y = (spec_.top - patch.centre.y) / spec_.cell;
        const int left = std::max(column, static_cast<int>(x - reach / spec_.cell) - 1);
        const int right = std::min(column + width, static_cast<int>(x + reach / spec_.cell) + 2);
        const int top = std::max(row, static_cast<int>(y - reach / spec_.cell) - 1);
        const int bottom = std::min(row + height, static_cast<int>(y + reach / spec_.cell) + 2);
        for (int j = top; j < bottom; ++j) {
            std::uint8_t* out = cells.data() + static_cast<std::ptrdiff_t>(j - row) * width;
            for (int i = left; i < right; ++i) {
                const Ground ground = ground_at(patch, centre_of(i, j));
                if (ground != Ground::elsewhere) out[i - column] = ground == Ground::netted ? netted : bare;
            }
        }
    }
}

void Terrain::paint_sky(const Fields& fields, int column, int row, int width, int height,
                        std::span<std::uint8_t> cells) const {
    const auto count = static_cast<std::size_t>(width);
    std::vector<float> clouds(count), shades(count), covered(count), grain(count);
    Grain grains(spec_.seed + 11, column, width);
    for (int j = 0; j < height; ++j) {
        fields.row(sky, column, row + j, clouds);
        fields.row(shade, column, row + j, shades);
        fields.row(swath, column, row + j, covered);
        grains.row(row + j, grain);
        std::uint8_t* out = cells.data() + static_cast<std::size_t>(j) * count;
        for (std::size_t i = 0; i < count; ++i) {
            if (!spec_.clouds.empty()) {
                if (shades[i] + 0.02F * grain[i] > 0) out[i] = shadow;
                if (clouds[i] + 0.02F * grain[i] > 0) out[i] = cloud;
            }
            if (spec_.coverage && covered[i] < 0) out[i] = nodata;
        }
    }
}

}  // namespace bareland::synthetic
