/** Pages of their own beside the map, each at its address: `#/report`, `#/method`, `#/accessibility`, `#/privacy`, `#/account`. */
import { signal } from '@preact/signals';

export const PAGES = ['report', 'method', 'accessibility', 'privacy', 'account'] as const;
export type Page = (typeof PAGES)[number];

/** The page an address leads to; null is the map. */
export const readPage = (hash: string): Page | null => PAGES.find((page) => hash.split('?')[0] === `#/${page}`) ?? null;

/** The address of a page, for links; the report stays within the municipality read. */
export const pageHref = (page: Page, lang: string, scope: string | null): string =>
  `#/${page}?lang=${lang}${scope && page === 'report' ? `&scope=${scope}` : ''}`;

/** The page on screen. An address inside a page, such as that of a source, leaves it there. */
export const page = signal<Page | null>(readPage(location.hash));

/** The address of a page in a language, whatever else it says. */
export const inLang = (hash: string, lang: string): string =>
  `${hash.replace(/[?&]lang=\w*/, '')}&lang=${lang}`.replace(/[?&]/, '?');

addEventListener('popstate', () => {
  if (/^(#\/|$)/.test(location.hash)) page.value = readPage(location.hash);
});
