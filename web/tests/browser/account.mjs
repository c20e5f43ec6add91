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

  'a team reads its own notes and takes one back': (stage) =>
    within(stage, { refusals: true }, async ({ page, base, out }) => {
      const server = await withAccounts(page);
      server.who = { ...TEAM, rights: [...TEAM.rights, 'read-own-notes'] };
      const note = {
        zone: '001010101',
        geography: 'iris',
        day: '2026-11-20',
        week: false,
        persons: 2,
        themes: ['sante'],
      };
      const told = { ...note, reason: 'non-demand', offered: 'referral', age: null, released: null };
      server.notes = [
        { ...told, key: 'a'.repeat(64) },
        { ...told, key: 'b'.repeat(64), day: '2026-08-10', week: true, reason: null, released: '2026-T3' },
      ];
      await page.route('**/observations**', (route) => {
        const request = route.request();
        if (request.method() !== 'DELETE') return route.fulfill({ json: { notes: server.notes, next: null } });
        server.sent.push([request.url().split('/').pop(), request.headers()['maillage-token']]);
        return route.fulfill({ status: 204 });
      });
      await page.goto(`${base}/#/account?lang=fr`);
      await page.getByText('Les notes de votre équipe').waitFor();
      await page.getByText('semaine du 10 août 2026').waitFor();
      await page.getByText('comptée en 2026-T3').waitFor();
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/desk-own-notes.png`, fullPage: true });
      await page.getByRole('button', { name: 'Retirer la note de 001010101, 20 novembre 2026' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('La note est retirée.').waitFor({ state: 'attached' });
      assert.deepEqual(server.sent, [['a'.repeat(64), TEAM.token]]);
      assert.equal(
        await page.getByRole('button', { name: /^Retirer/ }).count(),
        0,
        'what is released is not taken back',
      );
    }),

  'a planner reads the exact counts of a zone of their territory, when they ask for them': (stage) =>
    within(stage, { refusals: true }, async ({ page, base, out }) => {
      const server = await withAccounts(page);
      const planner = { ...TEAM, role: 'planner', rights: ['read-public', 'read-exact-counts'], territory: ['*'] };
      const readings = [];
      const label = { fr: 'Personnes rencontrées', en: 'Persons met' };
      const counts = [
        { counted: 'persons', label, count: 23 },
        { counted: 'theme:sante', label: { fr: 'Santé', en: 'Health' }, count: 14 },
        { counted: 'reason:non-demand', label: { fr: 'Non-demande', en: 'Not asked for' }, count: null },
      ];
      await page.route('**/exact-counts**', (route) => {
        const zone = new URL(route.request().url()).searchParams.get('zone');
        readings.push(zone);
        const quarters = [{ quarter: '2026-T3', places: [{ level: 'zone', zones: [zone], counts }] }];
        return route.fulfill({ json: { confidential: label, told_from: 5, quarters } });
      });
      const measure = { value: 21, flag: 'estimated', interval: { low: 16, high: 27 } };
      await page.route(/\/zones\/[0-9]+/, async (route) => {
        const card = await (await route.fetch()).json();
        const withheld = { value: null, flag: 'withheld', interval: { low: 0, high: 10 } };
        const reasons = [{ counted: 'reason:non-demand', label: counts[2].label, measure: withheld }];
        const themes = [{ counted: 'theme:sante', label: counts[1].label, measure: withheld }];
        const field = { quarter: '2026-T3', codes: [card.zone.code], persons: measure, reasons, themes };
        return route.fulfill({ json: { ...card, field } });
      });
      const fold = page.getByText(/Comptes exacts \(confidentiel\)|Exact counts \(confidential\)/);
      await visit(page, base, '#/targets?lang=fr');
      const code = await page.locator('.zone[data-code]').first().getAttribute('data-code');
      await visit(page, base, `#/targets?lang=fr&zone=${code}`);
      await page.locator('.card-header').waitFor();
      assert.equal(await fold.count(), 0, 'offered to somebody who is not signed in');
      server.who = planner;
      await page.goto(`${base}/#/account?lang=fr`);
      await page.getByText('lire les comptes exacts').waitFor();
      await visit(page, base, `#/targets?lang=fr&zone=${code}`);
      await fold.waitFor();
      assert.deepEqual(readings, [], 'read, and logged, before anybody asked');
      await fold.click();
      await page.getByText('réservés à votre territoire').waitFor();
      await page.getByRole('cell', { name: '14' }).waitFor();
      assert.deepEqual(readings, [code]);
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.locator('.confidential').scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${out}/desk-exact-counts.png` });
      await visit(page, base, `#/targets?lang=en&zone=${code}`);
      await fold.click();
      await page.getByText('for your territory alone').waitFor();
      assert.equal(readings.length, 2);
    }),

  'a server without accounts says that there is nothing to sign in to': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await page.route('**/api', (route) => route.fulfill({ json: { paths: {} } }));
      await page.goto(`${base}/#/account?lang=en`);
      await page.getByText('This server has no accounts').waitFor();
    }),
};
