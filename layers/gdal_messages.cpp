#include "layers/gdal_messages.hpp"

#include <cpl_error.h>

namespace bareland {
namespace {

void CPL_STDCALL take(CPLErr error_class, CPLErrorNum, const char* text) {
    static_cast<GdalMessages*>(CPLGetErrorHandlerUserData())->note(error_class, text);
}

}  // namespace

GdalMessages::GdalMessages() {
    CPLPushErrorHandlerEx(take, this);
}

GdalMessages::~GdalMessages() {
    CPLPopErrorHandler();
}

void GdalMessages::note(int error_class, const char* text) {
    if (error_class >= CE_Failure && first_error_.empty()) first_error_ = text;
}

}  // namespace bareland
