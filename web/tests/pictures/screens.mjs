/** Every screen worth a picture: its name, where it is, and what is done there before it is taken. */
import { PHONE } from '../browser/stage.mjs';

/** A place where two neighbourhoods have none. */
const PLACE = JSON.stringify([{ kind: 'add', position: [2.947, 46.8504], name: 'Antenne de Chantemerle' }]);

/** Zones are painted and no answer is on its way. */
export const mapDrawn = async (page) => {
  await page.waitForSelector('.zone[data-shade]', { state: 'attached', timeout: 20_000 });
  await page.waitForSelector('.progress', { state: 'detached', timeout: 20_000 });
};
const reportDrawn = (page) => page.waitForSelector('.report[aria-busy=false]', { timeout: 60_000 });
const cardDrawn = async (page) => {
  await mapDrawn(page);
  await page.waitForSelector('.card h2');
};
const scenarioDrawn = async (page) => {
  await mapDrawn(page);
  await page.waitForSelector('.groups tbody tr');
};
const proseDrawn = (page) => page.waitForSelector('.prose h1');

/** The zone to act in first, and a service of it, as the program itself names them. */
export async function subjects(page, base) {
  const get = async (path) => (await page.request.get(`${base}/${path}`)).json();
  const { bbox } = await get('atlas');
  const { targets } = await get('targets?limit=1');
  const { zone, services } = await get(`zones/${targets[0].zone}`);
  const [lon, lat] = zone.centre;
  const [west, south, east, north] = bbox;
  const near = (x, y) => `${(west + x * (east - west)).toFixed(5)},${(south + y * (north - south)).toFixed(5)}`;
  const area = [near(0.42, 0.42), near(0.6, 0.4), near(0.62, 0.58), near(0.45, 0.62)].join(';');
  return { zone: zone.code, service: services[0].id, from: `${lon.toFixed(5)},${lat.toFixed(5)}`, area };
}

