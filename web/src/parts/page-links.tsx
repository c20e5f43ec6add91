import { words } from '../i18n';
import { PAGES, pageHref } from '../state/page';
import { lang, view } from '../state/view';

/** The ways to the pages beside the map. */
export function PageLinks() {
  const { pages, pagesHeading } = words.value;
  return (
    <nav class="page-links" aria-label={pagesHeading}>
      {PAGES.map((page) => (
        <a key={page} href={pageHref(page, lang.value, view.value.scope)}>
          {pages[page]}
        </a>
      ))}
    </nav>
  );
}
