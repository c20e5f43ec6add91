/** What a report is asked for, as its address says it: `#/report?scope=00101&themes=sante,mobilite`. */
import { computed } from '@preact/signals';
import type { Mode } from '../api/types';
import { DEFAULT_LIMIT, writeAddress } from '../state/address';
import { view } from '../state/view';

export interface Asked {
  /** The municipality reported on; null for the whole territory. */
  scope: string | null;
  geography: string | null;
  /** Themes chosen; null for all that have services. */
  themes: string[] | null;
  mode: Mode;
  limit: number;
}

/** The themes of an address; everything else of it is read as on the map. */
export function readThemes(hash: string): string[] | null {
  const words = new URLSearchParams(hash.split('?')[1] ?? '').get('themes');
  return words ? words.split(',').filter(Boolean) : null;
}

/** Writes the address of a report, leaving out what is as it would be anyway. */
export function reportAddress({ scope, geography, themes, mode, limit }: Asked, lang: string | null): string {
  const words = new URLSearchParams();
  if (geography) words.set('geography', geography);
  if (scope) words.set('scope', scope);
  if (themes) words.set('themes', themes.join(','));
  if (mode !== 'walk') words.set('mode', mode);
  if (limit !== DEFAULT_LIMIT) words.set('limit', String(limit));
  if (lang) words.set('lang', lang);
  const query = words.toString().replaceAll('%2C', ',');
  return `#/report${query && `?${query}`}`;
}

/** What the present address asks for. The view keeps everything but the themes. */
export const asked = computed<Asked>(() => {
  const { scope, geography, mode, limit } = view.value;
  return { scope, geography, themes: readThemes(location.hash), mode, limit };
});

/** Shows another report in place of the present one. */
export function ask(change: Partial<Asked>): void {
  const { lang, scope, geography, mode, limit } = view.peek();
  const wanted = { scope, geography, mode, limit, themes: readThemes(location.hash), ...change };
  history.replaceState(null, '', reportAddress(wanted, lang));
  view.value = { ...view.peek(), scope: wanted.scope, geography: wanted.geography };
}

/** The map of one zone, as the report sees the territory. */
export const onMap = (change: Partial<typeof view.value>): string => writeAddress({ ...view.value, ...change });
