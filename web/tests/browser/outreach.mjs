/** In the field, with a phone: a round from here, notes and checks that wait until they can be sent. */
import assert from 'node:assert/strict';
import { accessibilityFaults, eventually, needs, PHONE, settled, still, visit, within } from './stage.mjs';

async function middle(page, base) {
  const { bbox } = await (await page.request.get(`${base}/atlas`)).json();
  return [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2];
}

async function openNote(page) {
  await page.locator('.card .fold summary', { hasText: /Note de terrain|Field note/ }).click();
  await page.waitForSelector('.note-form');
}

export const walks = {
  'three hours on foot from here give stops in order, each with why, and a stop leads back to its round': (stage) =>
    within(stage, { size: PHONE, cut: true }, async ({ page, base, out }) => {
      await needs(page, base, '/plans/rounds');
      await visit(page, base, `#/targets?from=${await middle(page, base)}`);
      await page.locator('.round label', { hasText: '3 h' }).tap();
      await page.waitForSelector('.stops li', { timeout: 60_000 });
      assert.ok(page.url().includes('round=180'), page.url());
      assert.ok((await page.locator('.round-stop').count()) > 0, 'no stop on the map');
      for (const why of await page.locator('.stop-why').allInnerTexts()) assert.ok(why.length > 5);
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/phone-round.png` });
      await page.locator('.stops .link').first().tap();
      await page.waitForSelector('.card .card-about code');
      assert.ok((await page.locator('.round-stop').count()) > 0, 'the round left the map');
      await page.locator('.card-close').tap();
      await page.waitForSelector('.stops li');
      await page.context().setOffline(true);
      await page.locator('.round label', { hasText: '1 h' }).tap();
      await page.locator('.round label', { hasText: '3 h' }).tap();
      await page.waitForSelector('.stops li');
      await page.context().setOffline(false);
    }),

  'a field note is kept in the outbox, over a reload and without network, and says where it stands': (stage) =>
    within(stage, { size: PHONE }, async ({ page, base, out }) => {
      await visit(page, base, '#/targets');
      const code = await page.locator('.zone[data-code]').first().getAttribute('data-code');
      await visit(page, base, `#/targets?zone=${code}`);
      await openNote(page);
      await page.locator('.stepper .sign').nth(1).tap();
      await page.locator('.chip input').first().check({ force: true });
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.locator('.note-form [type=submit]').tap();
      await page.waitForSelector('.outbox-sign');
      await page.screenshot({ path: `${out}/phone-note.png` });
      await page.reload();
      await settled(page);
      await page.locator('.outbox-sign').tap();
      await page.waitForSelector('.outbox li');
      assert.match(await page.locator('.outbox-about').innerText(), /2/);
      await page.locator('.outbox-buttons .button').first().tap();
      await still(page);
      const kept = await page.evaluate(() =>
        Object.entries(localStorage).filter(([key]) => key.startsWith('maillage.outbox.')),
      );
      assert.equal(kept.length, 1, 'the note is lost');
      const { body, key } = JSON.parse(kept[0][1]);
      assert.equal(body.persons, 2);
      assert.equal(body.zone, code);
      assert.match(key, /^[0-9a-f]{32}$/);
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/phone-outbox.png` });
    }),

  'a service is checked in one press, taken back in another': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/coverage');
      await page.locator('.service-mark').first().dispatchEvent('click');
      const buttons = page.locator('[aria-labelledby=check] .button');
      await buttons.first().waitFor();
      await buttons.nth(1).click();
      await page.waitForSelector('.outbox-sign');
      assert.equal(await buttons.nth(1).getAttribute('aria-pressed'), 'true');
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/service-check.png` });
      await buttons.nth(1).click();
      await page.waitForSelector('.outbox-sign', { state: 'detached' });
    }),

  'a note leaves once the server takes notes, under its own key': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      const received = [];
      await page.route('**/api', (route) => route.fulfill({ json: { paths: { '/service-checks': { post: {} } } } }));
      await page.route('**/service-checks', (route) => {
        received.push(route.request().headers()['idempotency-key']);
        return route.fulfill({ status: 201, json: {} });
      });
      await visit(page, base, '#/coverage');
      await page.locator('.service-mark').first().dispatchEvent('click');
      await page.locator('[aria-labelledby=check] .button').first().click();
      await eventually(() => assert.equal(received.length, 1));
      assert.match(received[0], /^[0-9a-f]{32}$/);
      await page.waitForSelector('.outbox-sign', { state: 'detached' });
      assert.equal(received.length, 1, 'sent twice');
    }),
};
