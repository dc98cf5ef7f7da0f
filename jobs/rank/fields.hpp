// Which columns of a layer mean what, when the user does not say.
#pragma once

#include <string>
#include <vector>

namespace bareland::rank {

struct UnitFields {
    std::string id;
    std::string name;
};
// `id` and `name` as given (empty: looked for among the usual names: id, 代码, XZQDM ...; name, 名称, town,
// XZQMC ...). Where only one of the two is there it serves as both. Throws Error(messages::no_unit_field)
// listing the fields.
UnitFields unit_fields(const std::vector<std::string>& fields, const std::string& id, const std::string& name,
                       const std::string& file);

struct ZoneFields {
    std::string id;
    std::string from;  // empty: the layer has no such column
    std::string to;
};
// id 编号, valid_from 生效日期, valid_to 失效日期. Throws Error(messages::no_zone_field).
ZoneFields zone_fields(const std::vector<std::string>& fields, const std::string& file);

}  // namespace bareland::rank
