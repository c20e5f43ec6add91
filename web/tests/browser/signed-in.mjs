/**
 * A team on a server that takes notes, with nothing invented between the page and its vault. The account is one of the
 * server's own: MAILLAGE_WALK_LOGIN and MAILLAGE_WALK_PASSWORD.
 */
import assert from 'node:assert/strict';
import { accessibilityFaults, eventually, LeftOut, PHONE, visit, within } from './stage.mjs';

const { MAILLAGE_WALK_LOGIN: login, MAILLAGE_WALK_PASSWORD: password } = process.env;

const noted = (page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('maillage.outbox.')));

async function signIn(page, base) {
  await page.goto(`${base}/#/account?lang=fr`);
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe').fill(password);
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.keyboard.press('Enter');
  assert.equal((await answer).status(), 201);
  await page.getByText('équipe d’aller-vers').waitFor();
}

async function writeNote(page, base) {
  const code = await page.locator('.zone[data-code]').first().getAttribute('data-code');
  await visit(page, base, `#/targets?lang=fr&zone=${code}`);
  await page.locator('.card .fold summary', { hasText: 'Note de terrain' }).click();
  await page.waitForSelector('.note-form');
  await page.context().setOffline(true);
  await page.locator('.chip input').first().check({ force: true });
  await page.locator('.note-form [type=submit]').tap();
  await page.waitForSelector('.outbox-sign');
}

export const walks = {
  'a team signs in at its own server, writes a note without network, sends it once back, and signs out': (stage) =>
    within(stage, { size: PHONE, cut: true }, async ({ page, base, out }) => {
      if (!login || !password) throw new LeftOut('no account of the server is given');
      await signIn(page, base);
      await visit(page, base, '#/targets?lang=fr');
      const sent = [];
      page.on('response', async (response) => {
        if (response.url() === `${base}/observations`) sent.push(response.status(), (await response.json()).stored);
      });
      await writeNote(page, base);
      assert.deepEqual([(await noted(page)).length, sent.length], [1, 0], 'a note left without network');
      await page.screenshot({ path: `${out}/phone-note-waits.png` });
      await page.context().setOffline(false);
      await eventually(() => assert.deepEqual(sent, [201, 'new']));
      await eventually(async () => assert.deepEqual(await noted(page), []));
      await page.goto(`${base}/#/account?lang=fr`);
      await page.getByText('envoyer des notes de terrain').waitFor();
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.getByRole('button', { name: 'Se déconnecter' }).tap();
      await page.getByLabel('Identifiant').waitFor();
      const standing = await (await page.request.get(`${base}/session`)).json();
      assert.deepEqual([standing.role, standing.login], ['public', null]);
    }),
};
