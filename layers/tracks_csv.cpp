// Rows of a CSV of any size: read in blocks, split in place.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

#include "geo/messages_tracks.hpp"
#include "layers/ogr_text.hpp"
#include "layers/os.hpp"
#include "layers/registry_header.hpp"
#include "layers/tracks_rows.hpp"

namespace bareland::tracks {
namespace {

constexpr std::size_t block_bytes = std::size_t{8} << 20U;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Cells of a line. Quoted ones are copied into `scratch` without their quotes; a quote that the line does not
// close runs to its end.
void split(std::string_view line, char separator, std::vector<std::string_view>& cells,
           std::string& scratch) {
    cells.clear();
    const bool quoted = line.find('"') != std::string_view::npos;
    if (quoted) {
        scratch.clear();
        scratch.reserve(line.size());
    }
    std::size_t at = 0;
    while (true) {
        if (quoted && at < line.size() && line[at] == '"') {
            const std::size_t start = scratch.size();
            ++at;
            while (at < line.size()) {
                if (line[at] == '"') {
                    if (at + 1 >= line.size() || line[at + 1] != '"') break;
                    ++at;
                }
                scratch += line[at++];
            }
            cells.push_back(std::string_view(scratch).substr(start));
            at = std::min(line.find(separator, at), line.size());
        } else {
            const std::size_t end = std::min(line.find(separator, at), line.size());
            cells.push_back(line.substr(at, end - at));
            at = end;
        }
        if (at >= line.size()) return;
        ++at;
    }
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t,;\r") == std::string_view::npos;
}

char separator_of(std::string_view line) {
    char best = ',';
    for (const char c : {';', '\t'}) {
        if (std::count(line.begin(), line.end(), c) > std::count(line.begin(), line.end(), best)) best = c;
    }
    return best;
}

class CsvRows : public TrackReader::Rows {
  public:
    CsvRows(const TrackSource& source, Assembler& assembler)
        : source_(source), file_(source.file.source.file) {
        if (!assembler.crs().is_web_map() && !assembler.crs().is_geographic())
            throw Error(messages::tracks_crs, file_, assembler.crs().name());
        open();
        read_header(assembler);
    }

    bool read(std::vector<TrackPoint>& block, Assembler& assembler) override {
        if (!std::exchange(pending_, false) && !more()) return false;
        std::string_view line;
        while (next_line(line)) {
            if (!is_blank(line)) take(line, block, assembler);
        }
        return true;
    }

    void rewind() override {
        ::lseek(fd_.get(), 0, SEEK_SET);
        buffer_.clear();
        at_ = line_ = 0;
        ended_ = false;
        more();
        std::string_view line;
        while (line_ < header_line_ && (next_line(line) || more())) {
        }
        pending_ = true;
    }

    std::vector<std::string> files() const override { return {file_}; }

  private:
    void open() {
        fd_ = Fd(::open(file_.c_str(), O_RDONLY | O_CLOEXEC));
        if (!fd_) throw Error(messages::tracks_unreadable, file_, reason_of(errno));
    }

    // Keeps the line that is not complete yet and reads on behind it. False at the end of the file.
    bool more() {
        if (ended_) return false;
        buffer_.erase(0, at_);
        at_ = 0;
        while (true) {
            const std::size_t kept = buffer_.size();
            buffer_.resize(kept + block_bytes);
            const ssize_t got = ::read(fd_.get(), buffer_.data() + kept, block_bytes);
            if (got < 0) throw Error(messages::tracks_unreadable, file_, reason_of(errno));
            buffer_.resize(kept + static_cast<std::size_t>(got));
            if (got == 0) ended_ = true;
            if (line_ == 0 && at_ == 0 && std::string_view(buffer_).starts_with(byte_order_mark))
                at_ = byte_order_mark.size();
            if (ended_ || buffer_.find('\n', kept) != std::string::npos) break;
        }
        return at_ < buffer_.size();
    }

