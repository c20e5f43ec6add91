/**
 * Takes a picture of every screen: `node take.mjs BASE_URL OUTDIR [WORDS OF A NAME]`. The same program over the same
 * data gives the same pictures: the clock stands still, nothing moves, and the address has no port in it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { DESK, launch } from '../browser/stage.mjs';
import { mapDrawn, screens, subjects } from './screens.mjs';

const NOON = new Date('2026-06-01T12:00:00Z');
const PAPER = { width: 794, height: 1123 };
const HOST = 'maillage.example';
const QUALITY = 0.7;
const MOST_LOOKS = 12;
/** The margins of paper, in pixels: a screen shows none. */
const MARGIN = 56;

const [base = '', out = 'screenshots', only = ''] = process.argv.slice(2);
if (!/^https?:/.test(base)) {
  console.error('usage: node take.mjs BASE_URL [OUTDIR] [WORDS OF A NAME]');
  process.exit(2);
}
mkdirSync(out, { recursive: true });

const { port, hostname } = new URL(base);
const browser = await launch([`--host-resolver-rules=MAP ${HOST}:80 ${hostname}:${port}`, '--hide-scrollbars']);
const developer = await (await browser.newContext()).newPage();
const site = `http://${HOST}`;
const wanted = Object.entries(screens(base, await subjects(developer, base))).filter(([name]) => name.includes(only));
for (const [name, screen] of wanted) {
  const picture = await take(screen);
  writeFileSync(`${out}/${name}.webp`, picture);
  console.log(`${name}.webp ${Math.round(picture.length / 1024)} kB`);
}
await browser.close();

async function take({ hash, drawn, act, size = DESK, dark = false, paper = false, answers = {} }) {
  const context = await browser.newContext({
    viewport: paper ? PAPER : size,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    hasTouch: size !== DESK,
    deviceScaleFactor: size === DESK && !paper ? 1 : 1.5,
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOON);
  await page.route('**/atlas', importedAtNoon);
  for (const [path, answer] of Object.entries(answers)) await page.route(`**/${path}`, answer);
  if (paper) await page.setViewportSize(DESK);
  await page.goto(`${site}/${hash}`);
  await drawn(page);
  await quiet(page);
  if (drawn === mapDrawn) await lookAtAll(page);
  if (act) await act(page);
  await quiet(page);
  if (paper) {
    await page.setViewportSize(PAPER);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate((margin) => document.body.style.setProperty('padding', `${margin}px`), MARGIN);
  }
  const picture = await light(await still(page));
  await context.close();
  return picture;
}

/** The whole territory again, once all that lies over the map has its size. */
async function lookAtAll(page) {
  await page.evaluate(() => document.querySelectorAll('.map-tools .sign')[2]?.click());
  await quiet(page);
}

/** Waits for answers on their way, but not for one that never comes. */
async function quiet(page) {
  await page.waitForLoadState('networkidle', { timeout: 6000 }).catch(() => {});
}

/** The screen once it no longer changes. */
async function still(page) {
  let [before, now] = [Buffer.of(), Buffer.of(0)];
  for (let look = 0; look < MOST_LOOKS && !now.equals(before); look += 1) {
    before = now;
    await page.waitForTimeout(500);
    now = await page.screenshot();
  }
  return now;
}

/** When the data were imported is told on sources: it is the hour the clock shows. */
async function importedAtNoon(route) {
  const response = await route.fetch({ url: `${base}/atlas` });
  const atlas = await response.json();
  for (const dataset of atlas.datasets) dataset.imported_at = NOON.toISOString();
  await route.fulfill({ response, json: atlas });
}

/** The same picture as WebP, a fifth as large. */
async function light(png) {
  const address = `data:image/png;base64,${png.toString('base64')}`;
  const webp = await developer.evaluate(
    async ([source, quality]) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', quality);
    },
    [address, QUALITY],
  );
  return Buffer.from(webp.split(',')[1], 'base64');
}
