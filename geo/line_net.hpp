// The linework of one road, border or circle as a graph: what can be followed, and how one gets along it.
//
// Guarantees: coordinates are degrees. Edges are single straight segments and meet at nodes only: where the
// lines cross, touch or run together there are nodes. The same lines in another order or direction give the
// same graph, node for node. Vertices keep their coordinates bit for bit. Nodes keep their numbers for ever;
// edges change when a node is inserted. Points nearer to a segment than a hair (1e-10 degrees, 10
// micrometres) are on it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "geo/geometry.hpp"

namespace bareland {

inline constexpr double hair = 1e-10;    // degrees
inline constexpr double touch_m = 0.01;  // ends nearer than this are one place, whatever gap is allowed

// Lines from which nets are made; `record` says whose.
struct NetLine {
    std::vector<Point> points;
    std::size_t record = 0;
};

// A straight connection that no line of the source runs along.
struct Bridge {
    enum class Kind {
        touch,        // less than touch_m
        gap,          // across a gap, as far as is allowed
        carriageway,  // across to another carriageway of the same road
    };
    Point from, to;
    double metres = 0;
    Kind kind = Kind::gap;
};

class LineNet {
  public:
    struct Edge {
        std::size_t a = 0, b = 0;           // nodes
        std::vector<std::size_t> records;   // ascending; none for a bridge
        std::optional<std::size_t> bridge;  // into bridges()
    };
    using Nodes = std::vector<std::size_t>;
    using Edges = std::vector<std::size_t>;

    explicit LineNet(std::span<const NetLine> lines);

    // Joins loose ends that face each other (within 60 degrees) across gaps of at most `gap_m`: nearest pairs
    // first, each end once. Ends closer than touch_m are always joined.
    void join_facing_ends(double gap_m);
    // While pieces are apart: joins the loose end that is nearest to another piece to the nearest point of
    // it, across at most `gap_m`. For where a way would be broken: it may join carriageways sideways.
    void join_pieces(double gap_m);

    const std::vector<Point>& nodes() const { return nodes_; }
    const std::vector<Edge>& edges() const { return edges_; }
    const std::vector<Bridge>& bridges() const { return bridges_; }
    const Point& at(std::size_t node) const { return nodes_[node]; }
    // Edges at a node.
    const Edges& at_node(std::size_t node) const { return at_node_[node]; }
    double edge_metres(std::size_t edge) const;
    Box box() const;

    // The node at `p`, which lies on the net: an existing one within a hair, or a new one that splits an
    // edge.
    std::size_t insert(const Point& p);
    std::optional<std::size_t> find(const Point& p) const;  // exactly there

    struct Nearest {
        Point point;
        std::size_t edge = 0;
        double metres = 0;
    };
    Nearest nearest(const Point& p) const;
    Nearest nearest(const Point& p, std::span<const std::size_t> among) const;

    // Nodes with one edge, sorted by coordinates.
    Nodes ends() const;

    // Every edge on some way from `from` to `to` that passes no node twice, where the nodes of `from` count
    // as one, and so do those of `to`. Dead ends and what lies beyond either are left out. Empty: no way.
    // `among`: only these edges are there.
    Edges between(const Nodes& from, const Nodes& to) const;
    Edges between(const Nodes& from, const Nodes& to, const Edges& among) const;

    // The shortest way over `among`, in order; `dear` edges count a million times. Empty: none.
    struct Way {
        Nodes nodes;
        Edges edges;
        double metres = 0;
        std::vector<Point> line;
    };
    Way shortest(const Nodes& from, const Nodes& to, const Edges& among, const std::vector<bool>& dear) const;

    // The edges by which the given nodes hang together where they are less than `radius_m` apart and the way
    // from one to the next is straight (at most half as long again): what of a road lies within a junction.
    Edges around(const Nodes& nodes, double radius_m) const;
    // Numbers of connected pieces, one for each node.
    Nodes pieces() const;
    // Whether one can get from `node` along at most `metres` to one of the `marked` nodes.
    bool reaches(std::size_t node, const std::vector<bool>& marked, double metres) const;

  private:
    std::size_t node_for(const Point& p);
    std::size_t add_edge(std::size_t a, std::size_t b, std::vector<std::size_t> records);
    std::size_t split(std::size_t edge, const Point& p);
    void add_bridge(std::size_t a, std::size_t b);

    std::vector<Point> nodes_;
    std::vector<Edge> edges_;
    std::vector<Edges> at_node_;
    std::map<std::pair<double, double>, std::size_t> index_;
    std::vector<Bridge> bridges_;
};

// Where the segments ab and cd are in one place: ends of one that lie on the other, else where they cross.
// The same bits whatever order and direction they come in. At most four points, sorted.
std::vector<Point> common_points(const Point& a, const Point& b, const Point& c, const Point& d);

}  // namespace bareland
