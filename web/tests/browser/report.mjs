/** The report and the pages beside the map. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { bare, readPaper } from './paper.mjs';
import { PHONE, settled, visit, within } from './stage.mjs';

const text = (page, selector) => page.locator(selector).first().innerText();

export async function openReport(page, base, words) {
  await page.goto('about:blank');
  await page.goto(`${base}/#/report?${words}`);
  await page.waitForSelector('.report[aria-busy=false]', { timeout: 60_000 });
}

const printed = (page) => page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true });

/** The numbers a report must hold, asked of the interface itself. */
async function known(page, base, lang) {
  const get = async (path) => (await page.request.get(`${base}/${path}`)).json();
  const whole = (value) => new Intl.NumberFormat(lang === 'fr' ? 'fr-FR' : 'en-GB').format(Math.round(value));
  const atlas = await get('atlas');
  const themes = atlas.themes.filter(({ services }) => services > 0);
  const people = await get('columns/iris/population_2021');
  const poverty = await get('columns/iris/poverty_rate_2021');
  const coverages = await Promise.all(themes.map(({ code }) => get(`coverage?theme=${code}`)));
  const [takeUp, targets] = [await get('take-up'), await get('targets')];
  return { atlas, themes, people, poverty, coverages, takeUp, targets, whole };
}

/** What the words of a report must contain, spaces left aside. */
function sayings({ themes, people, poverty, coverages, takeUp, targets, whole }, lang) {
  const total = people.values.reduce((sum, value) => sum + value, 0);
  const secret = poverty.flags.filter((flag) => flag === 'withheld').length;
  const deficits = takeUp.zones.filter((zone) => zone.class === 'deficit');
  const gaps = coverages.map(({ short }, index) => {
    const count = (kind) => coverages[index].zones.filter((zone) => zone.class === kind).length;
    const classes = ['covered', 'partial', 'uncovered', 'unknown'].map(count).join('');
    return `${classes}${whole(short.value)}`;
  });
  const inFrench = lang === 'fr';
  return [
    inFrench ? `compte ${whole(total)} habitants en 2021` : `has ${whole(total)} residents in 2021`,
    inFrench ? `${secret} sous secret` : `${secret} withheld for secrecy`,
    ...themes.map(({ label }) => label[lang]),
    ...gaps,
    ...deficits.map(({ name, observed, expected }) => `${name}${whole(observed.value)}${whole(expected.value)}`),
    ...targets.targets.slice(0, 10).map(({ people: { value } }) => whole(value)),
    ...targets.targets.slice(0, 10).flatMap(({ drivers }) => drivers.map(({ sentence }) => sentence[lang].slice(1))),
    takeUp.method.note[lang],
    targets.method.note[lang],
  ];
}

async function inLanguage(stage, lang) {
  await within(stage, {}, async ({ page, base, out }) => {
    const facts = await known(page, base, lang);
    await openReport(page, base, `lang=${lang}`);
    const bytes = await printed(page);
    writeFileSync(`${out}/report-${lang}.pdf`, bytes);
    const paper = await readPaper(bytes);
    const shown = bare(await text(page, '.report'));
    for (const saying of sayings(facts, lang)) {
      assert.ok(shown.includes(bare(saying)), `not on screen: ${saying}`);
      assert.ok(paper.tagged.includes(bare(saying)), `not on paper: ${saying}`);
    }
    assertTagged(paper, lang, facts);
  });
}

function assertTagged(paper, lang, { atlas, themes }) {
  assert.ok(paper.marked, 'the PDF is not tagged');
  assert.equal(paper.language, lang);
  assert.ok(paper.title.includes(atlas.name), paper.title);
  assert.equal(paper.headings[0], 1);
  for (const [index, level] of paper.headings.entries()) {
    assert.ok(index === 0 || level <= paper.headings[index - 1] + 1, `a heading is skipped: ${paper.headings}`);
  }
  assert.ok(paper.outline.length > 8, 'the PDF has no outline');
  for (const tag of ['Table', 'TH', 'TD', 'Caption', 'L', 'LI', 'P']) assert.ok(paper.tags[tag] > 0, `no ${tag}`);
  assert.ok(paper.figures.length > themes.length, `${paper.figures.length} figures`);
  assert.ok(paper.figures.every(Boolean), 'a map has no words');
  const fictional = lang === 'fr' ? 'Données fictives' : 'Fictional data';
  const labels = paper.drawn.split(bare(fictional)).length - 1;
  assert.ok(labels >= paper.pages, `${labels} of ${paper.pages} pages say that the data are invented`);
}

