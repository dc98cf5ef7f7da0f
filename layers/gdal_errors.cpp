#include "layers/gdal_errors.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>

#include <cerrno>
#include <mutex>

#include "layers/os.hpp"

namespace bareland {

void use_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        GDALAllRegister();
        // Blocks are read straight into our buffers; a large cache would only cost memory.
        GDALSetCacheMax64(std::int64_t{32} << 20);
    });
}

GdalErrors::GdalErrors() {
    CPLPushErrorHandlerEx(
        [](CPLErr severity, CPLErrorNum number, const char* message) { handle(severity, number, message); },
        this);
}

GdalErrors::~GdalErrors() {
    CPLPopErrorHandler();
}

void GdalErrors::handle(int severity, int, const char* message) {
    auto* self = static_cast<GdalErrors*>(CPLGetErrorHandlerUserData());
    if (severity >= CE_Failure && self != nullptr && self->first_failure_.empty())
        self->first_failure_ = message;
}

Text gdal_reason(const std::string& failure) {
    const auto mentions = [&](const char* words) { return failure.find(words) != std::string::npos; };
    if (mentions("is full") || mentions("disk full") || mentions("No space left")) return reason_of(ENOSPC);
    if (mentions("disk I/O error")) return reason_of(EIO);
    if (mentions("readonly")) return reason_of(EROFS);
    if (failure.empty()) return {"文件不完整", "the file is incomplete"};
    return {failure, failure};
}

}  // namespace bareland
