/** A Chromium that talks to one origin and nothing else, and what is asked of it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Milliseconds a walk waits for anything: a slow machine is no fault of the map. */
export const PATIENCE = 45_000;

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function launch(more = []) {
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find(existsSync);
  if (!executablePath) throw new Error(`no Chromium found: set CHROMIUM or install one of ${BROWSERS.join(', ')}`);
  return chromium.launch({ executablePath, args: [...FLAGS, ...more] });
}

/** A fresh page on which requests to other origins and errors are noted. */
export async function openPage(browser, base, { size = DESK, dark = false, lang = 'fr-FR', calm = false } = {}) {
  const context = await browser.newContext({
    viewport: size,
    locale: lang,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: calm ? 'reduce' : 'no-preference',
    hasTouch: size === PHONE,
    deviceScaleFactor: size === PHONE ? 2 : 1,
    permissions: ['clipboard-read', 'clipboard-write'],
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  context.setDefaultTimeout(PATIENCE);
  follow(page);
  const strangers = [];
  const errors = [];
  const origin = new URL(base).origin;
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) strangers.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { page, strangers, errors };
}

/** Goes to a view and waits until its zones are painted. */
export async function visit(page, base, hash) {
  await page.goto('about:blank');
  asked.get(page)?.clear();
  await page.goto(`${base}/${hash}`);
  await settled(page);
}

/** Zones are painted, no answer is awaited, nothing moves. */
export async function settled(page) {
  await page.waitForSelector('.zone[data-shade]', { state: 'attached' });
  await page.waitForSelector('.progress', { state: 'detached' });
  await still(page);
}

const asked = new WeakMap();

/** Keeps what a page has asked the server and not yet been told. */
function follow(page) {
  const open = new Set();
  asked.set(page, open);
  page.on('request', (request) => open.add(request));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => open.delete(request));
}

/** Waits until the page neither asks, nor changes, nor moves. */
export async function still(page) {
  const waiting = () => [...(asked.get(page) ?? [])].map((request) => request.url());
  await eventually(() => assert.deepEqual(waiting(), [], 'the server has not answered'));
  await page.evaluate(
    ([calm, most]) =>
      new Promise((rested) => {
        const end = performance.now() + most;
        let last = performance.now();
        const watch = new MutationObserver(() => {
          last = performance.now();
        });
        watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        const moves = () =>
          document.querySelector('.leaflet-zoom-anim .leaflet-zoom-animated, .leaflet-pan-anim') !== null ||
          document.getAnimations().some((one) => one instanceof CSSTransition && one.playState === 'running');
        const look = () => {
          const now = performance.now();
          if (moves()) last = now;
          if (now - last < calm && now < end) return setTimeout(look, 20);
          watch.disconnect();
          rested();
        };
        look();
      }),
    [CALM, PATIENCE / 4],
  );
}

/** Milliseconds without a change after which a page is taken to be at rest. */
const CALM = 100;

/** Looks again and again until what is said holds, and gives what it gives; what never holds fails as it says. */
export async function eventually(holds, patience = PATIENCE) {
  for (const end = Date.now() + patience; ; ) {
    try {
      return await holds();
    } catch (cause) {
      if (Date.now() > end) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }
}

/** Faults of accessibility on the page as it stands, one line each. */
export async function accessibilityFaults(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  return page.evaluate(async (tags) => {
    const { violations } = await window.axe.run(document, { runOnly: tags });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, any }) => `${id}: ${help} at ${target} (${any[0]?.message ?? ''})`),
    );
  }, AXE_TAGS);
}

/** Leaves a walk out, and says so, where the server has no such resource. */
export class LeftOut extends Error {}

export async function needs(page, base, path) {
  const { paths } = await (await page.request.get(`${base}/api`, { headers: { Accept: 'application/json' } })).json();
  if (!Object.keys(paths).some((known) => known.startsWith(path))) throw new LeftOut(`the server has no ${path}`);
}

/**
 * Runs a walk on a fresh page; afterwards no other origin was asked and nothing failed in the console, but for a network
 * cut or a refusal brought about on purpose.
 */
export async function within({ browser, base, out }, { cut = false, refusals = false, ...options }, walk) {
  const { page, strangers, errors: all } = await openPage(browser, base, options);
  try {
    await walk({ page, base, out, browser });
    const shown = await page.evaluate(() => document.body.innerText);
    const holes = shown.match(/.*\b(undefined|NaN|null|Infinity|\[object)\b.*/g);
    if (holes) throw new Error(`holes in the words shown: ${holes.join(' | ')}`);
    if (strangers.length > 0) throw new Error(`asked other origins: ${strangers.join(', ')}`);
    const meant = [cut && 'ERR_INTERNET_DISCONNECTED', refusals && 'status of 401'].filter(Boolean);
    const errors = all.filter((error) => !meant.some((words) => error.includes(words)));
    if (errors.length > 0) throw new Error(`errors in the console: ${errors.join('; ')}`);
  } catch (cause) {
    if (!(cause instanceof LeftOut)) await page.screenshot({ path: `${out}/failed-${Date.now()}.png` }).catch(() => {});
    throw cause;
  } finally {
    await page.context().close();
  }
}
