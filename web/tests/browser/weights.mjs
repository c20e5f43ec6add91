/** Weights moved under a finger: the map, the list and the address follow. */
import assert from 'node:assert/strict';
import { DESK, needs, PHONE, settled, still, visit, within } from './stage.mjs';

const listed = (page) => page.locator('.target-name').allInnerTexts();
const shades = (page) =>
  page.locator('.zone').evaluateAll((zones) => zones.map(({ dataset }) => `${dataset.code} ${dataset.shade}`).join());

/** Puts a slider somewhere as a finger would: movements, then rest. */
async function slide(page, index, value, rest = true) {
  await page
    .locator('.weights input')
    .nth(index)
    .evaluate(
      (slider, [value, rest]) => {
        slider.value = value;
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        if (rest) slider.dispatchEvent(new Event('change', { bubbles: true }));
      },
      [String(value), rest],
    );
  await still(page);
}

async function moved({ page, base }) {
  await needs(page, base, '/targets/components');
  await visit(page, base, '#/targets');
  const fold = page.locator('.question .fold:has(.weights)');
  if (!(await fold.evaluate((part) => part.open))) await fold.locator('summary').click();
  await page.waitForSelector('.target-firm');
  const [names, colours, address] = [await listed(page), await shades(page), page.url()];
  await slide(page, 0, 0, false);
  assert.notDeepEqual(await listed(page), names, 'the list does not follow the finger');
  assert.notEqual(await shades(page), colours, 'the map does not follow the finger');
  assert.equal(page.url(), address, 'the address changed before the finger rested');
  await slide(page, 0, 0);
  await settled(page);
  assert.ok(page.url().includes('weights=0,1,1'), page.url());
  const after = await listed(page);
  await visit(page, base, new URL(page.url()).hash);
  assert.deepEqual(await listed(page), after, 'the link shows another list');
  await page.waitForFunction(() => !document.querySelector('.target-interval')?.textContent.includes('…'));
}

export const walks = {
  'weights moved change the list and the map at once, and the address once they rest': (stage) =>
    within(stage, { size: DESK }, moved),

  'weights moved on a phone do the same': (stage) =>
    within(stage, { size: PHONE }, async ({ page, base, out }) => {
      await needs(page, base, '/targets/components');
      await visit(page, base, '#/targets');
      await page.locator('#tab-question').tap();
      await page.locator('.question .fold summary').first().click();
      await page.waitForSelector('.weights');
      const names = await listed(page);
      await slide(page, 1, 0);
      assert.notDeepEqual(await listed(page), names);
      await page.screenshot({ path: `${out}/phone-weights.png` });
    }),

  'the browser ranks as the server does, and a badge says how firm a place is': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await needs(page, base, '/targets/components');
      await visit(page, base, '#/targets?weights=2,1,0.5');
      const answer = await (await page.request.get(`${base}/targets?need=2&gap=1&take_up=0.5`)).json();
      await page.waitForSelector('.target-firm');
      assert.deepEqual(
        await listed(page),
        answer.targets.map(({ name }) => name),
      );
      assert.match(await page.locator('.target-firm').first().getAttribute('title'), /\d+\s?%.*\d/);
      await page.locator('.target').first().click();
      await page.waitForSelector('.firm');
      await page.screenshot({ path: `${out}/weights.png` });
    }),

  'a weight is moved with the arrows alone, and what comes first is said': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await needs(page, base, '/targets/components');
      await visit(page, base, '#/targets');
      await page.locator('.weights input').first().focus();
      await page.keyboard.press('End');
      await still(page);
      assert.ok(page.url().includes('weights=4,1,1'), page.url());
      const first = (await listed(page))[0];
      assert.ok((await page.locator('[aria-live=polite]').first().innerText()).includes(first));
    }),
};
