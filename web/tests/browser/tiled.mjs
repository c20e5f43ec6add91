/** A country of zones, from tiles: painted, pointed at, chosen, recoloured. Left out where fewer zones are loaded. */
import assert from 'node:assert/strict';
import { LeftOut, openPage, still } from './stage.mjs';

const MANY = 3000;

async function manyZones(page, base) {
  const { geographies } = await (await page.request.get(`${base}/atlas`)).json();
  const wide = geographies.find(({ zones }) => zones > MANY);
  if (!wide) throw new LeftOut(`no geography has more than ${MANY} zones`);
  return wide;
}

/** All tiles in sight are painted: no canvas without a colour, and none on its way. */
const painted = (page) =>
  page.waitForFunction(
    () => {
      const tiles = [...document.querySelectorAll('.leaflet-zones-pane .leaflet-tile')];
      return tiles.length > 0 && tiles.every((tile) => tile.classList.contains('leaflet-tile-loaded'));
    },
    null,
    { timeout: 60_000, polling: 50 },
  );

export const walks = {
  'a whole country is painted from tiles, read under the pointer, and recoloured': async ({ browser, base, out }) => {
    const { page, strangers, errors } = await openPage(browser, base);
    try {
      const wide = await manyZones(page, base);
      const before = await ownTime(page);
      const start = Date.now();
      await page.goto(`${base}/#/indicator?geography=${wide.code}`);
      await painted(page);
      await page.waitForSelector('.legend-title');
      const own = ((await ownTime(page)) - before) / 1000;
      const wall = (Date.now() - start) / 1000;
      console.log(
        `        ${wide.zones} zones painted in ${wall.toFixed(2)} s, ${own.toFixed(2)} s of the page's time`,
      );
      const { x, y, width, height } = await page.locator('.map').boundingBox();
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.waitForSelector('.read-out strong');
      await page.screenshot({ path: `${out}/country.png` });
      await page.mouse.click(x + width / 2, y + height / 2);
      await page.waitForFunction(() => location.hash.includes('zone='));
      await page.waitForSelector('.zone-chosen', { state: 'attached' });
      await page.locator('.card-close').click();
      await still(page);
      const lines = await page.locator('.histogram-line').count();
      const busy = await busyTime(page, async () => {
        for (let line = 0; line < lines; line += 1) {
          await page.locator('.histogram-line').nth(line).evaluate(press);
        }
      });
      console.log(`        recoloured ${lines} times, ${(busy / lines).toFixed(0)} ms of the page's time each`);
      await page.goto(`${base}/#/targets?geography=${wide.code}`);
      if ((await page.locator('.weights').count()) > 0) await slides(page);
      assert.deepEqual(strangers, []);
      assert.deepEqual(
        errors.filter((error) => !/404|Failed to load/.test(error)),
        [],
      );
    } finally {
      await page.context().close();
    }
  },
};

/** A slider under a finger: how long each movement takes until the page is free again. */
async function slides(page) {
  await painted(page);
  await page.waitForSelector('.target, .none-ranked');
  if ((await page.locator('.none-ranked').count()) > 0) {
    console.log('        no weight moved: nothing loaded counts people, and the screen says so');
    return;
  }
  await still(page);
  const MOVES = 40;
  const busy = await busyTime(page, () =>
    page.evaluate(async (moves) => {
      const slider = document.querySelector('.weights input');
      for (let step = 0; step < moves; step += 1) {
        slider.value = String(0.1 * step);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((resolve) => requestAnimationFrame(() => resolve()));
      }
    }, MOVES),
  );
  console.log(`        a weight moved ${MOVES} times, ${(busy / MOVES).toFixed(0)} ms of the page's time each`);
}

/** Presses a button and waits for the frame that shows it. */
const press = (button) => {
  button.click();
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
};

/** Processor time of the page's own thread while something is done, in milliseconds: other work beside it does not count. */
async function busyTime(page, act) {
  const before = await ownTime(page);
  await act();
  return (await ownTime(page)) - before;
}

const sessions = new WeakMap();

async function ownTime(page) {
  if (!sessions.has(page)) {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    sessions.set(page, session);
  }
  const { metrics } = await sessions.get(page).send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
}
