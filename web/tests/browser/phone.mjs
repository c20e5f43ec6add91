/** An outreach team with a phone. */
import assert from 'node:assert/strict';
import { PHONE, still, visit, within } from './stage.mjs';

/** Controls in sight smaller than a thumb; words inside a sentence are let be. */
export const small = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, a, select, summary, [role=tab]')]
      .filter((control) => !control.closest('.leaflet-marker-pane, .skip, .map') && control.checkVisibility())
      .map((control) => ({ box: control.getBoundingClientRect(), name: control.textContent?.trim().slice(0, 30) }))
      .filter(({ box }) => box.height > 0 && box.height < 43.5)
      .map(({ box, name }) => `${name} (${box.width.toFixed(0)}×${box.height.toFixed(0)})`),
  );

export const walks = {
  'a zone tapped on a phone opens its card over half the map, and the zone stays in sight': (stage) =>
    within(stage, { size: PHONE }, async ({ page, base, out }) => {
      await visit(page, base, '#/coverage');
      await page.screenshot({ path: `${out}/phone-map.png` });
      const spot = await page.evaluate(() => {
        for (const zone of [...document.querySelectorAll('.zone')].reverse()) {
          const box = zone.getBoundingClientRect();
          const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
          if (document.elementFromPoint(x, y) === zone) return { x, y };
        }
        return null;
      });
      assert.ok(spot, 'no zone can be tapped');
      await page.touchscreen.tap(spot.x, spot.y);
      await page.waitForSelector('.sheet .card h2');
      assert.equal(await page.locator('.sheet').getAttribute('data-size'), 'half');
      await still(page);
      const sheet = await page.locator('.sheet').boundingBox();
      const zone = await page.locator('.zone-chosen').boundingBox();
      assert.ok(zone.y + zone.height / 2 < sheet.y, 'the sheet hides the zone');
      await page.screenshot({ path: `${out}/phone-card.png` });
    }),

  'every tab of the sheet is there, large enough for a thumb': (stage) =>
    within(stage, { size: PHONE }, async ({ page, base, out }) => {
      await visit(page, base, '#/targets');
      for (const tab of ['question', 'legend', 'table']) {
        await page.locator(`#tab-${tab}`).tap();
        await still(page);
        assert.deepEqual(await small(page), [], tab);
        await page.screenshot({ path: `${out}/phone-${tab}.png` });
      }
      await page.locator('.grip-buttons button').first().tap();
      assert.equal(await page.locator('.sheet').getAttribute('data-size'), 'full');
    }),

  'nothing is wider than the phone': (stage) =>
    within(stage, { size: PHONE }, async ({ page, base }) => {
      for (const question of ['targets', 'coverage', 'take-up', 'scenario', 'changes', 'indicator']) {
        await visit(page, base, `#/${question}`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${question}: ${overflow} px`);
      }
    }),
};
