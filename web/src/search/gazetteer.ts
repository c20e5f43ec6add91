/** Names of the territory, found by the beginnings of their words, accents and case aside. */

export interface Place {
  /** A geography's code, or `service`. */
  kind: string;
  code: string;
  name: string;
  /** What tells it from others of the same name: its municipality, its category. */
  within: string;
  /** West, south, east, north. */
  box: [number, number, number, number];
}

export interface Gazetteer {
  find(sought: string, most: number): { found: Place[]; count: number };
}

interface Entry {
  place: Place;
  plain: string;
  about: string;
}

/** Reads names once; places of earlier kinds come first among equals. */
export function gazetteerOf(places: readonly Place[]): Gazetteer {
  const entries = places.map((place) => ({
    place,
    plain: plain(place.name),
    about: plain(`${place.within} ${place.code}`),
  }));
  return {
    find: (sought, most) => {
      const wanted = plain(sought).split(' ').filter(Boolean);
      if (wanted.length === 0) return { found: [], count: 0 };
      const scored = entries.flatMap((entry, order) => {
        const score = scoreOf(entry, wanted);
        return score === null ? [] : [{ entry, score, order }];
      });
      scored.sort((a, b) => a.score - b.score || a.order - b.order);
      return { found: scored.slice(0, most).map(({ entry }) => entry.place), count: scored.length };
    },
  };
}

/** The lower, the better; null when some word is not there. A short name said whole is what was meant. */
function scoreOf({ plain: name, about }: Entry, wanted: readonly string[]): number | null {
  let score = name.startsWith(wanted.join(' ')) ? 0 : 4;
  for (const word of wanted) {
    if (begins(name, word)) continue;
    if (name.includes(word)) score += 2;
    else if (begins(about, word)) score += 6;
    else return null;
  }
  return score + name.length / 100;
}

const begins = (text: string, word: string): boolean => ` ${text}`.includes(` ${word}`);

/** Small letters without accents; ligatures, apostrophes and hyphens open. */
export const plain = (words: string): string =>
  words
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
