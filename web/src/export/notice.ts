/** What must stay with figures taken away: what they are, how they came about, whom they are owed to, and where. */
import type { Dataset } from '../api/types';
import { say, words } from '../i18n';
import { whole } from '../i18n/numbers';
import { picture } from '../picture';
import type { Picture } from '../picture/picture';
import { isOpenStreetMap, territory } from '../state/territory';
import { lang, shareAddress, view } from '../state/view';
import { saveFile } from './save';

/** Hands the notice of what the map shows to the browser to save. */
export function saveNotice(): void {
  const present = picture.peek();
  if (!present) return;
  const name = `maillage-${view.peek().question}-${territory.peek()?.snapshot.slice(0, 8)}-notice.txt`;
  saveFile(new Blob([noticeOf(present)], { type: 'text/plain;charset=utf-8' }), name);
}

/** The notice, one matter a paragraph. */
export function noticeOf({ title, unit, method, classesBy, legend, sources, downloads }: Picture): string {
  const { colon, citation, madeWith, product, fictional, fictionalAbout, permalink, legend: classes } = words.value;
  const used = territory.value?.datasets.filter(({ id }) => sources.includes(id)) ?? [];
  const address = (path: string) => `${new URL(path, document.baseURI).href}&lang=${lang.value}`;
  const paragraphs = [
    [`${title}, ${territory.value?.name ?? ''}`, words.value.questions[view.value.question].title, unit],
    [territory.value?.fictional && `${fictional}. ${fictionalAbout}`],
    [method && say(method.name), method && say(method.note), method && `${citation}${colon}${method.citation}`],
    [classesBy, `${classes}${colon}${legend.map(({ label, zones }) => `${label} (${whole(zones)})`).join(' ; ')}`],
    [`${words.value.sources}${colon}`, ...used.map(cited), used.some(isOpenStreetMap) && words.value.openStreetMap],
    [`CSV${colon}${address(downloads.csv)}`, `GeoJSON${colon}${address(downloads.geojson)}`],
    [
      madeWith(product, territory.value?.snapshot ?? ''),
      `${permalink}${colon}${shareAddress(territory.value?.snapshot ?? null)}`,
    ],
  ];
  return `${paragraphs
    .map((lines) => lines.filter(Boolean).join('\n'))
    .filter(Boolean)
    .join('\n\n')}\n`;
}

function cited({ title, producer, vintage, licence, secrecy }: Dataset): string {
  const { vintage: edition, licence: terms, secrecy: rule, colon } = words.value;
  const parts = [producer, edition(String(vintage)), `${terms}${colon}${licence}`];
  return `- ${say(title)} (${parts.join(', ')})${secrecy ? `. ${rule}${colon}${say(secrecy.rule)}` : ''}`;
}
