#include "jobs/patches/command.hpp"

#include <charconv>
#include <memory>

#include "geo/messages_patches.hpp"
#include "jobs/declaring.hpp"
#include "jobs/patches/options.hpp"
#include "jobs/patches/outputs.hpp"
#include "jobs/patches/run.hpp"
#include "jobs/rank/input_words.hpp"
#include "jobs/usage.hpp"

namespace bareland::patches {
namespace {

// The words of the command line, before they are checked.
struct Words {
    rank::InputWords inputs;
    std::string connect, min_patch, simplify;
    std::string out, lang;
};

double number(const std::string& text, const char* option, double most, const char* zh, const char* en) {
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, value);
    if (failure != std::errc() || stop != end || !(value >= 0 && value <= most))
        throw Error(messages::patches_bad_number, option, most, zh, en, text);
    return value;
}

Options options_of(const Words& words, Lang lang) {
    Options options;
    options.input = rank::input_options(words.inputs, lang);
    options.input.out = words.out;
    output_file(words.out);
    if (!words.inputs.patches.empty()) {
        if (!words.connect.empty()) throw Error(messages::patches_drawn, "--connect");
        if (!words.simplify.empty()) throw Error(messages::patches_drawn, "--simplify");
    }
    if (words.connect == "8") options.connect = 8;
    if (!words.min_patch.empty())
        options.min_patch_m2 = number(words.min_patch, "--min-patch", 1e9, "平方米数", "m2");
    if (!words.simplify.empty())
        options.simplify_m = number(words.simplify, "--simplify", 1000, "米数", "metres");
    return options;
}

}  // namespace

std::function<int()> add_command(CLI::App& app, Lang lang) {
    const auto words = std::make_shared<Words>();
    Words& w = *words;
    CLI::App* command = app.add_subcommand(
        "patches", lang == Lang::zh
                       ? "图斑：把当月裸地分成一块一块，逐块给出面积、状态、所在街乡镇和分区"
                       : "the month's patches of bare land: area, status, townships and zones of each");
    usage::Declaring say(*command, lang);
    rank::declare_inputs(say, w.inputs,
                         {"工作区：取用其中当月有效的街乡镇和分区、区配置，不改动它",
                          "the workspace: its units and zones of the month and its profile are used where no "
                          "file is given; it is not changed"});
    rank::declare_month(say, w.inputs);
    say.group("图斑", "Patches");
    say.option("--connect", w.connect, "4|8", "像元按边（4，默认）还是按边和角（8）连成一块",
               "cells hang together by sides (4, the default) or by sides and corners (8)")
        ->check(usage::one_of({"4", "8"}, lang));
    say.option(
        "--min-patch", w.min_patch, "M2", "最小面积，更小的只计数不列出；默认取区配置的（200 平方米）",
        "the smallest patch that is listed, smaller ones are counted; the profile's (200 m2) by default");
    say.option("--simplify", w.simplify, "M", "化简边界，偏离不超过这么多米；默认不化简，沿像元边",
               "simplify borders by at most so many metres; exactly along cell edges by default");
    say.group("输出", "Output");
    say.option("--out", w.out, "FILE", "输出文件：.gpkg、.geojson 或 .csv", "output: .gpkg, .geojson or .csv")
        ->required();
    rank::declare_manner(say, w.inputs, w.lang);
    command->footer(say.in(
        "例：bareland patches --units 街乡镇.gpkg --raster 裸地.tif --bare 1 --netted 2 --month 2024-05 "
        "--out 图斑.gpkg\n"
        "退出状态：0 完成，1 失败，2 用法有误，3 数据不可用。",
        "Example: bareland patches --units towns.gpkg --raster bare.tif --bare 1 --netted 2 --month "
        "2024-05 --out patches.gpkg\n"
        "Exit status: 0 done, 1 failed, 2 wrong usage, 3 unusable input."));
    return [words, lang] { return execute(options_of(*words, lang)); };
}

}  // namespace bareland::patches
