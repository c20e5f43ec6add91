/**
 * Walks through the map in a real browser, as its readers would: `node run.mjs BASE_URL OUTDIR [WORDS OF A WALK]`.
 * Prints one line a walk; screenshots go to OUTDIR. Leaves with 1 when a walk fails
 * twice, and names it last and in OUTDIR/failed.txt.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { walks as account } from './account.mjs';
import { walks as changed } from './changed.mjs';
import { walks as desk } from './desk.mjs';
import { walks as embedding } from './embedding.mjs';
import { walks as keyboard } from './keyboard.mjs';
import { walks as outreach } from './outreach.mjs';
import { walks as phone } from './phone.mjs';
import { walks as places } from './places.mjs';
import { walks as reading } from './reading.mjs';
import { walks as report } from './report.mjs';
import { walks as scenario } from './scenario.mjs';
import { walks as screens } from './screens.mjs';
import { walks as signedIn } from './signed-in.mjs';
import { LeftOut, launch } from './stage.mjs';
import { walks as states } from './states.mjs';
import { walks as taking } from './taking.mjs';
import { walks as tasks } from './tasks.mjs';
import { walks as tiled } from './tiled.mjs';
import { walks as weights } from './weights.mjs';

const [base = '', out = 'browser-screenshots', only = ''] = process.argv.slice(2);
if (!/^https?:/.test(base)) {
  console.error('usage: node run.mjs BASE_URL [OUTDIR] [WORDS OF A WALK]');
  process.exit(2);
}
mkdirSync(out, { recursive: true });

/** The longest first, so that both lanes end together. */
const walks = Object.entries({
  ...screens,
  ...report,
  ...account,
  ...signedIn,
  ...desk,
  ...embedding,
  ...keyboard,
  ...tasks,
  ...phone,
  ...places,
  ...reading,
  ...scenario,
  ...changed,
  ...outreach,
  ...taking,
  ...tiled,
  ...weights,
  ...states,
}).filter(([name]) => name.includes(only));

/** So many browsers at a time, each with its own clipboard. */
const LANES = 2;

/** Walks once; gives the cause of a failure, else null. */
async function attempt(browser, name, walk, welcome) {
  const start = Date.now();
  try {
    await walk({ browser, base: base.replace(/\/$/, ''), out });
    console.log(`${welcome} ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    return null;
  } catch (cause) {
    if (!(cause instanceof LeftOut)) return cause;
    console.log(`left out ${name}: ${cause.message}`);
    return null;
  }
}

const waiting = [...walks];
const again = [];
const start = Date.now();

async function lane() {
  const browser = await launch();
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, walk] = next;
    const cause = await attempt(browser, name, walk, 'ok      ');
    if (!cause) continue;
    console.log(`failed   ${name}, walked again at the end\n${cause.stack ?? cause}`);
    again.push({ name, walk, cause });
  }
  await browser.close();
}
await Promise.all(Array.from({ length: LANES }, lane));

/** A busy machine may fail a walk once; what fails with the machine to itself is wrong. */
const failed = [];
for (const { name, walk, cause: first } of again) {
  const browser = await launch();
  const cause = await attempt(browser, name, walk, 'ok at the second attempt');
  if (cause) failed.push({ name, first, cause });
  await browser.close();
}

console.log(`${walks.length} walks in ${((Date.now() - start) / 1000).toFixed(0)} s, ${again.length} walked twice`);
const words = failed
  .map(({ name, first, cause }) => `FAILED TWICE  ${name}\n  first: ${first}\n  then: ${cause}\n`)
  .join('');
writeFileSync(`${out}/failed.txt`, words);
console.log(words + (failed.length === 0 ? 'all walks done' : `${failed.length} failed`));
process.exit(failed.length === 0 ? 0 : 1);
