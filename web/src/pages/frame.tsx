import type { ComponentChildren } from 'preact';
import { words } from '../i18n';
import { Hatches } from '../parts/hatches';
import { Mark } from '../parts/icon';
import { OfflineNotice } from '../parts/states';
import { LangSwitch, ShadeSwitch } from '../parts/top-bar';
import { PAGES, page, pageHref } from '../state/page';
import { territory } from '../state/territory';
import { lang, view } from '../state/view';
import { leap } from './leap';
import { pageWords } from './words';

const CONTENT = 'content';

/** What every page beside the map has: the ways to the map and to the other pages, language and colours. */
export function PageFrame({ children }: { children: ComponentChildren }) {
  const { product, fictional, fictionalAbout, pages, pagesHeading } = words.value;
  const { toContent, toMap } = pageWords.value;
  return (
    <div class="page">
      <nav class="skip" aria-label={toContent}>
        <a href={`#${CONTENT}`} onClick={leap}>
          {toContent}
        </a>
      </nav>
      <header class="page-bar">
        <a class="brand" href={`#/targets?lang=${lang.value}`} aria-label={`${product}, ${toMap}`}>
          <Mark />
          <span>{product}</span>
        </a>
        <span class="page-territory">{territory.value?.name}</span>
        {territory.value?.fictional && (
          <span class="badge" title={fictionalAbout}>
            {fictional}
          </span>
        )}
        <div class="top-actions">
          <LangSwitch />
          <ShadeSwitch />
        </div>
      </header>
      <nav class="page-tabs" aria-label={pagesHeading}>
        <a href={`#/targets?lang=${lang.value}`}>{toMap}</a>
        {PAGES.map((name) => (
          <a
            key={name}
            href={pageHref(name, lang.value, view.value.scope)}
            aria-current={page.value === name ? 'page' : undefined}
          >
            {pages[name]}
          </a>
        ))}
      </nav>
      <OfflineNotice />
      <main id={CONTENT} tabIndex={-1} class="page-main">
        {children}
      </main>
      <Hatches />
    </div>
  );
}
