// The columns of each layer (layers/registry_columns.hpp).
#include "layers/registry_columns.hpp"

namespace bareland::registry {
namespace {

Column valid_from() {
    return {"valid_from",
            {"生效日期", "valid_from"},
            {"validfrom", "生效日期", "施行日期", "起始日期", "开始日期", "生效时间"},
            false,
            Column::Unit::none};
}

Column valid_to() {
    return {"valid_to",
            {"失效日期", "valid_to"},
            {"validto", "失效日期", "废止日期", "截止日期", "结束日期", "失效时间"},
            false,
            Column::Unit::none};
}

Column uncertainty(std::vector<std::string> headers) {
    return {"uncertainty_m", {"定位误差", "uncertainty_m"}, std::move(headers), false, Column::Unit::length};
}

Column plain(std::string key, std::string zh, std::vector<std::string> headers, bool required = false) {
    Text name{std::move(zh), key};
    return {std::move(key), std::move(name), std::move(headers), required, Column::Unit::none};
}

}  // namespace

// XZQDM and XZQMC are the code and name of an administrative area in the national land survey's database
// standard (TD/T 1016).
const Role& units_role() {
    static const Role role{
        {"街乡镇", "units"},
        Shapes::polygons,
        false,
        {plain("id", "代码",
               {"id", "unitid", "代码", "编码", "编号", "code", "adcode", "townid", "towncode",
                "行政区划代码", "区划代码", "统计用区划代码", "xzqdm"},
               true),
         plain("name", "名称",
               {"name", "unitname", "名称", "town", "townname", "街道乡镇", "乡镇街道", "街乡镇", "乡镇",
                "乡镇名称", "街道名称", "街乡镇名称", "镇街", "行政区名称", "单位名称", "xzqmc"},
               true),
         valid_from(), valid_to()}};
    return role;
}

const Role& zones_role() {
    static const Role role{
        {"分区", "zones"},
        Shapes::polygons,
        false,
        {plain("id", "编号", {"id", "zoneid", "编号", "代码", "编码", "分区编号", "code"}, true),
         plain("name", "名称",
               {"name", "zonename", "名称", "分区名称", "区域名称", "保护区名称", "水源地名称"}, true),
         plain("kind", "类型", {"kind", "类型", "分区类型", "区域类型", "类别", "type"}, true),
         plain("level", "级别", {"level", "级别", "等级"}),
         valid_from(),
         valid_to(),
         plain("clause", "依据", {"clause", "依据", "条款", "依据条款"}),
         plain("document", "文件", {"document", "文件", "文号", "依据文件", "批复文号", "批复文件"}),
         plain("duties", "管控要求", {"duties", "管控要求", "管理要求", "要求"}),
         plain("owners", "责任单位", {"owners", "owner", "责任单位", "主管部门", "管理单位"}),
         {"stated_area_m2",
          {"公布面积", "stated_area_m2"},
          {"statedaream2", "statedarea", "公布面积", "批复面积", "划定面积", "文件面积"},
          false,
          Column::Unit::area},
         uncertainty({"uncertaintym", "uncertainty", "边界误差", "定位误差"})}};
    return role;
}

const Role& wells_role() {
    static const Role role{
        {"水源井", "wells"},
        Shapes::points,
        true,
        {plain("id", "编号",
               {"id", "wellid", "编号", "井号", "井编号", "水井编号", "水源井编号", "代码", "编码"}, true),
         plain("name", "名称",
               {"name", "wellname", "名称", "井名", "井名称", "水井名称", "水源井名称", "水源井"}, true),
         plain("source", "水源地",
               {"source", "水源地", "水源地名称", "所属水源地", "水源", "水厂", "水厂名称"}),
         plain("kind", "类型",
               {"kind", "类型", "水源类型", "水源地类型", "水源级别", "级别", "类别", "type"}),
         {"radius_m",
          {"半径", "radius_m"},
          {"radiusm", "radius", "半径", "保护半径", "保护区半径", "保护范围半径", "一级保护区半径",
           "保护范围"},
          true,
          Column::Unit::length},
         uncertainty({"uncertaintym", "uncertainty", "定位误差", "误差", "定位精度", "accuracy"}),
         valid_from(),
         valid_to()}};
    return role;
}

const Role& sites_role() {
    static const Role role{
        {"项目", "sites"},
        Shapes::points_or_polygons,
        true,
        {plain("id", "编号",
               {"id", "siteid", "projectid", "编号", "项目编号", "项目代码", "场所编号", "企业编号", "代码",
                "编码"},
               true),
         plain("name", "名称",
               {"name", "名称", "项目名称", "建设项目名称", "企业名称", "单位名称", "场所名称", "养殖场名称",
                "工地名称", "学校名称", "sitename", "projectname", "project"},
               true),
         plain("type", "类型",
               {"type", "类型", "项目类型", "场所类型", "行业类型", "行业类别", "类别", "kind"}),
         uncertainty({"uncertaintym", "uncertainty", "定位误差", "误差", "定位精度", "accuracy"}),
         plain("scale", "规模化", {"scale", "规模化", "是否规模化", "largescale"}),
         plain("compliant", "合规", {"compliant", "合规", "是否合规"}),
         plain("species", "畜种", {"species", "畜种", "畜禽种类", "养殖种类", "养殖品种"}),
         plain("pollution", "污染类别", {"pollution", "污染类别", "污染源类别", "污染类型", "污染源类型"})}};
    return role;
}

const Role& roads_role() {
    static const Role role{
        {"道路", "roads"},
        Shapes::lines,
        false,
        {plain("id", "编号", {"id", "linkid", "roadid", "编号", "路段编号", "道路编号", "代码", "osmid"}),
         plain("name", "路名", {"name", "路名", "道路名称", "名称", "roadname", "road"}, true),
         plain("class", "等级",
               {"class", "等级", "道路等级", "highway", "fclass", "roadclass", "类型", "type"}),
         plain("oneway", "单行", {"oneway", "单行", "单行道", "是否单行"}),
         plain("bridge", "桥", {"bridge", "桥", "桥梁", "是否桥梁"}),
         plain("tunnel", "隧道", {"tunnel", "隧道", "是否隧道"}),
         plain("layer", "层", {"layer", "层", "层级"}),
         plain("maxspeed", "限速", {"maxspeed", "限速", "speedlimit"}),
         plain("truck", "货车通行", {"truck", "hgv", "货车通行", "货车"}),
         plain("truck_when", "货车限行时间",
               {"truckwhen", "hgvconditional", "货车限行时间", "限行时间", "限行时段"}),
         plain("maxweight_t", "限重", {"maxweightt", "maxweight", "限重"}),
         plain("maxheight_m", "限高", {"maxheightm", "maxheight", "限高"}),
         plain("maxwidth_m", "限宽", {"maxwidthm", "maxwidth", "限宽"}),
         plain("at_grade", "平交", {"atgrade", "平交", "是否平交", "平面交叉"}),
         // By --map only: not every layer that has such columns keeps them in order.
         plain("from_node", "起点节点", {}), plain("to_node", "终点节点", {}),
         plain("sweeper", "清扫单位",
               {"sweeper", "sweptby", "清扫单位", "保洁单位", "清扫保洁单位", "清扫责任单位", "保洁责任单位",
                "道路保洁单位"})}};
    return role;
}

// Columns of a vehicle, wherever one is described.
namespace {

Column plate() {
    return plain(
        "plate", "车牌",
        {"plate", "车牌", "车牌号", "车牌号码", "号牌", "号牌号码", "车号", "plateno", "licenseplate"});
}

Column vehicle_class() {
    return plain("class", "车型",
                 {"class", "车型", "车辆类型", "车辆类别", "车种", "vehicleclass", "vehicletype"});
}

Column energy() {
    return plain(
        "energy", "燃料",
        {"energy", "燃料", "燃料种类", "燃料类型", "能源", "能源类型", "能源种类", "动力类型", "fuel"});
}

Column emission_standard() {
    return plain("emission_standard", "排放标准",
                 {"emissionstandard", "排放标准", "排放阶段", "排放等级", "standard", "emission"});
}

Column site_id() {
    return plain("site_id", "工地编号",
                 {"siteid", "工地编号", "所属工地", "工地", "项目编号", "site", "projectid"});
}

}  // namespace

const Role& vehicles_role() {
    static const Role role{
        {"车辆", "vehicles"},
        Shapes::any,
        false,
        {plate(), vehicle_class(), energy(), emission_standard(), valid_from(), valid_to()},
        true};
    return role;
}

const Role& gates_role() {
    static const Role role{
        {"出入口", "gates"},
        Shapes::points,
        true,
        {plain("id", "编号", {"id", "gateid", "编号", "出入口编号", "出口编号", "大门编号", "代码", "编码"},
               true),
         plain("name", "名称", {"name", "名称", "出入口名称", "出口名称", "gatename"}), site_id()}};
    return role;
}

const Role& routes_role() {
    static const Role role{
        {"路线", "routes"},
        Shapes::lines,
        false,
        {plain("id", "编号", {"id", "routeid", "编号", "路线编号", "线路编号", "备案号", "备案编号", "代码"}),
         plain("name", "名称", {"name", "名称", "路线名称", "线路名称"}), plate(), vehicle_class(), energy(),
         emission_standard(),
         plain("site", "工地", {"site", "siteid", "工地", "工地编号", "项目编号", "项目", "工地名称"}),
         plain("date", "日期", {"date", "日期", "备案日期", "申报日期", "运输日期", "day"})}};
    return role;
}

}  // namespace bareland::registry
