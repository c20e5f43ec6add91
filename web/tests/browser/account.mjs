/** A team that signs in, sends what waited, and signs out; and a server that knows no accounts. */
import assert from 'node:assert/strict';
import { accessibilityFaults, eventually, PHONE, visit, within } from './stage.mjs';

const TEAM = {
  role: 'outreach',
  label: { fr: 'équipe d’aller-vers', en: 'outreach team' },
  rights: ['read-public', 'run-plans', 'write-note', 'own-account'],
  territory: ['00101'],
  team: null,
  account: 1,
  login: 'camille',
  token: '5f0c',
  provider: null,
};
const NOBODY = { ...TEAM, role: 'public', label: { fr: 'public', en: 'public' }, rights: [], login: null, token: null };

/** A server with accounts, as docs/API.md describes it: who is signed in, and what was sent with what token. */
async function withAccounts(page) {
  const server = { who: NOBODY, sent: [] };
  const posts = ['/session', '/service-checks'];
  const paths = Object.fromEntries(posts.map((path) => [path, { post: {} }]));
  await page.route('**/api', (route) => route.fulfill({ json: { paths } }));
  await page.route('**/session', (route) => {
    const request = route.request();
    if (request.method() === 'DELETE') {
      if (request.headers()['maillage-token'] !== TEAM.token) return route.fulfill({ status: 403, json: {} });
      server.who = NOBODY;
      return route.fulfill({ status: 204 });
    }
    if (request.method() === 'POST') {
      const { login, password } = request.postDataJSON();
      if (password !== 'une longue phrase') {
        return route.fulfill({
          status: 401,
          json: { type: '/problems/wrong-credentials', title: 'Refusé', status: 401 },
        });
      }
      server.who = { ...TEAM, login };
    }
    return route.fulfill({ json: server.who });
  });
  await page.route('**/service-checks', (route) => {
    server.sent.push(route.request().headers()['maillage-token']);
    return route.fulfill({ status: 201, json: {} });
  });
  return server;
}

const noted = (page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('maillage.outbox.')));

export const walks = {
  'a team signs in by keyboard, reads what it may do, sends what waited, and signs out': (stage) =>
    within(stage, { size: PHONE, refusals: true }, async ({ page, base, out }) => {
      const server = await withAccounts(page);
      await visit(page, base, '#/coverage?lang=fr');
      await page.locator('.service-mark').first().dispatchEvent('click');
      await page.locator('[aria-labelledby=check] .button').first().tap();
      await page.locator('.outbox-sign').tap();
      await page.getByText('équipes connectées').waitFor();
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.getByRole('link', { name: 'Se connecter pour envoyer' }).tap();
      await page.getByLabel('Identifiant').fill('camille');
      await page.getByLabel('Mot de passe').fill('une autre phrase');
      await page.keyboard.press('Enter');
      await page.locator('[role=alert]').waitFor();
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.getByLabel('Mot de passe').fill('une longue phrase');
      await page.keyboard.press('Enter');
      await page.getByText('équipe d’aller-vers').waitFor();
      await page.getByText('envoyer des notes de terrain').waitFor();
      await eventually(() => assert.deepEqual(server.sent, [TEAM.token]));
      await eventually(async () => assert.deepEqual(await noted(page), []));
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/phone-account.png` });
      await page.getByRole('button', { name: 'Se déconnecter' }).focus();
      await page.keyboard.press('Enter');
      await page.getByLabel('Identifiant').waitFor();
      assert.equal(server.who, NOBODY);
      const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
      assert.ok(!/longue phrase|5f0c/.test(kept), 'a secret is kept by the page');
    }),

  'a server without accounts says that there is nothing to sign in to': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await page.route('**/api', (route) => route.fulfill({ json: { paths: {} } }));
      await page.goto(`${base}/#/account?lang=en`);
      await page.getByText('This server has no accounts').waitFor();
    }),
};
