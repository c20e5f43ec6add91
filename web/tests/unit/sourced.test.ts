import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../src/parts/card/pieces';

describe('a sentence with its sources', () => {
  const figures = [
    { words: '61', sources: ['caf'] },
    { words: '1 610', sources: ['caf', 'tax'] },
  ];

  it('is cut at its numbers in their order, and says the same', () => {
    const pieces = piecesOf('ici 61 allocataires pour 1 610 attendus', figures);
    expect(pieces.map(({ words }) => words)).toEqual(['ici ', '61', ' allocataires pour ', '1 610', ' attendus']);
    expect(pieces.map(({ sources }) => sources?.length ?? 0)).toEqual([0, 1, 0, 2, 0]);
  });

  it('leaves out a number it does not hold', () => {
    expect(piecesOf('rien de connu', figures)).toEqual([{ words: 'rien de connu', sources: null }]);
  });
});
