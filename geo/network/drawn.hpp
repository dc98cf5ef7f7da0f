// A drawn line whose vertices are those of the network, to the way it draws: for routes that were planned on
// the network, or exported from it.
//
// Guarantee: a result is exact and the only reading (`alike` links count as one): every vertex of the line is
// within the tolerance of the way, in order, and every vertex of the links travelled is on the line (but for
// what lies before the line's first and after its last vertex). All its turns are allowed ones (those under a
// condition, too). Whatever is not so gives nothing: such a line is the matcher's business (geo/matching,
// Options::drawn).
#pragma once

#include <functional>
#include <optional>
#include <span>

#include "geo/network/network.hpp"
#include "geo/network/snap.hpp"

namespace bareland::network {

// Half a metre of the sixth decimal is 6 cm; the diagonal of it, and a millimetre for what was rounded
// before.
inline constexpr double drawn_tolerance_m = 0.1;

// `alike`: whether two links that lie on each other, junction to junction and vertex for vertex, also mean
// the same to the caller; then the one of the smaller index is taken. Some networks hold a road twice. Empty:
// no two are.
std::optional<Path> drawn_path(const Network& network, const SnapIndex& index, std::span<const Point> line,
                               double tolerance_m = drawn_tolerance_m,
                               const std::function<bool(Index, Index)>& alike = {});

}  // namespace bareland::network