/** Pictures of a desk, a phone, the dark theme, paper, and what is shown when there is nothing to show. */
export function screens(base, { zone, service, from, area }) {
  const at = (hash, drawn = mapDrawn, more = {}) => ({ hash, drawn, ...more });
  const phone = { size: PHONE };
  const dark = { dark: true };
  return {
    targets: at('#/targets?lang=fr'),
    coverage: at('#/coverage?lang=fr&theme=sante'),
    minutes: at('#/coverage?lang=fr&theme=sante&show=minutes&mode=bike'),
    cross: at('#/coverage?lang=fr&theme=mediation-numerique&show=cross'),
    'take-up': at('#/take-up?lang=fr'),
    scenario: at(`#/scenario?lang=fr&theme=acces-aux-droits&changes=${encodeURIComponent(PLACE)}`, scenarioDrawn),
    'phone-scenario': at(
      `#/scenario?lang=fr&theme=acces-aux-droits&changes=${encodeURIComponent(PLACE)}`,
      scenarioDrawn,
      phone,
    ),
    indicator: at('#/indicator?lang=fr'),
    'targets-en': at('#/targets?lang=en'),
    'two-years': at('#/changes?lang=fr&compare=years'),
    'side-by-side': at('#/changes?lang=fr&compare=years&swipe=0.64', (page) => page.waitForSelector('.swipe-line')),
    table: at('#/take-up?lang=fr&table=open'),
    week: at('#/coverage?lang=fr&theme=sante&at=tue-10:00', mapDrawn, { act: openWeek }),
    classes: at('#/indicator?lang=fr&classes=quantile-4'),
    search: at('#/indicator?lang=fr', mapDrawn, { act: seek }),
    zone: at(`#/targets?lang=fr&zone=${zone}`, cardDrawn),
    service: at(`#/coverage?lang=fr&zone=${zone}&service=${encodeURIComponent(service)}&reach=on`, cardDrawn),
    around: at(`#/coverage?lang=fr&from=${from}`, cardDrawn),
    area: at(`#/indicator?lang=fr&area=${area}`, cardDrawn),
    report: at('#/report?lang=fr', reportDrawn),
    'report-gaps': at('#/report?lang=fr', reportDrawn, { act: (page) => toSection(page, 'gaps') }),
    'report-take-up': at('#/report?lang=en', reportDrawn, { act: (page) => toSection(page, 'takeUp') }),
    method: at('#/method?lang=fr', proseDrawn),
    accessibility: at('#/accessibility?lang=fr', proseDrawn),
    privacy: at('#/privacy?lang=fr', proseDrawn),
    'dark-targets': at('#/targets?lang=fr', mapDrawn, dark),
    'dark-coverage': at('#/coverage?lang=fr&theme=sante', mapDrawn, dark),
    'dark-zone': at(`#/take-up?lang=fr&zone=${zone}`, cardDrawn, dark),
    'dark-report': at('#/report?lang=fr', reportDrawn, { ...dark, act: (page) => toSection(page, 'needs') }),
    'phone-map': at('#/targets?lang=fr', mapDrawn, phone),
    'phone-question': at('#/coverage?lang=fr', mapDrawn, { ...phone, act: openTab('question') }),
    'phone-legend': at('#/coverage?lang=fr', mapDrawn, { ...phone, act: openTab('legend') }),
    'phone-table': at('#/coverage?lang=fr', mapDrawn, { ...phone, act: openTab('table') }),
    'phone-card': at(`#/targets?lang=fr&zone=${zone}`, cardDrawn, phone),
    'phone-around': at(`#/coverage?lang=fr&from=${from}`, cardDrawn, phone),
    'phone-report': at('#/report?lang=fr', reportDrawn, { ...phone, act: (page) => toSection(page, 'priorities') }),
    'phone-dark': at(`#/targets?lang=fr&zone=${zone}`, cardDrawn, { ...phone, ...dark }),
    'paper-zone': at(`#/targets?lang=fr&zone=${zone}`, cardDrawn, { paper: true }),
    'paper-report': at('#/report?lang=fr', reportDrawn, { paper: true }),
    empty: at('', (page) => page.waitForSelector('.state-empty'), { answers: { atlas: empty } }),
    loading: at('#/targets?lang=fr', (page) => page.waitForSelector('.state'), { answers: { atlas: () => {} } }),
    unreachable: at('#/targets?lang=fr', (page) => page.waitForSelector('.state-failed'), {
      answers: { atlas: (route) => route.abort() },
    }),
    refused: at('#/coverage?lang=fr&theme=none', (page) => page.waitForSelector('.state-failed'), {
      answers: { 'coverage?**': refusedBy(base) },
    }),
    offline: at('#/targets?lang=fr', mapDrawn, { act: cutNetwork }),
  };
}

const NOTHING = { snapshot: '0', name: '', fictional: false, bbox: null };
const LISTS = { geographies: [], themes: [], audiences: [], indicators: [], datasets: [] };
const empty = (route) => route.fulfill({ json: { ...NOTHING, ...LISTS } });

/** The program’s own words for a theme that it does not know. */
const refusedBy = (base) => async (route) =>
  route.fulfill({ response: await route.fetch({ url: `${base}/coverage?theme=none` }) });

async function openWeek(page) {
  await page.locator('.question .fold summary', { hasText: 'Au fil de la semaine' }).click();
  await page.waitForSelector('.clock-hour');
  await page.locator('.clock-day').last().scrollIntoViewIfNeeded();
}

async function seek(page) {
  await page.locator('.finder input').fill('ma');
  await page.waitForSelector('.finder-name');
}

const toSection = (page, name) => page.evaluate((id) => document.getElementById(id).scrollIntoView(), name);

const openTab = (name) => async (page) => {
  await page.locator(`#tab-${name}`).tap();
  await page.waitForTimeout(300);
};

async function cutNetwork(page) {
  await page.context().setOffline(true);
  await page.waitForSelector('.offline');
}
