/** A place searched, a point looked around, an outline drawn. */
import assert from 'node:assert/strict';
import { accessibilityFaults, PHONE, settled, still, visit, within } from './stage.mjs';

const text = (page, selector) => page.locator(selector).first().innerText();

/** Rings around the point asked about, whatever streets the program has. */
export async function withReach(page) {
  await page.route('**/isochrones?**', (route) => {
    const asked = new URL(route.request().url()).searchParams;
    const [lon, lat] = asked.get('point').split(',').map(Number);
    const features = asked
      .get('limits')
      .split(',')
      .map(Number)
      .map((minutes) => {
        const far = minutes * 0.0006;
        const ring = [
          [lon - far, lat - far],
          [lon + far, lat - far],
          [lon + far, lat + far],
          [lon - far, lat + far],
          [lon - far, lat - far],
        ];
        return { type: 'Feature', properties: { minutes }, geometry: { type: 'Polygon', coordinates: [ring] } };
      });
    return route.fulfill({ json: { type: 'FeatureCollection', features } });
  });
}

const clickTool = (page, name) => page.getByRole('button', { name, exact: true }).click();

export const walks = {
  'a place is found by its name without accents, by keyboard, and shown': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/indicator?lang=fr&table=open');
      const name = await text(page, '.twin tbody th button');
      const bare = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
      const field = page.getByRole('combobox', { name: 'Chercher un lieu ou un service' });
      await field.fill(bare);
      const option = page.getByRole('option').first();
      await option.waitFor();
      await page.screenshot({ path: `${out}/search.png` });
      assert.deepEqual(await accessibilityFaults(page), []);
      const active = await field.getAttribute('aria-activedescendant');
      assert.equal(await option.getAttribute('id'), active);
      await field.press('ArrowDown');
      await field.press('ArrowUp');
      await field.press('Enter');
      await page.waitForSelector('.card h2');
      assert.equal(await text(page, '.card h2'), name);
      await page.waitForSelector('.zone-chosen');
      await field.fill('xyzxyz');
      await page.getByText('Rien ne correspond').waitFor();
    }),

  'a service is found by its name and opens its card': (stage) =>
    within(stage, { size: PHONE }, async ({ page, base }) => {
      await visit(page, base, '#/targets?lang=en');
      const [service] = (await (await page.request.get(`${base}/collections/services/items?limit=1`)).json()).features;
      await page.getByRole('button', { name: 'Find a place or a service' }).tap();
      await page.getByRole('combobox', { name: 'Find a place or a service' }).fill(service.properties.name);
      await page.getByRole('option').filter({ hasText: service.properties.name }).first().tap();
      await page.waitForSelector('.sheet .card .facts');
      assert.equal(await text(page, '.card h2'), service.properties.name);
    }),

  'around the middle of the map: nearest services, how far one gets, and the way there in the address': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await withReach(page);
      await visit(page, base, '#/coverage?lang=fr');
      await clickTool(page, 'Autour d’un point');
      await clickTool(page, 'Le centre de la carte');
      await page.waitForSelector('.card .nearest li');
      await page.waitForSelector('path.reach', { state: 'attached' });
      await still(page);
      assert.equal(await page.locator('path.reach').count(), 3);
      assert.deepEqual(await page.locator('.reach-minutes').allInnerTexts(), ['15 min', '10 min', '5 min']);
      assert.equal(await page.locator('.reach-legend li').count(), 3);
      assert.match(page.url(), /from=[\d.,-]+/);
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/around.png` });
      await page.locator('.card .nearest .link').first().click();
      await page.waitForSelector('.card .facts');
      await page.getByText('Montrer 5, 10 et 15 minutes').click();
      await page.waitForFunction(() => location.hash.includes('reach=on'));
      await page.waitForSelector('path.reach', { state: 'attached' });
      await page.keyboard.press('Escape');
      await page.waitForSelector('.card .nearest li');
      await page.keyboard.press('Escape');
      await page.waitForSelector('.card', { state: 'detached' });
      assert.equal(await page.locator('path.reach').count(), 0);
    }),

  'a phone that gives its position is looked around, one that does not says so': (stage) =>
    within(stage, { size: PHONE }, async ({ page, base, out }) => {
      await withReach(page);
      await visit(page, base, '#/targets?lang=fr');
      await clickTool(page, 'Autour d’un point');
      await clickTool(page, 'Ma position');
      await page.getByText('La position n’a pas été donnée').first().waitFor();
      const { bbox } = await (await page.request.get(`${base}/atlas`)).json();
      const [longitude, latitude] = [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2];
      await page.context().grantPermissions(['geolocation']);
      await page.context().setGeolocation({ latitude, longitude });
      await clickTool(page, 'Ma position');
      await page.waitForSelector('.sheet .nearest li');
      assert.match(page.url(), new RegExp(`from=${String(longitude).slice(0, 4)}`));
      await still(page);
      await page.screenshot({ path: `${out}/phone-around.png` });
    }),

  'an outline drawn with the mouse says what is inside, and its link says it again': (stage) =>
    within(stage, {}, async ({ page, base, out }) => {
      await visit(page, base, '#/targets?lang=fr');
      await clickTool(page, 'Dessiner un périmètre');
      const box = await page.locator('.map').boundingBox();
      const [x, y] = [box.x + box.width * 0.62, box.y + box.height * 0.5];
      for (const [east, south] of [
        [-90, -80],
        [90, -80],
        [90, 80],
        [-90, 80],
      ])
        await page.mouse.click(x + east, y + south);
      await page.getByText('4 points posés').first().waitFor();
      await page.screenshot({ path: `${out}/drawing.png` });
      await page.getByRole('button', { name: 'Retirer le dernier' }).click();
      await page.getByRole('button', { name: 'Terminer' }).click();
      await page.waitForSelector('.card .area-themes');
      assert.equal(await text(page, '.card h2'), 'Périmètre dessiné');
      assert.ok((await page.locator('.card .figure').count()) > 0);
      assert.equal(await page.locator('.zone-chosen').count(), 0, 'a corner chose a zone');
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.screenshot({ path: `${out}/area.png` });
      const about = await text(page, '.card-about');
      await page.reload();
      await settled(page);
      await page.waitForSelector('.card .area-themes');
      assert.equal(await text(page, '.card-about'), about);
      assert.equal(await page.locator('path.drawn-closed').count(), 1);
    }),

  'an outline is drawn without a mouse': (stage) =>
    within(stage, {}, async ({ page, base }) => {
      await visit(page, base, '#/targets?lang=fr');
      await page.getByRole('button', { name: 'Dessiner un périmètre' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.classList.contains('map'));
      const corner = async (...arrows) => {
        for (const arrow of arrows) {
          await page.keyboard.press(arrow);
          await still(page);
        }
        await page.keyboard.press('Enter');
      };
      await corner();
      await corner('ArrowRight');
      await corner('ArrowDown');
      await corner('ArrowDown');
      await page.keyboard.press('Backspace');
      await page.getByText('3 points posés').first().waitFor();
      await page.keyboard.press('f');
      await page.waitForSelector('.card .area-themes');
      assert.match(page.url(), /area=/);
    }),
};
