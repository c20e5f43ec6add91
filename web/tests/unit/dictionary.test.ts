import { describe, expect, it } from 'vitest';
import { englishAccount } from '../../src/account/english';
import { frenchAccount } from '../../src/account/french';
import { english } from '../../src/i18n/english';
import { englishChanges } from '../../src/i18n/english-changes';
import { englishField } from '../../src/i18n/english-field';
import { englishScenario } from '../../src/i18n/english-scenario';
import { french } from '../../src/i18n/french';
import { frenchChanges } from '../../src/i18n/french-changes';
import { frenchField } from '../../src/i18n/french-field';
import { frenchScenario } from '../../src/i18n/french-scenario';
import { englishPages } from '../../src/pages/words/english';
import { frenchPages } from '../../src/pages/words/french';
import { englishReport } from '../../src/report/words/english';
import { frenchReport } from '../../src/report/words/french';

/** Every sentence by its path, those with arguments filled with marks. */
function sentences(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, entry]): [string, string][] => {
    const here = `${path}${name}`;
    if (typeof entry === 'string') return [[here, entry]];
    if (typeof entry === 'function') return [[here, String(entry(...marksFor(entry)))]];
    return sentences(entry as object, `${here}.`);
  });
}

const marksFor = (entry: { length: number }): string[] =>
  Array.from({ length: entry.length }, (_, index) => `‹${index}›`);
const marksIn = (sentence: string): string[] => (sentence.match(/‹\d›/g) ?? []).sort();

const PAIRS: [string, object, object][] = [
  ['the map', french, english],
  ['the field', frenchField, englishField],
  ['scenarios', frenchScenario, englishScenario],
  ['changes', frenchChanges, englishChanges],
  ['the report', frenchReport, englishReport],
  ['the pages', frenchPages, englishPages],
  ['the account', frenchAccount, englishAccount],
];

describe.each(PAIRS)('the dictionary of %s', (_, frenchWords, englishWords) => {
  const french_ = new Map(sentences(frenchWords));
  const english_ = new Map(sentences(englishWords));

  it('says the same things in both languages', () => {
    expect([...english_.keys()]).toEqual([...french_.keys()]);
    for (const [path, sentence] of french_) {
      expect(sentence.trim(), path).not.toBe('');
      expect(marksIn(english_.get(path) ?? ''), path).toEqual(marksIn(sentence));
    }
  });

  it('writes typographic apostrophes', () => {
    for (const [path, sentence] of [...french_, ...english_]) expect(sentence, path).not.toContain("'");
  });

  it('puts a space before French double signs', () => {
    for (const [path, sentence] of french_) expect(sentence, path).not.toMatch(/[a-zé][?!;:]( |$)/);
  });
});
