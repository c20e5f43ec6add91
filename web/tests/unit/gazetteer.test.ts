import { describe, expect, it } from 'vitest';
import { gazetteerOf, type Place, plain } from '../../src/search/gazetteer';

const place = (name: string, within = '', kind = 'iris'): Place => ({
  kind,
  code: name,
  name,
  within,
  box: [0, 0, 1, 1],
});

const names = gazetteerOf([
  place('Sète', '', 'commune'),
  place('L’Écusson', 'Montpellier'),
  place('Œuvre des Abeilles', 'Sète', 'service'),
  place('Saint-Étienne-du-Grès'),
  place('Grès'),
]);
const found = (sought: string) => names.find(sought, 5).found.map(({ name }) => name);

describe('the gazetteer', () => {
  it('finds whatever the accents, the case, the hyphens and the ligatures', () => {
    expect(found('sete')[0]).toBe('Sète');
    expect(found('ECUSSON')).toEqual(['L’Écusson']);
    expect(found('saint etienne')).toEqual(['Saint-Étienne-du-Grès']);
    expect(found('oeuvre')).toEqual(['Œuvre des Abeilles']);
    expect(found('œuvre')).toEqual(['Œuvre des Abeilles']);
  });

  it('puts a name said whole before one that merely holds the word', () => {
    expect(found('gres')).toEqual(['Grès', 'Saint-Étienne-du-Grès']);
  });

  it('finds by the municipality too, after names', () => {
    expect(found('sete')).toEqual(['Sète', 'Œuvre des Abeilles']);
    expect(found('ecusson montpellier')).toEqual(['L’Écusson']);
  });

  it('finds nothing for what is not there, nor for nothing', () => {
    expect(names.find('xyz', 5)).toEqual({ found: [], count: 0 });
    expect(names.find('  ', 5)).toEqual({ found: [], count: 0 });
    expect(found('sete xyz')).toEqual([]);
  });

  it('counts more than it lists', () => {
    const many = gazetteerOf(Array.from({ length: 30 }, (_, index) => place(`Rue ${index}`)));
    expect(many.find('rue', 8).found).toHaveLength(8);
    expect(many.find('rue', 8).count).toBe(30);
  });

  it('opens words the same way everywhere', () => {
    expect(plain('  Lès-Œufs d’Été ')).toBe('les oeufs d ete');
  });
});
