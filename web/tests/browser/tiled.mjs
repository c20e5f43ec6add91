/** A country of zones, from tiles: painted, pointed at, chosen, recoloured. Left out where fewer zones are loaded. */
import assert from 'node:assert/strict';
import { LeftOut, openPage, PATIENCE, still } from './stage.mjs';

const MANY = 3000;
/** A country takes longer than a town: milliseconds waited for anything. */
const LONG = 4 * PATIENCE;

async function manyZones(page, base) {
  page.context().setDefaultTimeout(LONG);
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
    { timeout: LONG, polling: 50 },
  );

const nameOf = async (page, base) => (await (await page.request.get(`${base}/atlas`)).json()).name;

/** What the list of zones says of municipalities: the one of most zones, and where it lies. */
async function largestTown(page, base, wide) {
  const { snapshot } = await (await page.request.get(`${base}/atlas`)).json();
  const listed = await (await page.request.get(`${base}/zones/${snapshot}/${wide.code}`)).json();
  const within = new Map();
  for (const [zone, commune] of listed.parents.commune.entries()) {
    within.set(commune, [...(within.get(commune) ?? []), zone]);
  }
  const [code, zones] = [...within].reduce((most, one) => (one[1].length > most[1].length ? one : most));
  const at = listed.centre[zones[Math.floor(zones.length / 2)]];
  return { code, name: listed.communes[code], zones: zones.length, at, listed, snapshot };
}

