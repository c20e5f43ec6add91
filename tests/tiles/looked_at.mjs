// Reads vector tiles as browsers do, with @mapbox/vector-tile and pbf from the folder of modules given.
//
//   node looked_at.mjs FILE FOLDER     the same file as for looked_at.py
//
// Prints JSON: for each tile features, points, and the sums of their columns and rows.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [file, folder] = process.argv.slice(2);
const find = createRequire(pathToFileURL(`${folder}/`));
const { VectorTile } = await import(pathToFileURL(find.resolve("@mapbox/vector-tile")));
const pbf = await import(pathToFileURL(find.resolve("pbf")));
const Pbf = pbf.PbfReader ?? pbf.default;

const data = readFileSync(file);
const digests = [];
for (let at = 0; at < data.length; ) {
  const length = data.readUInt32LE(at + 12);
  at += 16;
  const tile = new VectorTile(new Pbf(data.subarray(at, at + length)));
  at += length;
  const digest = [0, 0, 0, 0];
  for (const layer of Object.values(tile.layers)) {
    for (let number = 0; number < layer.length; number++) {
      digest[0]++;
      for (const ring of layer.feature(number).loadGeometry()) {
        // This reader repeats the first point of a ring.
        for (const point of ring.slice(0, -1)) {
          digest[1]++;
          digest[2] += point.x;
          digest[3] += point.y;
        }
      }
    }
  }
  digests.push(digest);
}
process.stdout.write(JSON.stringify(digests));
