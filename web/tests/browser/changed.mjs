/** What has changed: since a state of the data, and between two years. */
import assert from 'node:assert/strict';
import { accessibilityFaults, eventually, LeftOut, needs, PHONE, settled, still, visit, within } from './stage.mjs';

async function twoYears(page, base) {
  await needs(page, base, '/series');
  await visit(page, base, '#/changes?compare=years');
  await page.waitForSelector('.question .answer');
  if ((await page.locator('.question .field-pair').count()) === 0) throw new LeftOut('no indicator has two editions');
}

export const walks = {
  'what changed since a state is told, on the map and in lists': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await needs(page, base, '/changes');
      await visit(page, base, '#/changes');
      await page.waitForSelector('.question .answer');
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/changes.png` });
    }),

  'a link made from another state of the data leads to what changed since': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await needs(page, base, '/changes');
      const answer = await (await page.request.get(`${base}/changes`)).json();
      await page.route('**/changes?since=*', (route) => route.fulfill({ json: answer }));
      await visit(page, base, '#/coverage?made=fedcba9876543210');
      await page.locator('.made-elsewhere button').click();
      assert.ok(page.url().includes('#/changes?since=fedcba9876543210'), page.url());
    }),

  'two years are subtracted, then drawn side by side with a divider moved by keys, buttons and a finger': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await twoYears(page, base);
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/two-years.png` });
      await page
        .locator('.segments', { hasText: /Côte à côte|Side by side/ })
        .locator('label')
        .nth(1)
        .click();
      await page.waitForSelector('.swipe-line');
      await page.waitForSelector('.leaflet-zones-pane canvas.leaflet-tile-loaded');
      await still(page);
      const shown = () =>
        page.evaluate(() =>
          [...document.querySelectorAll('.leaflet-zones-pane canvas')]
            .map((canvas) => canvas.getContext('2d').getImageData(0, 0, 512, 512).data)
            .reduce((sum, pixels) => pixels.reduce((sum, part, at) => (sum + part * ((at % 9973) + 1)) % 1e9, sum), 0),
        );
      const before = await shown();
      await page.locator('.swipe-line').focus();
      // To where the zones are that changed class between the two.
      for (let press = 0; press < 15; press += 1) await page.keyboard.press('ArrowRight');
      await page.waitForFunction(() => location.hash.includes('swipe=0.8'));
      await eventually(async () => assert.notEqual(await shown(), before, 'the divider moves and the map does not'));
      await page.locator('.divider-twin .sign').first().click();
      assert.ok(page.url().includes('swipe=0.75'), page.url());
      const { x, y, width, height } = await page.locator('.swipe-line').boundingBox();
      await page.mouse.move(x + width / 2, y + height / 3);
      await page.mouse.down();
      await page.mouse.move(x + width / 2 + 120, y + height / 3, { steps: 6 });
      await page.mouse.up();
      assert.ok(!page.url().includes('swipe=0.75'), page.url());
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/side-by-side.png` });
    }),

  'what changed is read on a phone': (stage) =>
    within(stage, { size: PHONE }, async ({ page, base, out }) => {
      await needs(page, base, '/changes');
      await visit(page, base, '#/changes');
      await page.locator('#tab-question').tap();
      await page.waitForSelector('.question .answer');
      await settled(page);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/phone-changes.png` });
    }),
};
