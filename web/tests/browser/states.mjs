/** What is shown when there is nothing to show. */
import assert from 'node:assert/strict';
import { openPage, visit } from './stage.mjs';

/** A page on which some answers are replaced; its console errors are expected. */
async function withAnswers({ browser, base, out }, answers, walk) {
  const { page, strangers } = await openPage(browser, base);
  for (const [path, answer] of Object.entries(answers)) await page.route(`**/${path}`, answer);
  await walk({ page, base, out });
  assert.deepEqual(strangers, []);
  await page.context().close();
}

const nothing = {
  snapshot: '0',
  name: '',
  fictional: false,
  bbox: null,
  geographies: [],
  themes: [],
  audiences: [],
  indicators: [],
  datasets: [],
};

export const walks = {
  'a territory without data says how to load some': (stage) =>
    withAnswers(stage, { atlas: (route) => route.fulfill({ json: nothing }) }, async ({ page, base, out }) => {
      await page.goto(`${base}/`);
      const words = await page.locator('.state-empty').innerText();
      assert.ok(words.includes('maillage demo') && words.includes('maillage import'), words);
      await page.screenshot({ path: `${out}/empty.png` });
    }),

  'a server that does not answer is said, and asked again on demand': (stage) => {
    let up = false;
    const answer = (route) => (up ? route.continue() : route.abort());
    return withAnswers(stage, { atlas: answer }, async ({ page, base, out }) => {
      await page.goto(`${base}/`);
      await page.waitForSelector('.state-failed');
      await page.screenshot({ path: `${out}/unreachable.png` });
      up = true;
      await page.locator('.state-failed button').click();
      await page.waitForSelector('.zone[data-shade]', { state: 'attached' });
    });
  },

  'a refusal is shown in the server’s words, with its hint': (stage) => {
    const problem = {
      type: '/problems/x',
      title: 'Refusé',
      status: 400,
      detail: 'Ceci ne va pas.',
      hint: 'Essayer cela.',
    };
    const answer = (route) =>
      route.fulfill({ status: 400, contentType: 'application/problem+json', body: JSON.stringify(problem) });
    return withAnswers(stage, { 'coverage?**': answer }, async ({ page, base, out }) => {
      await page.goto(`${base}/#/coverage`);
      const words = await page.locator('.state-failed').innerText();
      for (const part of ['Refusé', 'Ceci ne va pas.', 'Essayer cela.']) assert.ok(words.includes(part), words);
      await page.screenshot({ path: `${out}/refusal.png` });
    });
  },

  'outlines that do not come are said, and asked again on demand': (stage) => {
    let up = false;
    const answer = (route) => (up ? route.continue() : route.fulfill({ status: 500, json: { title: 'Panne' } }));
    return withAnswers(stage, { 'collections/iris/items?**': answer }, async ({ page, base }) => {
      await page.goto(`${base}/#/targets`);
      await page.getByText('Panne').waitFor();
      up = true;
      await page.locator('.state-failed button').click();
      await page.waitForSelector('.zone[data-shade]', { state: 'attached' });
    });
  },

  'without network the map stays and says so': (stage) =>
    withAnswers(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/targets');
      await page.context().setOffline(true);
      await page.waitForSelector('.offline');
      assert.ok((await page.locator('.zone').count()) > 0);
      await page.screenshot({ path: `${out}/offline.png` });
      await page.context().setOffline(false);
      await page.waitForSelector('.offline', { state: 'detached' });
    }),
};
