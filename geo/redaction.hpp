// What may not be published, taken out of running text: number plates, telephone numbers, e-mail addresses,
// and of texts about wells the radii and coordinates.
//
// Guarantees: everything else stays byte for byte; what is taken out is replaced by `redaction_mark`; what a
// redacted text says is not changed by redacting it again. Full-width letters and digits count like
// half-width ones. Bytes that are no UTF-8 stay.
//
// Taken out are
//   - plates: a province's character, a letter and five or six letters or digits, with or without the dot
//     (京A·12345, 京 ad12345, 京A1234学), and each of `plates`, however its dots and blanks are written;
//   - telephone numbers: mobile (138 0013 8000, +86-13800138000), landline (010-12345678, (0411) 1234567),
//     and what stands behind 电话, 手机, 联系, tel or phone in five digits or more;
//   - e-mail addresses;
//   - in a text that names a well, a water source or a radius: lengths in metres and kilometres (the number
//     goes, the unit stays), numbers of three decimals or more, and degrees. Areas (m2, ㎡) stay.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace bareland {

inline constexpr std::string_view redaction_mark = "***";

// `plates`: those on record, as plain_plate() writes them; those of less than four characters are not looked
// for.
std::string redacted(std::string_view text, std::span<const std::string> plates);

}  // namespace bareland
