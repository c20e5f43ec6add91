/** The same data read in other ways: by the arrows, in other classes, crossed, hour by hour, in one municipality. */
import assert from 'node:assert/strict';
import { accessibilityFaults, settled, still, visit, within } from './stage.mjs';

const text = (page, selector) => page.locator(selector).first().innerText();
const said = (page) => page.locator('p[aria-live]').innerText();

export const walks = {
  'the arrows read zones one after the other, Enter opens, N goes to the worst': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/coverage?lang=fr');
      await page.locator('.map').focus();
      const heard = [];
      for (const arrow of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowLeft']) {
        await page.keyboard.press(arrow);
        await still(page);
        heard.push(await said(page));
      }
      assert.ok(
        heard.every((words) => words.length > 10),
        heard.join(' | '),
      );
      assert.ok(new Set(heard).size >= 3, heard.join(' | '));
      assert.match(heard.slice(1).join(), /même classe|de « /);
      assert.equal(await page.locator('.zone-pointed').count(), 1);
      await page.waitForSelector('.read-out strong');
      await page.screenshot({ path: `${out}/arrows.png` });
      const name = await text(page, '.read-out strong');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.card h2');
      assert.equal(await text(page, '.card h2'), name);
      await page.keyboard.press('Escape');
      await page.locator('.map').focus();
      await page.keyboard.press('n');
      await page.waitForFunction(() => document.querySelector('p[aria-live]').innerText.includes('1er sur'));
      await page.keyboard.press('n');
      await page.waitForFunction(() => document.querySelector('p[aria-live]').innerText.includes('2e sur'));
    }),

  'Shift and the arrows move the map, + and − zoom it': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/targets');
      await page.locator('.map').focus();
      await page.keyboard.press('Shift+ArrowRight');
      await page.waitForFunction(() => location.hash.includes('map='));
      const moved = page.url();
      await page.keyboard.press('+');
      await page.waitForFunction((before) => location.href !== before, moved);
    }),

  'classes are cut by another method, then by hand with the arrows, and the link keeps them': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/indicator?lang=fr');
      await page.locator('.legend .fold summary', { hasText: 'Classes' }).click();
      const method = page.getByLabel('Découpe en classes');
      await method.selectOption('quantile');
      await page.getByLabel('Nombre de classes').selectOption('3');
      await settled(page);
      assert.equal(await page.locator('.histogram-line .swatch[data-shade^=c]').count(), 3);
      await method.selectOption('by_hand');
      const before = await page.locator('.histogram-label').allInnerTexts();
      const slider = page.getByRole('slider', { name: 'Seuil 1' });
      await slider.focus();
      for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift+ArrowRight');
      await still(page);
      const after = await page.locator('.histogram-label').allInnerTexts();
      assert.notDeepEqual(after, before);
      assert.match(page.url(), /classes=[\d.,]+/);
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/classes.png` });
      await page.reload();
      await settled(page);
      assert.deepEqual(await page.locator('.histogram-label').allInnerTexts(), after);
    }),

  'need and access crossed are nine classes, each of which can stand out': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/coverage?show=cross&lang=fr&table=open');
      await page.waitForSelector('.cross');
      assert.equal(await page.locator('.cross-cell').count(), 9);
      const counts = await page.locator('.cross-cell').allInnerTexts();
      const cell = counts.findIndex((count) => Number(count) > 0);
      await page.screenshot({ path: `${out}/cross.png` });
      await page.locator('.cross-cell').nth(cell).click();
      assert.equal(await page.locator('.zone:not([data-dim])').count(), Number(counts[cell]));
      assert.equal(await page.locator('.twin tbody tr').count(), Number(counts[cell]));
      assert.deepEqual(await accessibilityFaults(page), []);
    }),

  'the week runs hour by hour, and the map follows': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/coverage?lang=fr&limit=15');
      await page.locator('.question .fold summary', { hasText: 'Au fil de la semaine' }).click();
      await page.waitForSelector('.clock-hour');
      const hand = page.getByRole('slider', { name: 'Au fil de la semaine' });
      await hand.focus();
      await page.keyboard.press('End');
      await settled(page);
      const closed = await text(page, '.answer');
      assert.match(page.url(), /at=sun-20:00/);
      await page.getByRole('button', { name: 'Faire défiler la journée' }).click();
      await page.waitForFunction(() => /at=sun-0[89]/.test(location.hash));
      await page.getByRole('button', { name: 'Arrêter' }).click();
      await page.locator('.clock-day').nth(2).locator('.clock-hour').nth(3).click();
      await settled(page);
      assert.match(page.url(), /at=tue-10:00/);
      assert.notEqual(await text(page, '.answer'), closed);
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/week.png` });
    }),

  'services are shown by what they offer, those whose hours are unknown counted apart': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/coverage?lang=fr&at=tue-10:00');
      const marks = () => page.locator('.service-mark').count();
      const all = await marks();
      await page.getByRole('button', { name: 'Calques' }).click();
      await page.getByLabel('Ouverts à cette heure').click();
      await page.waitForFunction(() => location.hash.includes('only=open'));
      const open = await marks();
      assert.ok(open < all, `${open} of ${all}`);
      assert.match(await text(page, '.ticks .note'), /services montrés sur/);
      assert.deepEqual(await accessibilityFaults(page), []);
      await visit(page, base, '#/coverage?lang=fr&at=sun-03:00&only=open');
      assert.ok((await marks()) <= open);
    }),

  'within one municipality ranks and counts are its own': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/targets?lang=fr&table=open');
      const choice = page.getByLabel('Territoire lu');
      const [, code] = await choice.locator('option').evaluateAll((options) => options.map(({ value }) => value));
      await choice.selectOption(code);
      await settled(page);
      assert.match(page.url(), new RegExp(`scope=${code}`));
      assert.ok((await page.locator('.zone[data-shade=outside]').count()) > 0);
      const rows = await page.locator('.twin tbody tr').count();
      assert.equal(await page.locator('.rank-mark').count(), rows);
      assert.match(await text(page, '.target-interval'), new RegExp(`sur ${rows}$`));
      assert.equal(await text(page, '.target-rank'), '1');
      await page.screenshot({ path: `${out}/scope.png` });
      assert.deepEqual(await accessibilityFaults(page), []);
    }),

  'by bicycle and by car more zones are covered than on foot': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      const { features } = await (
        await page.request.get(`${base}/collections/iris/items?limit=1&properties=code`)
      ).json();
      await visit(page, base, `#/coverage?lang=fr&limit=15&zone=${features[0].properties.code}`);
      const uncovered = () => page.locator('.zone[data-shade="c5"]').count();
      const onFoot = await uncovered();
      assert.ok(onFoot > 0, 'nobody is far from a service: the walk would show nothing');
      await page.getByText('À vélo', { exact: true }).click();
      await settled(page);
      assert.match(page.url(), /mode=bike/);
      assert.equal(await page.locator('.zone-chosen').count(), 1, 'the zone chosen lost its outline');
      const ridden = await uncovered();
      await page.getByText('En voiture', { exact: true }).click();
      await settled(page);
      assert.ok((await uncovered()) <= ridden && ridden < onFoot);
      assert.match(await text(page, '.slider output'), /en voiture/);
    }),
};
