/** A planner at a desk: questions, zones, services, links. */
import assert from 'node:assert/strict';
import { accessibilityFaults, eventually, openPage, settled, visit, within } from './stage.mjs';

const text = (page, selector) => page.locator(selector).first().innerText();

/** Clicks inside a zone that nothing covers, and gives its code. */
export async function clickZone(page) {
  const spot = await page.evaluate(() => {
    for (const zone of document.querySelectorAll('.zone[data-code]')) {
      const box = zone.getBoundingClientRect();
      for (const [part, other] of [
        [0.5, 0.5],
        [0.35, 0.4],
        [0.65, 0.6],
        [0.5, 0.3],
        [0.3, 0.65],
      ]) {
        const [x, y] = [box.x + box.width * part, box.y + box.height * other];
        if (document.elementFromPoint(x, y) === zone) return { x, y, code: zone.dataset.code };
      }
    }
    return null;
  });
  assert.ok(spot, 'no zone can be clicked');
  await page.mouse.click(spot.x, spot.y);
  return spot.code;
}

/** What was copied last, once something was. */
export const copied = (page) =>
  eventually(async () => {
    const words = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(words.length > 0, 'nothing was copied');
    return words;
  });

export const walks = {
  'a zone clicked on the map opens its card and its row': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/indicator?table=open');
      const code = await clickZone(page);
      await page.waitForSelector('.card h2');
      assert.ok((await text(page, '.card')).includes(code), 'the card names another zone');
      assert.equal(await page.locator('tr[data-chosen]').getAttribute('data-code'), code);
      assert.ok(page.url().includes(`zone=${code}`), page.url());
      assert.ok((await page.locator('.figure').count()) > 0, 'the card has no figure');
      await page.screenshot({ path: `${out}/zone-card.png` });
    }),

  'the first target says why, with its rank as an interval, and is copied': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/targets?lang=fr');
      const ranked = await page.locator('.rank-mark').count();
      assert.ok(ranked > 0 && ranked <= 20, `${ranked} rank marks`);
      await page.locator('.target').first().click();
      await page.waitForSelector('.why-sentence');
      assert.match(await text(page, '.why .pairs'), /\d+(er|e)( à \d+e)? sur \d+/);
      const sentence = await text(page, '.why-sentence');
      await page.locator('.why .copy button').click();
      assert.equal((await copied(page)).trim(), sentence.trim());
    }),

  'every number of the sentence that says why leads to what it rests on': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/targets?lang=fr');
      await page.locator('.target').first().click();
      await page.waitForSelector('.why-sentence .figure-source');
      const sentence = await text(page, '.why-sentence');
      const linked = await page.locator('.why-sentence .figure-source').allInnerTexts();
      const [said] = sentence.split('À faire');
      // Written in the name of an indicator, these are no figure of the zone.
      const numbers = said.replace(/\(\d{4}\)|à 60 %/g, '').match(/\d[\d\u202f,]*/g) ?? [];
      assert.deepEqual(
        linked.map((words) => words.match(/\d[\d\u202f,]*/)?.[0]),
        numbers,
      );
      for (const button of await page.locator('.why .figure-source').all()) {
        await button.click();
        const meant = await page.evaluate(() => document.activeElement?.closest('.sources li')?.dataset.dataset);
        assert.ok(meant, 'a number leads nowhere');
      }
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/why-sources.png` });
    }),

  'another theme gives another map and other services, and a service opens its card': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/coverage');
      const theme = page.getByLabel('Thème', { exact: true });
      const before = await text(page, '.answer');
      const [, second] = await theme.locator('option').evaluateAll((options) => options.map((option) => option.value));
      await theme.selectOption(second);
      await settled(page);
      assert.ok(page.url().includes(`theme=${second}`), page.url());
      assert.notEqual(await text(page, '.answer'), before, 'the answer did not change');
      await page.locator('.service-mark').first().dispatchEvent('click');
      await page.waitForSelector('.card .facts');
      assert.ok((await text(page, '.card h2')).length > 0);
      await page.screenshot({ path: `${out}/service-card.png` });
    }),

  'a moment of the week and fewer minutes leave fewer zones covered': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/coverage?limit=30');
      const covered = () => page.locator('.zone[data-shade="c0"]').count();
      const before = await covered();
      await visit(page, base, '#/coverage?limit=5&at=sun-22:00');
      assert.ok((await covered()) <= before);
      assert.ok(await page.locator('.field-pair select').nth(1).isVisible(), 'the hour cannot be chosen');
    }),

  'only what can be told from chance is coloured': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/take-up');
      assert.ok((await page.locator('.zone[data-shade="plain"]').count()) > 0, 'every zone is coloured');
      assert.ok((await text(page, '.legend')).length > 0);
      await page.locator('.legend .fold summary').click();
      assert.ok((await text(page, '.legend .fold-inside')).length > 80, 'the method is not explained');
    }),

  'an indicator is found by its name and drawn': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/indicator');
      const names = await page.locator('.indicator-name').allTextContents();
      assert.ok(names.length > 1, 'there is nothing to choose from');
      const sought = names.at(-1) ?? '';
      await page.locator('input[type=search]').fill(sought);
      await page.locator('.series label:visible').first().click();
      await settled(page);
      assert.ok((await text(page, '.legend-title')).startsWith(sought), await text(page, '.legend-title'));
    }),

  'a legend line leaves only its zones in full colour': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/indicator?table=open');
      const lines = page.locator('.histogram-line');
      const count = Number.parseInt(await lines.first().locator('.histogram-count').innerText(), 10);
      await lines.first().click();
      assert.equal(await page.locator('.zone:not([data-dim])').count(), count);
      assert.equal(await page.locator('.twin tbody tr').count(), count);
    }),

  'the pointer reads zones out': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/indicator');
      const box = await page.locator('.zone').nth(3).boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.waitForSelector('.read-out strong');
    }),

  'language and colours change at once and the link keeps the language': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/targets?lang=fr');
      const french = await text(page, '.questions');
      await page.locator('.langs button[lang=en]').click();
      await eventually(async () => assert.notEqual(await text(page, '.questions'), french));
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
      assert.ok(page.url().includes('lang=en'));
      await page.locator('.top-actions > .sign').click();
      assert.equal(await page.evaluate(() => document.documentElement.dataset.shade), 'dark');
    }),

  'a shared link shows the same screen': (stage) =>
    within(stage, {}, async ({ page, base, browser }) => {
      await visit(page, base, '#/coverage?limit=20&show=minutes&table=open');
      const code = await clickZone(page);
      await page.waitForSelector('.card h2');
      await page.locator('.tool-group .sign').first().click();
      await page.waitForFunction(() => location.hash.includes('map='));
      await page.locator('.button-share').click();
      const link = await copied(page);
      const other = await openPage(browser, base, { lang: 'en-GB' });
      await other.page.goto(link);
      await settled(other.page);
      await other.page.waitForSelector('.card h2');
      assert.equal(await text(other.page, '.legend-title'), await text(page, '.legend-title'));
      assert.equal(await other.page.locator('tr[data-chosen]').getAttribute('data-code'), code);
      assert.ok(link.includes('map='), link);
      await other.page.context().close();
    }),

  'what is shown can be downloaded': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      for (const question of ['targets', 'coverage', 'take-up', 'indicator']) {
        await visit(page, base, `#/${question}`);
        for (const link of await page.locator('.downloads a').all()) {
          const answer = await page.request.get(await link.getAttribute('href'));
          assert.equal(answer.status(), 200, `${await link.getAttribute('href')}`);
        }
      }
    }),

  'back returns to the question before': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/targets');
      await page.locator('.questions a').nth(1).click();
      await settled(page);
      await page.goBack();
      await settled(page);
      assert.ok(page.url().includes('#/targets'), page.url());
      assert.ok((await page.locator('.rank-mark').count()) > 0);
    }),
};
