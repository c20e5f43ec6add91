/** Part of the territory to read the answer within: one municipality among several. */
import { computed } from '@preact/signals';
import { dataOf } from './resource';
import { roll } from './roll';
import { communes, geography } from './territory';
import { view } from './view';

export interface Scope {
  code: string;
  name: string;
  /** Its zones. */
  codes: ReadonlySet<string>;
}

/** The municipalities one can choose from: those that have several zones of the geography shown. */
export const scopes = computed<Scope[]>(() => {
  if (geography.value?.code === 'commune') return [];
  const within = new Map<string, Set<string>>();
  const listed = roll.value;
  listed?.communes.forEach((commune, index) => {
    if (commune) within.set(commune, (within.get(commune) ?? new Set()).add(listed.codes[index] as string));
  });
  const names = new Map(dataOf(communes.loaded.value)?.features.map(({ properties: { code, name } }) => [code, name]));
  const several = [...within].filter(([, codes]) => codes.size > 1 && codes.size < (geography.value?.zones ?? 0));
  return several.map(([code, codes]) => ({ code, name: names.get(code) ?? listed?.townNames[code] ?? code, codes }));
});

/** The municipality chosen, when it is one of them. */
export const scope = computed<Scope | null>(() => scopes.value.find(({ code }) => code === view.value.scope) ?? null);
