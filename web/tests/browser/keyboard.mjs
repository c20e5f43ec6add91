/** Everything without a mouse. */
import assert from 'node:assert/strict';
import { visit, within } from './stage.mjs';

const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const name = element?.getAttribute('aria-label') ?? element?.textContent?.trim().slice(0, 40);
    return { tag: element?.tagName, id: element?.id, name, class: element?.className };
  });

export const walks = {
  'a skip link leads to the table, arrows walk it, Enter chooses, Escape closes': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/coverage');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.id === 'table');
      const rowButton = () =>
        page.evaluate(() => document.activeElement?.closest('tr[data-code]')?.dataset.code ?? null);
      for (let press = 0; press < 30 && (await rowButton()) === null; press += 1) await page.keyboard.press('Tab');
      const first = await rowButton();
      assert.ok(first, 'the table cannot be reached');
      await page.keyboard.press('ArrowDown');
      const second = await rowButton();
      assert.notEqual(second, first);
      await page.waitForSelector('.read-out strong');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.card h2');
      assert.ok(page.url().includes(`zone=${second}`), page.url());
      await page.keyboard.press('Escape');
      await page.waitForSelector('.card', { state: 'detached' });
    }),

  'Tab reaches every control, each with a name and a visible focus': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/targets?table=open');
      const code = await page.locator('.zone').first().getAttribute('data-code');
      await visit(page, base, `#/targets?table=open&zone=${code}`);
      await page.waitForSelector('.card h2');
      const seen = new Set();
      for (let press = 0; press < 140; press += 1) {
        await page.keyboard.press('Tab');
        const stop = await focused(page);
        if (stop.tag === 'BODY') break;
        seen.add(`${stop.tag} ${stop.name}`);
        assert.ok(stop.name || stop.tag === 'INPUT' || stop.tag === 'SELECT', `no name: ${JSON.stringify(stop)}`);
        const visible = await page.evaluate(() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
          const covers = document.activeElement.matches('.segments input, .series input');
          return covers || (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2);
        });
        assert.ok(visible, `focus cannot be seen on ${JSON.stringify(stop)}`);
      }
      assert.ok(seen.size > 25, `${seen.size} stops only`);
    }),
};
