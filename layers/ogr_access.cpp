#include "layers/ogr_access.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "geo/messages.hpp"
#include "layers/gdal_errors.hpp"
#include "layers/os.hpp"

namespace bareland::ogr {
namespace {

struct CloseFile {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};

bool has_extension(const std::string& file, const char* extension) {
    return EQUAL(CPLGetExtension(file.c_str()), extension);
}

bool is_directory(const std::string& file) {
    VSIStatBufL stat;
    return VSIStatL(file.c_str(), &stat) == 0 && VSI_ISDIR(stat.st_mode);
}

bool exists(const std::string& file) {
    VSIStatBufL stat;
    return VSIStatL(file.c_str(), &stat) == 0;
}

bool is_empty(const std::string& file) {
    VSIStatBufL stat;
    return VSIStatL(file.c_str(), &stat) == 0 && !VSI_ISDIR(stat.st_mode) && stat.st_size == 0;
}

// The name of a shapefile's companion, whatever the case of its extension; empty when there is none.
std::string companion(const std::string& shapefile, const char* lower, const char* upper) {
    for (const char* const extension : {lower, upper}) {
        std::string name = CPLResetExtension(shapefile.c_str(), extension);
        if (exists(name)) return name;
    }
    return {};
}

// Whether a shapefile says what its text is encoded in: by a .cpg, or by a language driver id in the DBF
// header. 0 and 87 ("ANSI", which GDAL would take for Latin-1 while Chinese offices write GBK under it) say
// nothing.
bool declares_encoding(const std::string& shapefile) {
    if (!companion(shapefile, "cpg", "CPG").empty()) return true;
    const std::string table = companion(shapefile, "dbf", "DBF");
    if (table.empty()) return true;
    const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(table.c_str(), "rb"));
    std::array<std::uint8_t, 32> header{};
    if (!file || VSIFReadL(header.data(), 1, header.size(), file.get()) != header.size()) return true;
    const std::uint8_t language = header[29];
    return language != 0 && language != 87;
}

[[noreturn]] void throw_not_opened(const VectorSource& source, const std::string& failure) {
    if (!exists(source.file)) throw Error(messages::vector_missing, source.file);
    if (!source.file.starts_with("/vsi") && ::access(source.file.c_str(), R_OK) != 0) {
        throw Error(messages::file_unreadable, source.file, reason_of(errno));
    }
    if (is_empty(source.file))
        throw Error(messages::vector_unreadable, source.file, Text{"文件是空的", "it is empty"});
    if (failure.empty()) throw Error(messages::vector_unsupported, source.file);
    throw Error(messages::vector_unreadable, source.file, failure);
}

OGRLayer* choose_layer(const VectorSource& source, GDALDataset& dataset) {
    if (!source.layer.empty()) {
        if (OGRLayer* layer = dataset.GetLayerByName(source.layer.c_str())) return layer;
    }
    std::vector<OGRLayer*> layers;
    std::vector<std::string> names;
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        OGRLayer* layer = dataset.GetLayer(i);
        if (layer->GetGeomType() == wkbNone && dataset.GetLayerCount() > 1) continue;
        layers.push_back(layer);
        names.emplace_back(layer->GetName());
    }
    if (layers.empty()) throw Error(messages::no_layers, source.file);
    if (!source.layer.empty()) {
        throw Error(messages::no_such_layer, source.file, source.layer, listed(names));
    }
    if (layers.size() > 1) throw Error(messages::several_layers, source.file, listed(names));
    return layers.front();
}

}  // namespace

CapturedErrors::CapturedErrors() {
    CPLPushErrorHandlerEx(handle, this);
}
CapturedErrors::~CapturedErrors() {
    CPLPopErrorHandler();
    CPLErrorReset();
}

void CapturedErrors::handle(CPLErr level, CPLErrorNum, const char* message) {
    auto* self = static_cast<CapturedErrors*>(CPLGetErrorHandlerUserData());
    if (level < CE_Failure || !self->failure_.empty()) return;
    self->failure_ = message;
    for (char& c : self->failure_) {
        if (c == '\n' || c == '\r') c = ' ';
    }
    while (!self->failure_.empty() && self->failure_.back() == ' ')
        self->failure_.pop_back();
}

OpenLayer open_layer(const VectorSource& source, bool native) {
    use_gdal();
    // A FileGDB is a directory; of any other, GDAL would take whatever shapefiles lie in it.
    if (is_directory(source.file) && !has_extension(source.file, "gdb")) {
        throw Error(messages::vector_is_directory, source.file);
    }
    CPLStringList options;
    OpenLayer opened;
    const bool shapefile = has_extension(source.file, "shp");
    if (shapefile && (!source.encoding.empty() || !declares_encoding(source.file))) {
        options.SetNameValue("ENCODING", "");
        opened.raw_text = true;
    }
    if (native) options.SetNameValue("NATIVE_DATA", "YES");
    const CapturedErrors errors;
    opened.dataset.reset(GDALDataset::Open(source.file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr,
                                           options.List(), nullptr));
    if (!opened.dataset) throw_not_opened(source, errors.first_failure());
    opened.open_failure = errors.first_failure();
    opened.driver = opened.dataset->GetDriverName();
    opened.layer = choose_layer(source, *opened.dataset);
    if (opened.layer->TestCapability(OLCStringsAsUTF8) == FALSE) opened.raw_text = true;
    return opened;
}

std::string listed(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "" : ", ") + name;
    return list;
}

}  // namespace bareland::ogr
