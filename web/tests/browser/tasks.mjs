/** Every task from beginning to end with the keyboard alone, the focus in sight at each step; and nothing that moves. */
import assert from 'node:assert/strict';
import { copied } from './desk.mjs';
import { openReport } from './report.mjs';
import { PHONE, settled, still, visit, within } from './stage.mjs';

const MOST_STOPS = 160;

/** What has the focus, whether it shows, and what lies over it. */
const focus = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const inside = (x, y) => document.elementFromPoint(x, y);
    const spots = [0.5, 0.2, 0.8].map((part) => inside(box.x + box.width * part, box.y + box.height / 2));
    const labels = [...(element.labels ?? [])];
    const reached = (spot) =>
      spot && (element.contains(spot) || spot.contains(element) || labels.some((label) => label.contains(spot)));
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const beside = element.matches('.segments input, .series input');
    return {
      tag: element.tagName,
      name: (
        element.getAttribute('aria-label') ??
        element.labels?.[0]?.textContent ??
        element.textContent ??
        ''
      ).trim(),
      outlined: beside || (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2),
      covered: box.width > 0 && spots.every((spot) => !reached(spot)) && element.id !== 'sheet-panel',
    };
  });

/** Presses Tab until something of this name has the focus; on the way, the focus must be seen at every stop. */
async function tabTo(page, name, key = 'Tab') {
  for (let press = 0; press < MOST_STOPS; press += 1) {
    await page.keyboard.press(key);
    const stop = await focus(page);
    if (stop.tag === 'BODY') continue;
    assert.ok(stop.outlined, `focus cannot be seen on ${JSON.stringify(stop)}`);
    assert.ok(!stop.covered, `focus is hidden on ${JSON.stringify(stop)}`);
    if (name.test(stop.name)) return stop;
  }
  throw new Error(`${name} is not reached with ${key}`);
}

const text = (page, selector) => page.locator(selector).first().innerText();

export const walks = {
  'with the keyboard alone: another question, another theme, a zone on the map, its card, its paper': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/targets?lang=fr');
      await tabTo(page, /^Qui est loin/);
      await page.keyboard.press('Enter');
      await settled(page);
      assert.match(page.url(), /#\/coverage/);
      await tabTo(page, /^Thème$/);
      await page.keyboard.press('ArrowDown');
      await settled(page);
      assert.match(page.url(), /theme=/);
      await tabTo(page, /^Carte$/);
      await page.keyboard.press('ArrowRight');
      await page.waitForSelector('.read-out strong');
      await page.keyboard.press('n');
      const read = await text(page, '.read-out strong');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.card h2');
      assert.equal(await text(page, '.card h2'), read);
      await page.evaluate(() => {
        window.print = () => document.body.setAttribute('data-printed', 'yes');
      });
      await tabTo(page, /^Imprimer la fiche/);
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('body').getAttribute('data-printed'), 'yes');
      await page.keyboard.press('Escape');
      await page.waitForSelector('.card', { state: 'detached' });
    }),

  'with the keyboard alone: an outline drawn, a point looked around, a link copied': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/indicator?lang=fr');
      await tabTo(page, /^Dessiner un périmètre/);
      await page.keyboard.press('Enter');
      for (const key of ['Enter', 'ArrowRight', 'ArrowRight', 'Enter', 'ArrowDown', 'ArrowDown', 'Enter']) {
        await page.keyboard.press(key);
        await still(page);
      }
      await page.keyboard.press('f');
      await page.waitForSelector('.card h2');
      assert.match(page.url(), /area=/);
      await page.keyboard.press('Escape');
      await visit(page, base, '#/coverage?lang=fr');
      await tabTo(page, /^Autour d’un point/);
      await page.keyboard.press('Enter');
      await tabTo(page, /^Le centre de la carte/);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.card .nearest li');
      await tabTo(page, /^Partager/, 'Shift+Tab');
      await page.keyboard.press('Enter');
      assert.match(await copied(page), /from=/);
    }),

  'with the keyboard alone: a report of one municipality, a source looked up, a note added, paper': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/targets?lang=fr');
      await tabTo(page, /^Rapport$/);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.report[aria-busy=false]');
      await tabTo(page, /^Territoire/);
      await page.keyboard.press('ArrowDown');
      await page.waitForFunction(() => /scope=/.test(location.hash));
      await page.waitForSelector('.report[aria-busy=false]');
      await page.evaluate(() => {
        window.print = () => document.body.setAttribute('data-printed', 'yes');
      });
      await tabTo(page, /^Imprimer/);
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('body').getAttribute('data-printed'), 'yes');
      await tabTo(page, /^Source 1/);
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'source-1');
      await tabTo(page, /^Ajouter une note/, 'Shift+Tab');
      await page.keyboard.press('Enter');
      await tabTo(page, /^Note sur/);
      await page.keyboard.type('Vu en conseil.');
      assert.equal(await page.locator('.report-note textarea').last().inputValue(), 'Vu en conseil.');
    }),

  'on a phone with a keyboard, the sheet never hides the focus': (stage) =>
    within(stage, { size: PHONE }, async ({ page, base }) => {
      await visit(page, base, '#/coverage?lang=fr');
      for (const tab of ['question', 'legend', 'table']) {
        await page.locator(`#tab-${tab}`).focus();
        await page.keyboard.press('Enter');
        await still(page);
        await page.evaluate(() => document.activeElement.blur());
        await tabTo(page, tab === 'table' ? /^CSV/ : /^Méthode et sources|^Confidentialité/);
      }
    }),

  'nothing moves for who asks for calm': (stage) =>
    within(stage, { calm: true }, async ({ page, base }) => {
      const moving = () =>
        page.evaluate(() =>
          [...document.querySelectorAll('body *')]
            .filter((element) => {
              const { transitionDuration, animationName } = getComputedStyle(element);
              return (
                animationName !== 'none' || transitionDuration.split(', ').some((time) => Number.parseFloat(time) > 0)
              );
            })
            .map((element) => `${element.tagName}.${element.getAttribute('class')}`),
        );
      await visit(page, base, '#/coverage?lang=fr&table=open');
      assert.deepEqual([...new Set(await moving())], []);
      await openReport(page, base, 'lang=fr&themes=sante');
      assert.deepEqual([...new Set(await moving())], []);
    }),
};
