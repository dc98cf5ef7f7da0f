#include "layers/os.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "geo/messages.hpp"

namespace bareland {
namespace {

struct Reason {
    int number;
    const char* zh;
    const char* en;
};

constexpr std::array reasons{
    Reason{EACCES, "没有权限", "permission denied"},
    Reason{EPERM, "系统不允许此操作", "operation not permitted"},
    Reason{EROFS, "文件系统只读", "the file system is read-only"},
    Reason{ENOSPC, "磁盘空间不足", "no space left on the device"},
    Reason{EDQUOT, "超出磁盘配额", "the disk quota is exceeded"},
    Reason{EFBIG, "超过允许的文件大小", "the file would be larger than allowed"},
    Reason{EIO, "磁盘读写出错", "input/output error"},
    Reason{ENOENT, "文件或目录不存在", "no such file or directory"},
    Reason{ENOTDIR, "路径中有一级不是目录", "a part of the path is not a directory"},
    Reason{EISDIR, "这是一个目录", "it is a directory"},
    Reason{ENAMETOOLONG, "名称太长", "the name is too long"},
    Reason{ELOOP, "符号链接成环", "too many symbolic links"},
    Reason{EMFILE, "打开的文件太多", "too many open files"},
    Reason{ENFILE, "系统打开的文件太多", "too many open files in the system"},
};

[[noreturn]] void fail(const std::filesystem::path& file, int error_number) {
    throw Error(messages::output_failed, file.filename().string(), reason_of(error_number));
}

void write_all(int fd, std::string_view bytes, const std::filesystem::path& file) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            fail(file, errno);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

Text reason_of(int error_number) {
    for (const Reason& reason : reasons) {
        if (reason.number == error_number) return {reason.zh, reason.en};
    }
    const std::string system = std::generic_category().message(error_number);
    return {"系统错误：" + system, system};
}

int Fd::close() {
    if (fd_ < 0) return 0;
    const int status = ::close(std::exchange(fd_, -1));
    return status == 0 || errno == EINTR ? 0 : errno;
}

void write_whole(const std::filesystem::path& file, std::string_view bytes) {
    Fd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (!fd) fail(file, errno);
    write_all(fd.get(), bytes, file);
    if (const int error_number = fd.close(); error_number != 0) fail(file, error_number);
}

}  // namespace bareland
