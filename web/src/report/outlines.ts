/** The data sets that maps owe their outlines to. */
import { territory } from '../state/territory';
import { asked } from './address';
import { geographyOf } from './findings';

/** Formats of outlines; those of priority neighbourhoods are used for these alone. */
const PRIORITY = 'qpv-contours';
const OUTLINES = ['iris', 'quartiers', 'zones'];

export function outlineSources(): string[] {
  const atlas = territory.value;
  if (!atlas) return [];
  const formats = geographyOf(atlas, asked.value)?.code === 'qpv' ? [PRIORITY] : OUTLINES;
  return atlas.datasets.filter(({ format }) => formats.includes(format)).map(({ id }) => id);
}
