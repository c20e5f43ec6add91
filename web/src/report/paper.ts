/** What stands on every printed page: the title, the page's number, and that the data are invented when they are. */
import { effect } from '@preact/signals';
import { words } from '../i18n';
import { territory } from '../state/territory';
import { asked } from './address';
import { choosable } from './state';
import { report } from './words';

const sheet = new CSSStyleSheet();

/** Keeps the margins of paper in step with the report; returns what stops it. */
export function keepMargins(): () => void {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const stop = effect(() => {
    const atlas = territory.value;
    const scope = choosable.value.find(({ code }) => code === asked.value.scope)?.name;
    const head = `${report.value.title} – ${scope ?? atlas?.name ?? words.value.product}`;
    const { before, between } = report.value.pageOf;
    sheet.replaceSync(`@page report {
      @top-left { content: ${quoted(head)}; }
      @top-right { content: ${quoted(atlas?.fictional ? report.value.fictionalEveryPage : '')}; }
      @bottom-right { content: ${quoted(before)} counter(page) ${quoted(between)} counter(pages); }
      @bottom-left { content: ${quoted(`${words.value.product}, ${words.value.snapshot.toLowerCase()} ${atlas?.snapshot ?? ''}`)}; }
    }`);
    document.title = head;
  });
  return () => {
    stop();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((kept) => kept !== sheet);
  };
}

const quoted = (words: string): string =>
  `"${words.replace(/["\\\n]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`;

/** Paper is white: while it is printed, the page wears its light colours. */
export function printInLight(): () => void {
  const root = document.documentElement;
  let before: string | undefined;
  const lighten = () => {
    before = root.dataset.shade;
    root.dataset.shade = 'light';
  };
  const restore = () => {
    if (before) root.dataset.shade = before;
  };
  addEventListener('beforeprint', lighten);
  addEventListener('afterprint', restore);
  return () => {
    removeEventListener('beforeprint', lighten);
    removeEventListener('afterprint', restore);
  };
}
