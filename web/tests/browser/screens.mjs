/** Every screen in both languages and both colours: no fault of accessibility, and a picture of each. */
import assert from 'node:assert/strict';
import { clickZone } from './desk.mjs';
import { accessibilityFaults, PHONE, settled, visit, within } from './stage.mjs';

const QUESTIONS = ['targets', 'coverage', 'take-up', 'indicator'];
const LANGS = ['fr', 'en'];
const COLOURS = ['light', 'dark'];

async function check(page, name, out) {
  assert.deepEqual(await accessibilityFaults(page), [], name);
  await page.screenshot({ path: `${out}/${name}.png` });
}

async function deskScreens({ page, base, out }, lang, colours) {
  for (const question of QUESTIONS) {
    await visit(page, base, `#/${question}?lang=${lang}&layers=services,qpv,names`);
    await check(page, `${question}-${lang}-${colours}`, out);
  }
  await visit(page, base, `#/coverage?lang=${lang}&table=open`);
  await clickZone(page);
  await page.waitForSelector('.card h2');
  await settled(page);
  for (const summary of await page.locator('.legend .fold summary, .card .fold summary').all()) {
    if (await summary.isVisible()) await summary.click();
  }
  await check(page, `zone-${lang}-${colours}`, out);
  await page.locator('.service-mark').first().dispatchEvent('click');
  await page.waitForSelector('.card .facts');
  await check(page, `service-${lang}-${colours}`, out);
}

async function phoneScreens({ page, base, out }, lang, colours) {
  await visit(page, base, `#/targets?lang=${lang}`);
  for (const tab of ['question', 'legend', 'table']) {
    await page.locator(`#tab-${tab}`).tap();
    await page.waitForTimeout(250);
    await check(page, `phone-${tab}-${lang}-${colours}`, out);
  }
}

const each = (walk, size) => (stage) =>
  LANGS.reduce(
    (before, lang) =>
      COLOURS.reduce(
        (before, colours) =>
          before.then(() =>
            within(stage, { dark: colours === 'dark', ...(size && { size }) }, (ground) => walk(ground, lang, colours)),
          ),
        before,
      ),
    Promise.resolve(),
  );

export const walks = {
  'every screen is accessible, in both languages and both colours': each(deskScreens),
  'every screen of a phone is accessible, in both languages and both colours': each(phoneScreens, PHONE),
};