export const walks = {
  'the report says what the interface says, in a tagged PDF, in French': (stage) => inLanguage(stage, 'fr'),
  'the report says what the interface says, in a tagged PDF, in English': (stage) => inLanguage(stage, 'en'),

  'a report is about the municipality and the themes chosen, and its address says so': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await openReport(page, base, 'lang=fr');
      const everyTheme = await page.locator('.small-maps li').count();
      const choice = page.getByLabel('Territoire', { exact: true });
      const [, code] = await choice.locator('option').evaluateAll((options) => options.map(({ value }) => value));
      const name = await choice.locator('option').nth(1).innerText();
      await choice.selectOption(code);
      await page.getByText(`Territoire : ${name}`).waitFor();
      await page.getByLabel('Santé', { exact: true }).uncheck();
      await page.waitForFunction((count) => document.querySelectorAll('.small-maps li').length < count, everyTheme);
      assert.match(page.url(), new RegExp(`scope=${code}`));
      assert.doesNotMatch(page.url(), /themes=[^&]*sante(,|&|$)/);
      const outlines = await page.request.get(
        `${base}/collections/iris/items?commune=${code}&properties=code&limit=10000`,
      );
      const zones = (await outlines.json()).numberMatched;
      assert.match(await text(page, '.report'), new RegExp(`dans ${zones} zone`));
      const shared = page.url();
      await page.goto('about:blank');
      await page.goto(shared);
      await page.waitForSelector('.report[aria-busy=false]');
      assert.equal(await page.locator('.small-maps li').count(), everyTheme - 1);
      await page.screenshot({ path: `${out}/report-scope.png` });
    }),

  'every figure leads to its source, and the address stays that of the report': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await openReport(page, base, 'lang=fr&themes=sante');
      const address = page.url();
      await page.locator('.report-table tbody th .cite a').first().click();
      const source = await page.evaluate(() => [document.activeElement?.id, document.activeElement?.textContent]);
      assert.match(source[0], /^source-\d+$/);
      assert.match(source[1], /millésime \d{4}.*Licence/);
      assert.equal(page.url(), address);
      const bare = await page
        .locator('.report-table tbody tr')
        .evaluateAll(
          (rows) =>
            rows.filter((row) => row.closest('table').querySelector('.cite') && !row.querySelector('.cite')).length,
        );
      assert.equal(bare, 0, 'a line of a table with sources has none');
    }),

  'a note of the service is kept by the browser and printed': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await openReport(page, base, 'lang=fr&themes=sante');
      await page.locator('.note-add').first().click();
      await page.locator('.report-note textarea').fill('Entretiens menés en mars avec le centre social.');
      await openReport(page, base, 'lang=fr&themes=sante');
      assert.match(await page.locator('.report-note textarea').inputValue(), /centre social/);
      const paper = await readPaper(await printed(page));
      assert.ok(paper.tagged.includes(bare('Entretiens menés en mars avec le centre social.')));
      assert.ok(!paper.tagged.includes(bare('Ajouter une note')), 'buttons are printed');
    }),

  'the dark theme is not printed': (stage) =>
    within(stage, { dark: true }, async ({ page, base }) => {
      await openReport(page, base, 'lang=fr&themes=sante');
      const seen = await page.evaluate(() => {
        dispatchEvent(new Event('beforeprint'));
        const printing = document.documentElement.dataset.shade;
        dispatchEvent(new Event('afterprint'));
        return [printing, document.documentElement.dataset.shade];
      });
      assert.deepEqual(seen, ['light', 'dark']);
    }),

  'pages are reached from the map, keep the language, and lead back to it': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/targets?lang=fr');
      for (const name of ['Méthode et limites', 'Accessibilité : non conforme', 'Confidentialité']) {
        await page.locator('.page-links a', { hasText: name }).click();
        await page.waitForSelector('.prose h1');
        assert.ok((await page.title()).startsWith(await text(page, '.prose h1')));
        await page.goBack();
        await settled(page);
      }
      await page.locator('.page-links a', { hasText: 'Rapport' }).click();
      await page.waitForSelector('.report[aria-busy=false]');
      await page.locator('.langs button[lang=en]').click();
      await page.getByRole('heading', { name: 'Analysis of social needs' }).waitFor();
      assert.match(page.url(), /#\/report\?lang=en$/);
      await page.getByRole('link', { name: 'Map', exact: true }).click();
      await settled(page);
      assert.match(page.url(), /#\/targets\?lang=en/);
      assert.ok((await page.locator('.rank-mark').count()) > 0, 'the map is not drawn again');
    }),

  'a report that cannot be gathered is said, and asked for again on demand': async ({ browser, base }) => {
    const context = await browser.newContext({ locale: 'fr-FR', serviceWorkers: 'block' });
    const page = await context.newPage();
    let up = false;
    const answer = (route) =>
      up ? route.continue() : route.fulfill({ status: 500, json: { title: 'Panne', status: 500 } });
    await page.route('**/coverage?**', answer);
    await page.goto(`${base}/#/report?lang=fr`);
    await page.getByText('Panne').waitFor();
    up = true;
    await page.locator('.state-failed button').click();
    await page.waitForSelector('.report[aria-busy=false]');
    await context.close();
  },

  'the report fits a phone': (stage) =>
    within(stage, { size: PHONE }, async ({ page, base }) => {
      await openReport(page, base, 'lang=fr&themes=sante,mobilite');
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
    }),
};
