// Times and circumstances as OpenStreetMap writes them (opening hours, conditional restrictions), and which
// links they leave open to a truck.
//
// What is understood: weekdays (Mo-Fr,Su), months and days (Nov-Mar, Apr 01-Oct 31), years, hours (07:00-
// 09:00,17:00-19:00, also over midnight; 22:00+), off, 24/7, rules parted by semicolons (the later one counts
// for its days) or commas, weight, height, width and length against a number, several parts with AND. Public
// and school holidays (PH, SH) are not known: what is said of them is left out. What cannot be read counts as
// holding always: nobody is sent where it may be forbidden.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"
#include "geo/month.hpp"
#include "geo/network/network.hpp"

namespace bareland::network {

// What is known of a truck; a limit on what is not known stops nobody.
struct Truck {
    std::optional<double> weight_t, height_m, width_m, length_m;
};

// When. Without a minute (of the day, from 0) whatever holds at some time of that day counts as holding;
// without a date everything does.
struct Moment {
    std::optional<Date> date;
    std::optional<int> minute;
};

bool holds(std::string_view condition, const Moment& when, const Truck& truck = {});
// The same of a date.
bool holds(std::string_view condition, const Date& date, std::optional<int> minute = {});

// How a condition was read.
struct Understood {
    std::vector<std::string> unread;  // parts that count as holding always
    bool holidays = false;            // something is said of holidays, and left out
};
Understood understood(std::string_view condition);

// A condition that holds where one of these does.
std::string either_of(const std::set<std::string>& conditions);

// "no @ (Mo-Fr 07:00-09:00); destination @ (weight>7.5)" with what holds otherwise: of several values whose
// condition holds the last one counts. In doubt (no date, no minute, what cannot be read) what closes more
// than `otherwise` counts as holding, what opens more does not.
TruckAccess access_at(std::string_view conditional, TruckAccess otherwise, const Moment& when,
                      const Truck& truck);

// What a network is to a truck at a time.
class Access {
  public:
    Access(const Network& network, const Truck& truck = {}, const Moment& when = {});

    // Links it may not use: closed to trucks, too low, too narrow or too weak for it, and those that are only
    // for trips that begin or end there.
    LinkSet closed() const;
    // Takes out of `closed` what may be used because a trip begins or ends at `places`: the stretch of
    // connected destination-only links that holds a place, or, where a place lies behind such links (cut off
    // by them from the largest part of the open network), those that lead to it.
    void open(std::span<const Position> places, LinkSet& closed) const;
    TruckAccess of_road(Index road) const { return roads_[road]; }
    // One a condition of the network, for Rules::holds. Lives as long as this.
    std::span<const bool> holds() const { return {holds_.get(), network_->conditions.size()}; }

  private:
    bool is_for_destinations(Index link) const;
    void find_parts();

    const Network* network_;
    std::vector<TruckAccess> roads_;  // at that time, of that truck
    std::unique_ptr<bool[]> holds_;
    std::vector<Index> part_;  // of the junctions, connected by open links
    Index largest_ = none;     // the part with most metres
};

// Access(network, truck, {date, minute}).closed()
LinkSet closed_links(const Network& network, const Truck& truck = {}, const Moment& when = {});

// What of the network's conditions could not be read, or speaks of holidays; one finding a text.
std::vector<Finding> condition_findings(const Network& network);

}  // namespace bareland::network
