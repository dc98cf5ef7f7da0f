// The table of everything bareland can complain about. Codes are stable: they are what scripts, the HTTP service and
// the manual refer to; a code is never reused. BL-1xxx the job failed (exit 1), BL-2xxx wrong usage (exit 2),
// BL-3xxx unusable input (exit 3), BL-4xxx findings (the job goes on). docs/formats.md lists them for users.
//
// Each sentence says which file, layer, feature and value, what was expected, and what to do.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-10xx the job failed: outputs, machine ------------------------------------------------- (layers/output)
inline constexpr Message internal{"BL-1000", Exit::failed, "程序内部错误：{0}。请把此信息和所用命令报告给维护者。",
                                  "internal error: {0}; please report it with the command used"};

// ---- BL-20xx wrong usage ---------------------------------------------------------------------- (jobs/*/options)
inline constexpr Message usage{"BL-2000", Exit::usage, "{0}", "{0}"};

// ---- BL-30xx unusable input: files as such --------------------------------------------------- (layers/raster)

// ---- BL-31xx unusable input: vector layers ---------------------------------------------------- (layers/vector)

// ---- BL-32xx unusable input: profiles, previous months, city tables ----------------------------- (layers/profile)

// ---- BL-40xx findings: geometry of units, masks, zones ----------------------------------------- (geo/overlay)

// ---- BL-41xx findings: rasters ------------------------------------------------------------------ (layers/raster)

// ---- BL-42xx findings: names, months, rules ------------------------------------------------------ (jobs/rank)

}  // namespace bareland::messages
