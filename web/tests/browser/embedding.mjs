/** The map within other people's pages: the element, its frame, and who may frame what. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { accessibilityFaults, PATIENCE } from './stage.mjs';

const EXAMPLE = new URL('../../../docs/embedding.html', import.meta.url);

/** A page of another origin, with this content: browsers keep pages from afar away from servers of this machine. */
async function guest(browser, content) {
  const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html; charset=utf-8').end(content));
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const context = await browser.newContext({ viewport: { width: 1000, height: 1400 }, locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const close = async () => {
    await context.close();
    server.close();
  };
  return { page, close };
}

const painted = (frame) => frame.locator('.zone[data-shade]').first().waitFor({ state: 'attached', timeout: PATIENCE });

export const walks = {
  'the example page shows the maps of another origin, named and in its language': async ({ browser, base, out }) => {
    const { page, close } = await guest(
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
      await close();
    }
  },

  'an attribute that changes changes the map, and English pages get English': async ({ browser, base }) => {
    const script = `<script type="module" src="${base}/embed.js"></script>`;
    const { page, close } = await guest(
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
      await close();
    }
  },

  'the whole map cannot be framed by others': async ({ browser, base }) => {
    const { page, close } = await guest(browser, `<!doctype html><title>t</title><iframe src="${base}/"></iframe>`);
    try {
      // The frame has come to its end, be it a page or the browser's own word that there is none.
      await page.waitForFunction(() => performance.getEntriesByType('navigation')[0]?.loadEventEnd > 0);
      assert.equal(await page.frameLocator('iframe').locator('#app').count(), 0);
    } finally {
      await close();
    }
  },
};
