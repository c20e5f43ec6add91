/** What is taken away: an image, a sheet of paper, the view kept for where there is no network. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readPaper } from './paper.mjs';
import { openReport } from './report.mjs';
import { PATIENCE, settled, visit, within } from './stage.mjs';

const text = (page, selector) => page.locator(selector).first().innerText();

/** Width and height of a PNG. */
const sizeOf = (bytes) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];

export const walks = {
  'the map is saved as an image at twice its size, with its legend and sources around': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/coverage?lang=fr');
      const map = await page.locator('.map').boundingBox();
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.downloads button', { hasText: 'Image' }).click(),
      ]);
      assert.match(saved.suggestedFilename(), /^maillage-coverage-[0-9a-f]{8}\.png$/);
      await saved.saveAs(`${out}/export.png`);
      const bytes = readFileSync(`${out}/export.png`);
      assert.equal(bytes.subarray(1, 4).toString('latin1'), 'PNG');
      const [width, height] = sizeOf(bytes);
      assert.ok(width > 2 * map.width && height > 2 * map.height, `${width}×${height}`);
    }),

  'figures taken away say whose they are, of which year, how they came about and where': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      const { datasets, snapshot } = await (await page.request.get(`${base}/atlas`)).json();
      for (const question of ['targets', 'coverage', 'take-up', 'indicator']) {
        await visit(page, base, `#/${question}?lang=fr`);
        const [saved] = await Promise.all([
          page.waitForEvent('download'),
          page.locator('.downloads button', { hasText: 'Notice' }).click(),
        ]);
        await saved.saveAs(`${out}/notice.txt`);
        const notice = readFileSync(`${out}/notice.txt`, 'utf8');
        const cited = ({ title, producer, vintage, licence }) =>
          notice.includes(`- ${title.fr} (${producer}, millésime ${vintage}, Licence : ${licence})`);
        assert.ok(datasets.some(cited), notice);
        for (const part of [snapshot, `#/${question}?`, 'Territoire fictif']) assert.ok(notice.includes(part), part);
        if (question !== 'indicator') assert.ok(notice.includes('Références : '), notice);
        const geojson = await page.request.get(await page.locator('.downloads a').nth(1).getAttribute('href'));
        const whole = await geojson.json();
        assert.ok(whole.licence && whole.attribution && whole.fictional, question);
        assert.equal(whole.snapshot, snapshot);
      }
      const coverage = await (await page.request.get(`${base}/coverage?theme=sante&f=geojson&lang=fr`)).json();
      assert.match(coverage.method, /E2SFCA.*Luo/);
    }),

  'the card of a zone is printed on one sheet of A4': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await openReport(page, base, 'lang=fr&themes=sante');
      await page.getByRole('link', { name: 'Carte', exact: true }).click();
      await settled(page);
      await page.locator('.target').first().click();
      await page.waitForSelector('.print-sheet .print-table', { state: 'attached' });
      const name = await text(page, '.card h2');
      const paper = await page.pdf({ preferCSSPageSize: true, tagged: true });
      const { tags, headings, drawn } = await readPaper(paper);
      assert.ok(!drawn.includes('Page1sur'), 'the sheet has the margins of the report');
      assert.ok(tags.TH > 3 && tags.TD > 3, 'the tables are not tagged');
      assert.equal(headings[0], 2);
      assert.equal(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1);
      await page.emulateMedia({ media: 'print' });
      assert.equal(await text(page, '.print-sheet h2'), name);
      const words = await text(page, '.print-sheet');
      for (const part of ['Pourquoi ici', 'Chiffres clés', 'Services les plus proches', 'Lien permanent', 'instantané'])
        assert.ok(words.includes(part), `${part} is not printed`);
      assert.equal(await page.locator('.top-bar').isVisible(), false);
      await page.screenshot({ path: `${out}/print.png`, fullPage: true });
    }),

  'a view kept opens again with the network cut, cards of its zones included': async ({ browser, base, out }) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR' });
    const page = await context.newPage();
    try {
      await visit(page, base, '#/targets?lang=fr');
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: PATIENCE });
      await page.locator('.downloads button', { hasText: 'Hors ligne' }).click();
      await page.getByText('zones gardées').first().waitFor({ timeout: 60_000 });
      const zone = await page.locator('.zone').nth(7).getAttribute('data-code');
      await context.setOffline(true);
      await page.goto(`${base}/#/targets?lang=fr&zone=${zone}`);
      await page.reload();
      await settled(page);
      await page.waitForSelector('.card h2');
      await page.waitForSelector('.offline');
      assert.ok((await text(page, '.card')).includes(zone));
      await page.screenshot({ path: `${out}/offline-pack.png` });
    } finally {
      await context.close();
    }
  },
};
