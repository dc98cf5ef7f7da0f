#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include "geo/box_index.hpp"
#include "geo/messages.hpp"
#include "geo/overlay.hpp"
#include "geo/workers.hpp"
#include "jobs/patches/find.hpp"
#include "jobs/patches/outline.hpp"

namespace bareland::patches {
namespace {

constexpr double border_tolerance_m = 0.001;  // as for the ranking (jobs/rank/measure_patches.cpp)
constexpr double metres_per_degree = 111e3;

struct Drawn {
    Class of;
    MultiPolygon shape;
};

std::vector<Drawn> drawn_of(const rank::PatchInput& input) {
    std::vector<Drawn> out;
    for (const auto& [of, shapes] :
         {std::pair(Class::bare, &input.bare), std::pair(Class::netted, &input.netted)}) {
        std::vector<MultiPolygon> sorted = *shapes;
        std::sort(sorted.begin(), sorted.end(), overlay::canonical_less);
        for (MultiPolygon& shape : sorted) {
            if (!shape.empty()) out.push_back({of, std::move(shape)});
        }
    }
    return out;
}

// A region's shape, asked for what it has of others.
struct Region {
    RegionIndex index;
    Box box;
    std::unique_ptr<overlay::Clipper> clipper;
};

std::vector<Region> regions_of(const Regions& regions) {
    std::vector<Region> out;
    for (const Borders::Area& area : regions.borders()) {
        if (!area.shape->empty())
            out.push_back(
                {area.region, box_of(*area.shape), std::make_unique<overlay::Clipper>(*area.shape)});
    }
    return out;
}

void report_conflict(const rank::PatchInput& input, const Outline& outline, Result& result) {
    const double conflict =
        outline.area(overlay::intersection(overlay::dissolve(input.netted), overlay::dissolve(input.bare)));
    if (conflict < 1) return;
    result.findings.push_back(find(messages::patches_conflict, "", fmt::format("{:.2f}", conflict)));
    result.findings.back().area_m2 = conflict;
}

// What each patch is, worked out on all threads.
class Polygons {
  public:
    Polygons(const rank::Inputs& inputs, const Regions& regions)
        : inputs_(inputs),
          regions_(regions),
          clippers_(regions_of(regions)),
          drawn_(drawn_of(*inputs.patches)) {
        for (const Drawn& drawn : drawn_)
            boxes_.push_back(box_of(drawn.shape));
        index_ = std::make_unique<BoxIndex>(boxes_);
    }

    std::size_t size() const { return drawn_.size(); }

    struct Found {
        Listed listed;
        Split split;
        bool empty = true;
    };
    Found find(std::size_t i, const Outline& outline) const {
        Found out;
        Piece piece;
        piece.of = drawn_[i].of;
        piece.shape = own(i);
        if (piece.shape.empty()) return out;
        piece.area.add(outline.area(piece.shape));
        const Box box = box_of(piece.shape);
        for (const Region& region : clippers_) {
            if (!region.box.meets(box)) continue;
            const MultiPolygon inside = region.clipper->intersection(piece.shape);
            if (inside.empty()) continue;
            AreaSum area;
            area.add(outline.area(inside));
            piece.regions.push_back({region.index, area});
        }
        out.empty = false;
        out.split = regions_.split(piece);
        Patch& patch = out.listed.patch;
        patch.of = piece.of;
        describe(out.split, inputs_, patch);
        patch.perimeter_m = outline.perimeter(piece.shape);
        patch.place = outline.place(piece.shape);
        out.listed.corner = outline.on_earth({box.min_x, box.max_y});
        patch.shape = std::move(piece.shape);
        return out;
    }

  private:
    // What no patch before it covers.
    MultiPolygon own(std::size_t i) const {
        std::vector<MultiPolygon> before;
        for (const std::size_t k : index_->query(boxes_[i])) {
            if (k < i) before.push_back(drawn_[k].shape);
        }
        if (before.empty()) return drawn_[i].shape;
        return overlay::difference(drawn_[i].shape, overlay::dissolve(before));
    }

    const rank::Inputs& inputs_;
    const Regions& regions_;
    std::vector<Region> clippers_;
    std::vector<Drawn> drawn_;
    std::vector<Box> boxes_;
    std::unique_ptr<BoxIndex> index_;
};

}  // namespace

std::vector<Listed> find_in_polygons(const rank::Inputs& inputs, const FindOptions& options, Gather& gather,
                                     Result& result) {
    const rank::PatchInput& input = *inputs.patches;
    result.crs = input.crs;
    const Outline outline({}, Transform(input.crs, Crs::cgcs2000()));
    report_conflict(input, outline, result);
    const double tolerance =
        input.crs.is_geographic() ? border_tolerance_m / metres_per_degree : border_tolerance_m;
    const Regions regions(inputs, {input.crs, Affine{}, tolerance}, {});
    const Polygons polygons(inputs, regions);
    std::vector<Polygons::Found> all(polygons.size());
    std::atomic<std::size_t> done{0};
    run_workers(options.threads, all.size(), false, [&](int, const std::function<std::size_t()>& next) {
        const Outline own = outline.clone();
        for (std::size_t i = next(); i < all.size(); i = next()) {
            all[i] = polygons.find(i, own);
            if (options.progress) options.progress(done.fetch_add(1) + 1, all.size());
        }
    });
    std::vector<Listed> listed;
    for (Polygons::Found& found : all) {
        if (found.empty) continue;
        Patch& patch = found.listed.patch;
        if (gather.add(patch.of, found.split)) {
            listed.push_back(std::move(found.listed));
        } else if (options.small_shapes) {
            result.small_pieces.push_back({patch.status, std::move(patch.shape)});
        }
    }
    return listed;
}

}  // namespace bareland::patches
