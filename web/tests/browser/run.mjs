/**
 * Walks through the map in a real browser, as its readers would: `node run.mjs BASE_URL OUTDIR`.
 * Prints one line a walk; screenshots go to OUTDIR; leaves with 1 when a walk fails.
 */
import { mkdirSync } from 'node:fs';
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

const browser = await launch();
let failed = 0;
for (const [name, walk] of Object.entries({
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
  ...report,
  ...screens,
})) {
  if (!name.includes(only)) continue;
  const start = Date.now();
  try {
    await walk({ browser, base: base.replace(/\/$/, ''), out });
    console.log(`ok      ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  } catch (cause) {
    if (cause instanceof LeftOut) {
      console.log(`left out ${name}: ${cause.message}`);
      continue;
    }
    failed += 1;
    console.log(`FAILED  ${name}\n${cause.stack ?? cause}`);
  }
}
await browser.close();
console.log(failed === 0 ? 'all walks done' : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
