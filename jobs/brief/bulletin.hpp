// The text of the bulletin (裸地管控情况通报) as a Word document, laid out after GB/T 9704-2012.
#pragma once

#include <filesystem>

#include "jobs/brief/model.hpp"
#include "layers/docx.hpp"
#include "layers/template.hpp"

namespace bareland::brief {

// Every word, face and size is the template's ([texts.bulletin], [numbers]); every figure the briefing's,
// rounded: m2 without decimals, units' areas in km2 and shares with two. What the briefing does not know of
// has no section: no changes without an earlier month, no checks without sites or routes, no duties where
// there are none. Units that share a rank with the last one named are named as well.
docx::Document bulletin(const Briefing& briefing, const PageTemplate& page);

// Throws as docx::write.
void write_bulletin(const std::filesystem::path& file, const Briefing& briefing, const PageTemplate& page);

}  // namespace bareland::brief
