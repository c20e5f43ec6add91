/** How much script the page needs before its first map, besides Leaflet and the worker: `node tests/first-script.mjs`. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = join(import.meta.dirname, '../dist');
const page = readFileSync(join(dist, 'index.html'), 'utf8');
const MOST = 60_000;

/** The files the page names, and those they import before they run. */
const needed = new Set();
const follow = (file) => {
  if (needed.has(file) || file.includes('leaflet')) return;
  needed.add(file);
  const text = readFileSync(join(dist, file), 'utf8');
  for (const [, other] of text.matchAll(/(?:from|import)\s*["'](\.[^"']+\.js)["']/g))
    follow(join(dirname(file), other));
};
for (const [, file] of page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)) follow(file);

let whole = 0;
for (const file of [...needed].sort()) {
  const size = gzipSync(readFileSync(join(dist, file))).length;
  whole += size;
  console.log(`${(size / 1000).toFixed(1).padStart(6)} kB  ${file}`);
}
console.log(`${(whole / 1000).toFixed(1).padStart(6)} kB  of ${MOST / 1000} kB, gzip`);
process.exit(whole > MOST ? 1 : 0);
