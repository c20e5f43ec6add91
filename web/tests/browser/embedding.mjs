/** The map within other people's pages: the element, its frame, and who may frame what. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { accessibilityFaults } from './stage.mjs';

const ELSEWHERE = 'http://elsewhere.test';
const EXAMPLE = new URL('../../../docs/embedding.html', import.meta.url);

/** A page of another origin, with this content. */
async function guest(browser, content) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 1400 }, locale: 'fr-FR' });
  await context.route(`${ELSEWHERE}/**`, (route) => route.fulfill({ contentType: 'text/html', body: content }));
  const page = await context.newPage();
  await page.goto(`${ELSEWHERE}/`);
  return { context, page };
}

const painted = (frame) => frame.locator('.zone[data-shade]').first().waitFor({ state: 'attached', timeout: 20_000 });

export const walks = {
  'the example page shows the maps of another origin, named and in its language': async ({ browser, base, out }) => {
    const { context, page } = await guest(
      browser,
      readFileSync(EXAMPLE, 'utf8').replaceAll('http://localhost:8080', base),
    );
    try {
      const first = page.locator('maillage-map').first();
      await painted(first.frameLocator('iframe'));
      const { title, loading, lang, src } = await first
        .locator('iframe')
        .evaluate(({ title, loading, lang, src }) => ({ title, loading, lang, src }));
      assert.deepEqual([title, loading, lang], ['Qui est loin d’un service – Maillage', 'lazy', 'fr']);
      assert.equal(src, `${base}/embed#/coverage?lang=fr&theme=sante`);
      assert.equal(await first.locator('a').getAttribute('href'), `${base}/#/coverage?lang=fr&theme=sante`);
      const inside = first.frameLocator('iframe');
      assert.equal(await inside.locator('.top-bar').count(), 0);
      assert.equal(await inside.locator('.panel').count(), 0);
      assert.ok((await inside.locator('.legend').innerText()).length > 10);
      await page.screenshot({ path: `${out}/embedded.png` });
      assert.deepEqual(await accessibilityFaults(page), []);
    } finally {
      await context.close();
    }
  },

  'an attribute that changes changes the map, and English pages get English': async ({ browser, base }) => {
    const script = `<script type="module" src="${base}/embed.js"></script>`;
    const { context, page } = await guest(
      browser,
      `<!doctype html><html lang="en-GB"><title>t</title>${script}<maillage-map question="nonsense"></maillage-map>`,
    );
    try {
      const map = page.locator('maillage-map');
      await painted(map.frameLocator('iframe'));
      assert.equal(await map.locator('iframe').getAttribute('title'), 'Where to act first – Maillage');
      await map.evaluate((element) => element.setAttribute('question', 'take-up'));
      assert.equal(await map.locator('iframe').getAttribute('src'), `${base}/embed#/take-up?lang=en`);
    } finally {
      await context.close();
    }
  },

  'the whole map cannot be framed by others': async ({ browser, base }) => {
    const { context, page } = await guest(browser, `<!doctype html><title>t</title><iframe src="${base}/"></iframe>`);
    try {
      await page.waitForTimeout(1500);
      assert.equal(await page.frameLocator('iframe').locator('#app').count(), 0);
    } finally {
      await context.close();
    }
  },
};
