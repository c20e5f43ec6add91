import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/picture/picture';
import { sorted } from '../../src/picture/sorting';

const row = (name: string, value: number | null): Row => ({
  code: name,
  name,
  shade: 'plain',
  reading: '',
  worst: null,
  cells: [{ words: String(value), sort: value }],
});

const rows = [row('Écusson', 10), row('Aiguelongue', null), row('Zoo', 9), row('Estanove', 100)];
const names = (column: number, descending: boolean) =>
  sorted(rows, { column, descending }, 'fr').map(({ name }) => name);

describe('rows', () => {
  it('sort numbers as numbers, and those without a value last whichever way', () => {
    expect(names(0, false)).toEqual(['Zoo', 'Écusson', 'Estanove', 'Aiguelongue']);
    expect(names(0, true)).toEqual(['Estanove', 'Écusson', 'Zoo', 'Aiguelongue']);
  });

  it('sort names as a French reader does', () => {
    expect(names(-1, false)).toEqual(['Aiguelongue', 'Écusson', 'Estanove', 'Zoo']);
  });
});