    // The next complete line, or the last one without an end.
    bool next_line(std::string_view& line) {
        if (at_ >= buffer_.size()) return false;
        const char* start = buffer_.data() + at_;
        const std::size_t left = buffer_.size() - at_;
        const auto* end = std::char_traits<char>::find(start, left, '\n');
        if (end == nullptr && !ended_) return false;
        const std::size_t length = end == nullptr ? left : static_cast<std::size_t>(end - start);
        at_ += length + (end == nullptr ? 0 : 1);
        ++line_;
        line = std::string_view(start, length);
        if (line.ends_with('\r')) line.remove_suffix(1);
        return true;
    }

    std::string decoded(std::string_view text) const {
        if (encoding_.empty()) return std::string(text);
        return ogr::Decoder(encoding_).decode(text).value_or("");
    }

    // The first ten lines may hold titles; the one with most columns that are known is the header.
    void read_header(Assembler& assembler) {
        more();
        check_bytes();
        const std::size_t start = at_;
        std::vector<std::string> best;
        std::size_t most = 0;
        std::string_view line;
        std::size_t tries = 0;
        while (tries < registry::header_rows && next_line(line)) {
            if (is_blank(line)) continue;
            ++tries;
            const char separator = separator_of(line);
            split(line, separator, cells_, scratch_);
            std::vector<std::string> headers;
            for (const std::string_view cell : cells_)
                headers.push_back(decoded(cell));
            const std::size_t known = recognised(headers, source_);
            if (known <= most && !best.empty()) continue;
            most = known;
            best = headers;
            separator_ = separator;
            header_line_ = line_;
        }
        if (best.empty()) throw Error(messages::tracks_empty, file_);
        const Columns found = find_columns(best, source_, true, true);
        assembler.set_columns(found);
        assembler.set_encoding(encoding_);
        at_of_ = found.at;
        last_column_ = 0;
        for (const auto& column : at_of_)
            last_column_ = std::max(last_column_, column.value_or(0));
        at_ = start;
        line_ = 0;
        while (line_ < header_line_ && next_line(line)) {
        }
        pending_ = true;
    }

    void check_bytes() {
        if (buffer_.empty()) throw Error(messages::tracks_empty, file_);
        if (buffer_.starts_with("PK\x03\x04") || buffer_.find('\0') != std::string::npos) {
            throw Error(messages::tracks_unreadable, file_,
                        Text{"它不是文本（XLSX 等请另存为 CSV）", "it is no text (save an XLSX as CSV)"});
        }
        const std::string& named = source_.file.source.encoding;
        const auto last = buffer_.rfind('\n');
        const std::string_view whole = std::string_view(buffer_).substr(0, last);
        if (!named.empty()) {
            encoding_ = at_ > 0 ? "" : named;
        } else if (!ogr::is_utf8(whole)) {
            encoding_ = "GB18030";
        }
    }

    void take(std::string_view line, std::vector<TrackPoint>& block, Assembler& assembler) {
        split(line, separator_, cells_, scratch_);
        if (cells_.size() <= last_column_)
            throw Error(messages::tracks_short_row, file_, cells_.size(), line_);
        Values values{};
        for (std::size_t i = 0; i < columns; ++i) {
            if (at_of_[i]) values[i] = cells_[*at_of_[i]];
        }
        if (const auto point = assembler.point(values, line_)) block.push_back(*point);
    }

    TrackSource source_;
    std::string file_;
    std::string encoding_;
    Fd fd_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::size_t line_ = 0;  // the last one that was taken, from 1
    bool ended_ = false;
    bool pending_ = false;  // the buffer holds rows that were not taken yet
    char separator_ = ',';
    std::size_t header_line_ = 0;
    Found at_of_;
    std::size_t last_column_ = 0;
    std::vector<std::string_view> cells_;
    std::string scratch_;
};

}  // namespace

std::unique_ptr<TrackReader::Rows> open_csv(const TrackSource& source, Assembler& assembler) {
    return std::make_unique<CsvRows>(source, assembler);
}

}  // namespace bareland::tracks
