import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FieldNote } from '../../src/outbox/entry';

const body: FieldNote = {
  zone: '1',
  geography: 'iris',
  day: '2026-11-25',
  persons: 2,
  themes: [],
  reason: null,
  offered: 'nothing',
};
const note = { path: 'observations', body } as const;
const clock = new Date('2026-11-25T10:00:00Z');

/** The outbox of a page just opened, before a server that takes what `takes` says. */
async function opened(
  takes: string[],
  answer: (request: { key: string }) => Response = () => new Response('{}'),
  rights: string[] = [],
) {
  vi.resetModules();
  const received: { path: string; key: string; token?: string }[] = [];
  vi.stubGlobal('fetch', async (address: string, { method, headers }: RequestInit) => {
    const path = address.replace(document.baseURI, '');
    if (path === 'api') {
      const paths = Object.fromEntries(takes.map((name) => [`/${name}`, { post: {} }]));
      return new Response(JSON.stringify({ paths }));
    }
    if (path === 'session') return new Response(JSON.stringify({ rights, token: 'seen', login: 'camille' }));
    const token = (headers as Record<string, string>)['Maillage-Token'];
    const key = (headers as Record<string, string>)['Idempotency-Key'] ?? '';
    received.push({ path: `${method} ${path}`, key, ...(token && { token }) });
    return answer({ key });
  });
  const [box, send] = [await import('../../src/outbox/box'), await import('../../src/outbox/send')];
  return { ...box, ...send, received };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

beforeEach(() => localStorage.clear());

describe('the outbox', () => {
  it('keeps notes over a reload while the server takes none, and says so', async () => {
    const { put, flush, sending, received } = await opened([]);
    expect(put(note, 'Bel-Air', clock)).toBe(true);
    await flush();
    expect(sending.value).toBe('closed');
    expect(received).toEqual([]);
    const later = await opened([]);
    expect(later.waiting.value.map(({ about }) => about)).toEqual(['Bel-Air']);
  });

  it('sends each note once its place exists, under the key made when it was written', async () => {
    const first = await opened([]);
    first.put(note, 'Bel-Air', clock);
    const { key } = first.waiting.value[0] ?? { key: '' };
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    const later = await opened(['observations']);
    await later.flush();
    await settled();
    expect(later.received).toEqual([{ path: 'POST observations', key }]);
    expect(later.waiting.value).toEqual([]);
  });

  it('keeps a note under its key when the answer is lost on the way', async () => {
    const { put, flush, waiting, sending, received } = await opened(['observations'], () => {
      throw new TypeError('network');
    });
    await settled();
    put(note, 'Bel-Air', clock);
    await flush();
    await flush();
    expect(sending.value).toBe('unreachable');
    expect(waiting.value).toHaveLength(1);
    expect(new Set(received.map(({ key }) => key)).size).toBe(1);
    expect(received.length).toBeGreaterThan(1);
  });

  it('keeps a refused note with the reason, and does not send it again by itself', async () => {
    const problem = { type: '/problems/unknown-zone', title: 'Zone inconnue', status: 422 };
    const { put, flush, waiting, received, again } = await opened(
      ['observations'],
      () => new Response(JSON.stringify(problem), { status: 422 }),
    );
    await settled();
    put(note, 'Bel-Air', clock);
    await flush();
    await flush();
    expect(received).toHaveLength(1);
    const [kept] = waiting.value;
    expect(kept?.refused?.title).toBe('Zone inconnue');
    if (kept) again(kept);
    await settled();
    expect(received).toHaveLength(2);
  });

  it('sends for a team that is signed in, with the token of its session, and waits for one that is not', async () => {
    const stranger = await opened(['observations', 'session']);
    await settled();
    stranger.put(note, 'Bel-Air', clock);
    await stranger.flush();
    expect(stranger.received).toEqual([]);
    expect(stranger.sending.value).toBe('signedOut');
    const team = await opened(['observations', 'session'], undefined, ['write-note']);
    await team.flush();
    await settled();
    expect(team.received.map(({ token }) => token)).toEqual(['seen']);
    expect(team.waiting.value).toEqual([]);
  });

  it('keeps a note of a session that has ended, and says so', async () => {
    const ended = () => new Response('{"status":401}', { status: 401 });
    const { put, flush, waiting, sending } = await opened(['observations', 'session'], ended, ['write-note']);
    await settled();
    put(note, 'Bel-Air', clock);
    await flush();
    expect(sending.value).toBe('signedOut');
    expect(waiting.value[0]?.refused).toBeUndefined();
  });

  it('keeps a note while the server has too much to do', async () => {
    const { put, flush, waiting } = await opened(['observations'], () => new Response('{}', { status: 503 }));
    await settled();
    put(note, 'Bel-Air', clock);
    await flush();
    expect(waiting.value).toHaveLength(1);
    expect(waiting.value[0]?.refused).toBeUndefined();
  });

  it('says so when the browser keeps nothing', async () => {
    const { put } = await opened([]);
    vi.stubGlobal('localStorage', {
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    expect(put(note, 'Bel-Air', clock)).toBe(false);
    vi.unstubAllGlobals();
  });
});
