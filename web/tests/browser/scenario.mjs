/** What if: a place put on the map, moved by the arrows, compared, kept and shared. */
import assert from 'node:assert/strict';
import { copied } from './desk.mjs';
import { small } from './phone.mjs';
import { accessibilityFaults, eventually, needs, openPage, PHONE, settled, still, visit, within } from './stage.mjs';

const changesOf = (page) =>
  JSON.parse(new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('changes') ?? '[]');
const answered = (page) => page.waitForSelector('.result .groups tbody tr');

async function middleOfMap(page) {
  const { x, y, width, height } = await page.locator('.map').boundingBox();
  return [x + width / 2, y + height / 2];
}

async function put(page) {
  await page.locator('.adding .button').first().click();
  await page.waitForSelector('.drawing-bar');
  await page.mouse.click(...(await middleOfMap(page)));
  await answered(page);
}

export const walks = {
  'a place put by a click shows who gains, by group and on the map': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await needs(page, base, '/scenarios');
      await visit(page, base, '#/scenario');
      await put(page);
      assert.equal(changesOf(page).length, 1);
      assert.equal(await page.locator('.ghost').count(), 1);
      const people = Number.parseInt(await page.locator('.groups tbody td strong').first().innerText(), 10);
      const coloured = await page.locator('.zone[data-shade^=c]').count();
      assert.ok(people === 0 || coloured > 0, `${people} people gain, and ${coloured} zones are coloured`);
      assert.ok((await page.locator('.groups tbody tr').count()) >= 1);
      const said = (await page.locator('.question .answer').first().innerText()).match(/\((\d+).zones?\)/);
      const gaining = await page.locator('.zone[data-shade=c3], .zone[data-shade=c4], .zone[data-shade=c5]').count();
      assert.equal(Number(said?.[1] ?? 0), gaining, 'the sentence and the map count other zones');
      const better = await page.locator('.zone[data-shade=empty]').count();
      const served = (await page.locator('.question .answer').first().innerText()).match(/(\d+).(autre|other)/);
      assert.equal(Number(served?.[1] ?? 0), better, 'the sentence and the map count other zones better served');
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/scenario.png` });
    }),

  'the arrows move a place by 50 metres, with Shift by 200, on the map and in the panel': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await needs(page, base, '/scenarios');
      await visit(page, base, '#/scenario');
      await page.locator('.adding .button').first().focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.classList.contains('map'));
      await page.keyboard.press('Enter');
      await answered(page);
      const north = (before, after) => (after[0].position[1] - before[0].position[1]) * 111_320;
      const first = changesOf(page);
      await page.locator('.ghost').focus();
      await page.keyboard.press('ArrowUp');
      await still(page);
      const second = changesOf(page);
      assert.ok(Math.abs(north(first, second) - 50) < 2, JSON.stringify([first, second]));
      await page.keyboard.press('Shift+ArrowUp');
      await still(page);
      const third = changesOf(page);
      assert.ok(Math.abs(north(second, third) - 200) < 2, JSON.stringify([second, third]));
      await page.locator('.move-south').focus();
      await page.keyboard.press('ArrowDown');
      await still(page);
      assert.ok(Math.abs(north(third, changesOf(page)) + 50) < 2);
      await page.locator('.move-east').click();
      await still(page);
      assert.ok(changesOf(page)[0].position[0] > third[0].position[0]);
    }),

  'a place is put where a search leads, and dragged': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await needs(page, base, '/scenarios');
      await visit(page, base, '#/scenario');
      await page.locator('.adding .button').nth(1).click();
      await page.locator('.adding .finder input').fill('a');
      await page.locator('.adding .finder [role=option]').first().click();
      await answered(page);
      const [before] = changesOf(page);
      assert.ok(before.name, 'the place has no name');
      await still(page);
      const { x, y } = await page.locator('.ghost').boundingBox();
      await page.mouse.move(x + 17, y + 17);
      await page.mouse.down();
      await page.mouse.move(x + 60, y + 40, { steps: 8 });
      await page.mouse.up();
      await still(page);
      assert.notDeepEqual(changesOf(page)[0].position, before.position);
    }),

  'a better place nearby is one press away': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await needs(page, base, '/scenarios');
      await visit(page, base, '#/scenario');
      await put(page);
      const [before] = changesOf(page);
      const better = page.locator('.better .button');
      if ((await better.count()) === 0) return;
      await better.first().click();
      await still(page);
      assert.notDeepEqual(changesOf(page)[0].position, before.position);
    }),

  'a service is closed, moved and opened otherwise from its card': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await needs(page, base, '/scenarios');
      await visit(page, base, '#/coverage');
      await page.locator('.service-mark').first().dispatchEvent('click');
      const buttons = page.locator('[aria-labelledby=what-if] .button');
      await buttons.first().waitFor();
      await buttons.nth(0).click();
      await answered(page);
      assert.ok(page.url().includes('#/scenario'), page.url());
      assert.equal(changesOf(page)[0].kind, 'close');
      const kinds = () => changesOf(page).map(({ kind }) => kind);
      const become = (kind) => eventually(() => assert.deepEqual(kinds(), [kind]));
      await buttons.nth(2).click();
      await become('hours');
      await still(page);
      await buttons.nth(1).click();
      await page.mouse.click(...(await middleOfMap(page)));
      await become('move');
      await answered(page);
    }),

  'a scenario is named, kept, compared with another, exported and shared': (stage) =>
    within(stage, {}, async ({ page, base, browser }) => {
      await needs(page, base, '/scenarios');
      await visit(page, base, '#/scenario?lang=fr');
      await put(page);
      await page.getByLabel('Nom du scénario').fill('Premier');
      await page.locator('.keeping form button').click();
      await page.waitForSelector('[aria-labelledby=scenario-kept] li');
      await page.locator('.move-north').click();
      await still(page);
      await page.locator('[aria-labelledby=scenario-kept] [aria-label^=Comparer]').click();
      await page.waitForSelector('.groups [scope=colgroup]');
      assert.equal(await page.locator('.groups tbody tr').first().locator('td').count(), 4);
      for (const link of await page.locator('.keep-files a').all()) {
        assert.equal((await page.request.get(await link.getAttribute('href'))).status(), 200);
      }
      await page.locator('.keeping .copy button').click();
      const shared = await copied(page);
      const other = await openPage(browser, base);
      await other.page.goto(shared);
      await answered(other.page);
      assert.deepEqual(changesOf(other.page), changesOf(page));
      await other.page.context().close();
      await page.reload();
      await settled(page);
      assert.equal(await page.locator('[aria-labelledby=scenario-kept] li').count(), 1);
    }),

  'on a phone a place is put in the middle by a button, and its result read in the sheet': (stage) =>
    within(stage, { size: PHONE }, async ({ page, base, out }) => {
      await needs(page, base, '/scenarios');
      await visit(page, base, '#/scenario');
      await page.locator('#tab-question').tap();
      await page.locator('.adding .button').first().tap();
      await page.locator('.drawing-bar .button-main').tap();
      await answered(page);
      assert.equal(changesOf(page).length, 1);
      assert.deepEqual(await accessibilityFaults(page), []);
      assert.deepEqual(await small(page), []);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
      await page.screenshot({ path: `${out}/phone-scenario.png` });
    }),
};
