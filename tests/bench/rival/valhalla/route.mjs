// node route.mjs FOLDER: answers FOLDER/queries.json with Valhalla on FOLDER/network.osm.pbf, into
// FOLDER/answers.json. Tiles are built in FOLDER/tiles, the route costing is a truck's with `shortest`.
//
// queries.json   {"rounds": n, "queries": [{"from": [lon, lat], "to": [lon, lat], "way": [[lon, lat], ...]}]}
// answers.json   {"version", "build_s", "answers": [{
//     "ms"                  best of the rounds, as it is set up by default (it leaves small roads out of long ways)
//     "exact_ms", "line"    the same with all roads, and that way's vertices; null where it finds none
//     "error"               its words then
//     "way_error"           null where it may drive the way given, link by link; else its words}]}
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {performance} from 'node:perf_hooks';

const require = createRequire(import.meta.url);
const {Actor, VALHALLA_VERSION} = require('@valhallajs/valhallajs');
const command = path.join(path.dirname(require.resolve('@valhallajs/valhallajs')), 'bin', 'valhalla-cli.js');
const folder = path.resolve(process.argv[2]);
process.chdir(folder);  // its programs leave lists of what they noticed where they run

function run(...words) {
    const ran = spawnSync(process.execPath, [command, ...words], {encoding: 'utf8', maxBuffer: 1 << 28});
    if (ran.status !== 0) throw new Error(`${words[0]}: ${ran.stderr || ran.error}`);
    return ran.stdout;
}

function configuration() {
    const config = JSON.parse(run('build_config', '--mjolnir-tile-dir', path.join(folder, 'tiles')));
    delete config.mjolnir.tile_extract;
    config.mjolnir.logging = {type: ''};
    // One thread: the folder's tiles are then the same every time.
    config.mjolnir.concurrency = 1;
    config.service_limits.max_distance_disable_hierarchy_culling = 1e7;
    config.service_limits.trace.max_distance = 1e7;
    config.service_limits.trace.max_shape = 1e6;
    // An end within 5 m of a junction would be moved to it, one on a small component elsewhere.
    config.loki.service_defaults.node_snap_tolerance = 0;
    config.loki.service_defaults.minimum_reachability = 0;
    return config;
}

function buildTiles(config) {
    const file = path.join(folder, 'config.json');
    fs.rmSync(path.join(folder, 'tiles'), {recursive: true, force: true});
    fs.writeFileSync(file, JSON.stringify(config));
    const start = performance.now();
    run('build_tiles', '-c', file, path.join(folder, 'network.osm.pbf'));
    return (performance.now() - start) / 1000;
}

// Polylines of six decimals.
function decoded(text) {
    const out = [];
    let at = 0;
    const next = () => {
        let value = 0;
        for (let shift = 0;; shift += 5) {
            const bits = text.charCodeAt(at++) - 63;
            value |= (bits & 31) << shift;
            if (bits < 32) return value & 1 ? ~(value >> 1) : value >> 1;
        }
    };
    for (let lat = 0, lon = 0; at < text.length;) {
        lat += next();
        lon += next();
        out.push([lon / 1e6, lat / 1e6]);
    }
    return out;
}

function request(query, exact) {
    const place = ([lon, lat]) => ({lon, lat, type: 'break'});
    return JSON.stringify({
        locations: [place(query.from), place(query.to)],
        costing: 'truck',
        // Small streets would cost something although only metres are to count.
        costing_options: {truck: {shortest: true, low_class_penalty: 0, disable_hierarchy_pruning: exact}},
        directions_type: 'none',
    });
}

async function mayDrive(actor, way) {
    try {
        await actor.traceRoute({
            shape: way.map(([lon, lat]) => ({lon, lat})),
            costing: 'truck',
            shape_match: 'edge_walk',
            directions_type: 'none',
        });
        return null;
    } catch (error) {
        return error.message;
    }
}

async function answer(actor, query, rounds) {
    const out = {ms: null, exact_ms: null, line: null, error: null, way_error: null};
    try {
        for (const [key, exact] of [['ms', false], ['exact_ms', true]]) {
            const words = request(query, exact);
            for (let round = 0; round < rounds; ++round) {
                const start = performance.now();
                const text = await actor.route(words);
                const ms = performance.now() - start;
                out[key] = out[key] === null ? ms : Math.min(out[key], ms);
                if (exact) out.line = decoded(JSON.parse(text).trip.legs[0].shape);
            }
        }
    } catch (error) {
        out.error = error.message;
    }
    if (query.way) out.way_error = await mayDrive(actor, query.way);
    return out;
}

const {queries, rounds} = JSON.parse(fs.readFileSync(path.join(folder, 'queries.json'), 'utf8'));
const config = configuration();
const result = {version: VALHALLA_VERSION, build_s: buildTiles(config), answers: []};
const actor = new Actor(config);
for (const query of queries) result.answers.push(await answer(actor, query, rounds));
fs.writeFileSync(path.join(folder, 'answers.json'), JSON.stringify(result));
