import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Card } from '../../src/parts/card/card';
import { Legend } from '../../src/parts/legend';
import { Questions } from '../../src/parts/questions';
import { Table } from '../../src/parts/table';
import { atlas } from '../../src/state/territory';
import { go, view } from '../../src/state/view';
import { answerTo } from '../mock/plugin';
import { targets } from '../mock/weights';

/** Asked while modules load, before the invented town answers. */
vi.hoisted(() => {
  globalThis.fetch = () => new Promise(() => {});
});

const ground = document.body;
const all = (selector: string) => [...ground.querySelectorAll<HTMLElement>(selector)];
const one = (selector: string) => all(selector)[0] as HTMLElement;
const settled = () => new Promise((resolve) => setTimeout(resolve, 60));

vi.stubGlobal('fetch', async (address: string) => {
  const known = answerTo(new URL(address));
  return new Response(JSON.stringify(known ?? { title: 'rien' }), { status: known ? 200 : 404 });
});

/** Draws a part of the screen over the invented town, once everything it asked for is there. */
async function draw(part: preact.ComponentChild): Promise<void> {
  atlas.retry();
  render(part, ground);
  await settled();
}

beforeEach(() => go({ question: 'targets', zone: null, service: null, lang: 'fr' }));
afterEach(() => render(null, ground));

describe('the questions', () => {
  it('have addresses of their own, the present one marked', async () => {
    await draw(<Questions />);
    const links = all('.questions a');
    expect(links.map((link) => link.getAttribute('href'))).toContain('#/coverage?lang=fr');
    expect(links.filter((link) => link.ariaCurrent ?? link.getAttribute('aria-current'))).toHaveLength(1);
  });

  it('list targets with rank, interval, drivers and action', async () => {
    await draw(<Questions />);
    expect(all('.target')).toHaveLength(20);
    const first = one('.target').textContent ?? '';
    expect(first).toContain(targets.targets[0]?.name);
    expect(first).toMatch(/1er à \d+e sur 44/);
    expect(first).toContain('Aller vers et informer');
  });

  it('bar the geographies that cannot answer', async () => {
    await draw(<Questions />);
    expect(
      all('.segments:first-of-type input')
        .slice(0, 3)
        .map((input) => (input as HTMLInputElement).disabled),
    ).toEqual([false, true, true]);
  });

  it('find indicators whatever the accents', async () => {
    go({ question: 'indicator' });
    await draw(<Questions />);
    const search = one('input[type=search]') as HTMLInputElement;
    search.value = 'pauvrete TAUX';
    search.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
    expect(all('.indicator-name').map((name) => name.textContent)).toEqual(['Taux de pauvreté']);
  });
});

describe('the table', () => {
  it('says what the map shows, row by row', async () => {
    await draw(<Table />);
    expect(all('tbody tr')).toHaveLength(44);
    expect(one('caption').textContent).toContain('Zones à regarder en premier');
  });

  it('sorts by a column, and back', async () => {
    go({ question: 'coverage' });
    await draw(<Table />);
    const minutes = () =>
      all('tbody tr')
        .map((row) => row.querySelectorAll('td')[2]?.textContent ?? '')
        .filter((words) => words !== '')
        .map(Number);
    const head = all('thead button')[3] as HTMLElement;
    head.click();
    await settled();
    expect(minutes()).toEqual([...minutes()].sort((a, b) => b - a));
    all('thead button')[3]?.click();
    await settled();
    expect(minutes()).toEqual([...minutes()].sort((a, b) => a - b));
    expect(all('thead th')[3]?.getAttribute('aria-sort')).toBe('ascending');
  });

  it('is walked with the arrows and chooses the zone of a row', async () => {
    await draw(<Table />);
    const names = all('tbody th button');
    names[0]?.focus();
    names[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    expect(document.activeElement).toBe(names[1]);
    names[1]?.click();
    expect(view.value.zone).toBe(targets.targets[1]?.zone);
    await settled();
    expect(all('tbody tr[data-chosen]')).toHaveLength(1);
  });
});

describe('the legend', () => {
  it('counts zones by class and explains the method', async () => {
    go({ question: 'take-up' });
    await draw(<Legend />);
    const counts = all('.histogram-count').map((count) => Number.parseInt(count.textContent ?? '', 10));
    expect(counts.reduce((sum, count) => sum + count)).toBe(48);
    expect(one('.fold').textContent).toContain('ne prouvent rien');
    expect(one('.sources').textContent).toContain('Rien sous 11 ménages');
  });
});

describe('the card of a zone', () => {
  it('says why here, how sure, and where the figures come from', async () => {
    go({ zone: targets.targets[0]?.zone ?? null });
    await draw(<Card />);
    const said = one('.card').textContent ?? '';
    expect(said).toContain('Pourquoi ici ?');
    expect(said).toMatch(/1er à \d+e sur 44/);
    expect(said).toContain('Taux de pauvreté');
    expect(said).toContain('millésime 2020');
  });

  it('shows the server’s problem and its hint when the zone is not there', async () => {
    go({ zone: 'nulle-part' });
    await draw(<Card />);
    expect(one('[role=alert]').textContent).toContain('rien');
  });
});
