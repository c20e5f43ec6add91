/** Every screen in both languages and both colours: no fault of accessibility, and a picture of each. */
import assert from 'node:assert/strict';
import { clickZone } from './desk.mjs';
import { withReach } from './places.mjs';
import { openReport } from './report.mjs';
import { accessibilityFaults, needs, PHONE, settled, still, visit, within } from './stage.mjs';

const QUESTIONS = ['targets', 'coverage', 'take-up', 'indicator'];
const LANGS = ['fr', 'en'];
const COLOURS = ['light', 'dark'];

/** No fault in either colours, and a picture of each. */
async function check(page, name, out) {
  for (const colorScheme of COLOURS) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((shade) => document.documentElement.dataset.shade === shade, colorScheme);
    await still(page);
    assert.deepEqual(await accessibilityFaults(page), [], `${name}, ${colorScheme}`);
    await page.screenshot({ path: `${out}/${name}-${colorScheme}.png` });
  }
}

async function deskScreens({ page, base, out }, lang) {
  for (const question of QUESTIONS) {
    await visit(page, base, `#/${question}?lang=${lang}&layers=services,qpv,names`);
    await check(page, `${question}-${lang}`, out);
  }
  await visit(page, base, `#/coverage?lang=${lang}&table=open`);
  await clickZone(page);
  await page.waitForSelector('.card h2');
  await settled(page);
  for (const summary of await page.locator('.legend .fold summary, .card .fold summary').all()) {
    if (await summary.isVisible()) await summary.click();
  }
  await check(page, `zone-${lang}`, out);
  await page.locator('.service-mark').first().dispatchEvent('click');
  await page.waitForSelector('.card .facts');
  await check(page, `service-${lang}`, out);
}

/** What a place would change, and what has changed, where the server tells. */
async function changeScreens({ page, base, out }, lang) {
  const { bbox } = await (await page.request.get(`${base}/atlas`)).json();
  const position = [0, 1].map((axis) => Number(((bbox[axis] + bbox[axis + 2]) / 2).toFixed(5)));
  const changes = encodeURIComponent(JSON.stringify([{ kind: 'add', position, name: 'Antenne' }]));
  await needs(page, base, '/scenarios');
  await visit(page, base, `#/scenario?lang=${lang}&name=Essai&changes=${changes}`);
  await page.waitForSelector('.groups tbody tr');
  await check(page, `scenario-${lang}`, out);
  await needs(page, base, '/changes');
  await visit(page, base, `#/changes?lang=${lang}`);
  await page.waitForSelector('.question .answer');
  await check(page, `changes-${lang}`, out);
  await needs(page, base, '/series');
  await visit(page, base, `#/changes?lang=${lang}&compare=years`);
  await page.waitForSelector('.question .answer');
  await check(page, `two-years-${lang}`, out);
}

/** The screens of the map's tools: crossed, hour by hour, classes cut by hand, around a point, what is searched. */
async function toolScreens({ page, base, out }, lang) {
  await withReach(page);
  await visit(page, base, `#/coverage?lang=${lang}&show=cross&at=tue-10:00&only=free`);
  await page.locator('.question .fold summary').first().click();
  await page.locator('.map-tools .sign').nth(3).click();
  await page.waitForSelector('.clock-hour');
  await check(page, `cross-${lang}`, out);
  await visit(page, base, `#/indicator?lang=${lang}&classes=quantile-4`);
  await page.locator('.finder input').fill('a');
  await page.waitForSelector('.finder-name');
  await check(page, `classes-${lang}`, out);
  const { bbox } = await (await page.request.get(`${base}/atlas`)).json();
  const middle = [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2];
  await visit(page, base, `#/targets?lang=${lang}&from=${middle}&map=13/${middle[1]}/${middle[0]}`);
  await page.waitForSelector('.card .nearest li');
  await page.locator('.map-tools .sign').nth(5).click();
  await check(page, `around-${lang}`, out);
}

/** The report and the pages beside the map. */
async function pageScreens({ page, base, out }, lang) {
  const wide = page.viewportSize().width > PHONE.width ? '' : 'phone-';
  await openReport(page, base, `lang=${lang}&themes=sante,pauvrete`);
  await page.locator('.note-add').first().click();
  await check(page, `${wide}report-${lang}`, out);
  for (const name of ['method', 'accessibility', 'privacy', 'account']) {
    await page.goto(`${base}/#/${name}?lang=${lang}`);
    await page.waitForSelector('.prose h1');
    await check(page, `${wide}${name}-${lang}`, out);
  }
}

async function phoneScreens({ page, base, out }, lang) {
  await visit(page, base, `#/targets?lang=${lang}`);
  for (const tab of ['question', 'legend', 'table']) {
    await page.locator(`#tab-${tab}`).tap();
    await check(page, `phone-${tab}-${lang}`, out);
  }
}

const each = (walk, size) => async (stage) => {
  for (const lang of LANGS) await within(stage, size ? { size } : {}, (ground) => walk(ground, lang));
};

export const walks = {
  'every screen is accessible, in both languages and both colours': each(deskScreens),
  'every screen of change is accessible, in both languages and both colours': each(changeScreens),
  'every tool of the map is accessible, in both languages and both colours': each(toolScreens),
  'every page beside the map is accessible, in both languages and both colours': each(pageScreens),
  'every page beside the map is accessible on a phone, in both languages and both colours': each(pageScreens, PHONE),
  'every screen of a phone is accessible, in both languages and both colours': each(phoneScreens, PHONE),
};
