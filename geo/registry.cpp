#include "geo/registry.hpp"

namespace bareland {

bool Validity::holds(const Date& day) const {
    return (!from || *from <= day) && (!to || day <= *to);
}

bool Validity::overlaps(const Validity& other) const {
    return (!from || !other.to || *from <= *other.to) && (!other.from || !to || *other.from <= *to);
}

std::string Validity::text() const {
    return (from ? from->text() : "..") + "/" + (to ? to->text() : "..");
}

}  // namespace bareland
