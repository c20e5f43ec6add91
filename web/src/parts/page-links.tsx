import { words } from '../i18n';
import { PAGES } from '../state/page';
import { lang } from '../state/view';

/** The ways to the pages beside the map. */
export function PageLinks() {
  const { pages, pagesHeading } = words.value;
  return (
    <nav class="page-links" aria-label={pagesHeading}>
      {PAGES.map((page) => (
        <a key={page} href={`#/${page}?lang=${lang.value}`}>
          {pages[page]}
        </a>
      ))}
    </nav>
  );
}