export const walks = {
  'a whole country is painted from tiles, read under the pointer, and recoloured': async ({ browser, base, out }) => {
    const { page, strangers, errors } = await openPage(browser, base);
    try {
      const wide = await manyZones(page, base);
      const before = await ownTime(page);
      const start = Date.now();
      await page.goto(`${base}/#/indicator?lang=fr&geography=${wide.code}`);
      await painted(page);
      await page.waitForSelector('.legend-title');
      const own = ((await ownTime(page)) - before) / 1000;
      const wall = (Date.now() - start) / 1000;
      console.log(
        `        ${wide.zones} zones painted in ${wall.toFixed(2)} s, ${own.toFixed(2)} s of the page's time`,
      );
      assert.match(await page.locator('.legend-coarse').innerText(), /une couleur par commune/);
      await page.waitForFunction((name) => document.title.includes(name), await nameOf(page, base));
      const { x, y, width, height } = await page.locator('.map').boundingBox();
      const middle = [x + width / 2, y + height / 2];
      await page.mouse.move(...middle);
      await page.waitForSelector('.read-out strong');
      await page.screenshot({ path: `${out}/country.png` });
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

  'from afar a whole country is seen by municipality; one pressed opens on its zones, and a zone is found by name':
    async ({ browser, base, out }) => {
      const { page, strangers } = await openPage(browser, base);
      try {
        const wide = await manyZones(page, base);
        const town = await largestTown(page, base, wide);
        const [lon, lat] = town.at;
        await page.goto(`${base}/#/indicator?lang=fr&geography=${wide.code}&map=7/${lat}/${lon}`);
        await painted(page);
        await page.waitForSelector('.legend-coarse');
        const { x, y, width, height } = await page.locator('.map').boundingBox();
        const middle = [x + width / 2, y + height / 2];
        await still(page);
        await page.mouse.move(...middle);
        await page.waitForSelector('.read-out strong');
        assert.equal(await page.locator('.read-out strong').innerText(), town.name);
        assert.match(await page.locator('.read-out-box').innerText(), new RegExp(`commune, ${town.zones}.zones`));
        await page.screenshot({ path: `${out}/country-town.png` });
        await page.mouse.click(...middle);
        await page.waitForFunction(() => Number(/map=([\d.]+)/.exec(location.hash)?.[1]) > 9);
        await page.waitForSelector('.legend-coarse', { state: 'detached' });
        await painted(page);
        await page.mouse.move(middle[0] + 3, middle[1]);
        await page.waitForFunction((name) => {
          const read = document.querySelector('.read-out strong')?.textContent;
          return read && read !== name;
        }, town.name);
        await page.mouse.click(middle[0] + 3, middle[1]);
        await page.waitForFunction(() => location.hash.includes('zone='));
        await page.waitForSelector('.zone-chosen', { state: 'attached' });
        await page.screenshot({ path: `${out}/country-zones.png` });
        const field = page.getByRole('combobox', { name: 'Chercher un lieu ou un service' });
        const { names } = town.listed;
        const place = names.findLastIndex((name) => names.indexOf(name) === names.lastIndexOf(name) && name.length > 8);
        const sought = names[place];
        await field.fill(sought);
        await page.getByRole('option').filter({ hasText: sought }).first().click();
        await page.waitForFunction((name) => document.querySelector('.card h2')?.textContent === name, sought);
        assert.deepEqual(strangers, []);
      } finally {
        await page.context().close();
      }
    },

  'every zone of a whole country lies under some pixel at the first zoom, and every municipality from afar': async ({
    browser,
    base,
  }) => {
    const { page } = await openPage(browser, base);
    try {
      const wide = await manyZones(page, base);
      const { listed, snapshot } = await largestTown(page, base, wide);
      await page.goto(`${base}/#/indicator?geography=${wide.code}`);
      await painted(page);
      const towns = new Set(listed.parents.commune);
      for (const [zoom, what] of [
        [8, 'municipalities'],
        [listed.first_zoom, 'zones'],
      ]) {
        const seen = await zonesSeen(page, `tiles/${snapshot}/${wide.code}`, zoom, tilesOver(listed.bbox, zoom));
        const met = what === 'zones' ? new Set(seen) : new Set(seen.map((zone) => listed.parents.commune[zone]));
        const all = what === 'zones' ? listed.codes.length - twins(listed) : towns.size;
        console.log(`        zoom ${zoom}: ${met.size} of ${all} ${what} under some pixel`);
        const lost = listed.codes.filter((_, zone) => what === 'zones' && !met.has(zone));
        assert.equal(
          met.size,
          all,
          `not met: ${lost.map((code) => `${code} ${listed.bbox[listed.codes.indexOf(code)]}`)}`,
        );
      }
    } finally {
      await page.context().close();
    }
  },
};

/** Zones that have one and the same outline as another: the first of them is drawn. */
const twins = ({ bbox, centre, codes }) =>
  codes.length - new Set(codes.map((_, zone) => `${bbox[zone]} ${centre[zone]}`)).size;

/** The tiles of a zoom that the boxes of zones touch. */
function tilesOver(boxes, zoom) {
  const side = 2 ** zoom;
  const column = (lon) => Math.floor(((lon + 180) / 360) * side);
  const row = (lat) => {
    const at = Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI;
    return Math.floor(((1 - at) / 2) * side);
  };
  const tiles = new Set();
  for (const [west, south, east, north] of boxes) {
    for (let x = column(west); x <= column(east); x += 1) {
      for (let y = row(north); y <= row(south); y += 1) tiles.add(`${x}/${y}`);
    }
  }
  return [...tiles];
}

/** The numbers of the zones that the map's own worker finds under the pixels of some tiles. */
function zonesSeen(page, path, zoom, tiles) {
  return page.evaluate(
    async ({ path, zoom, tiles }) => {
      const script = performance.getEntriesByType('resource').find(({ name }) => /worker-[^/]*\.js$/.test(name));
      const worker = new Worker(script.name, { type: 'module' });
      const [side, stride, id] = [512, 514, 0x7fff_ffff];
      const seen = new Set();
      for (const tile of tiles) {
        const answer = await fetch(`${path}/${zoom}/${tile}`);
        if (answer.status === 204) continue;
        const bytes = await answer.arrayBuffer();
        const { ids } = await new Promise((resolve) => {
          worker.onmessage = ({ data }) => resolve(data);
          worker.postMessage({ job: 1, bytes }, [bytes]);
        });
        for (let y = 1; y <= side; y += 1) {
          for (let x = 1; x <= side; x += 1) {
            const zone = (ids[y * stride + x] & id) - 1;
            if (zone >= 0) seen.add(zone);
          }
        }
      }
      worker.terminate();
      return [...seen];
    },
    { path, zoom, tiles },
  );
}

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
