import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** A fresh client over answers by path. */
async function clientOver(answers: Record<string, () => Response>) {
  vi.resetModules();
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string) => {
    const path = address.replace(document.baseURI, '');
    asked.push(path);
    const answer = answers[path];
    if (!answer) throw new TypeError('network');
    return answer();
  });
  return { asked, client: await import('../../src/api/client') };
}

const json = (body: unknown, snapshot = 's1', status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Maillage-Snapshot': snapshot } });

beforeEach(() => vi.useRealTimers());
afterEach(() => vi.unstubAllGlobals());

describe('the client', () => {
  it('asks once for what one snapshot says', async () => {
    const { asked, client } = await clientOver({ atlas: () => json({ a: 1 }) });
    await client.getJson('atlas');
    await client.getJson('atlas');
    expect(asked).toEqual(['atlas']);
  });

  it('forgets its answers and says so when another snapshot answers', async () => {
    const snapshots = ['s1', 's2', 's2'];
    const { asked, client } = await clientOver({
      atlas: () => json({}, snapshots.shift()),
      targets: () => json({}, snapshots.shift()),
    });
    const announced = vi.fn();
    client.onNewSnapshot(announced);
    await client.getJson('atlas');
    await client.getJson('targets');
    expect(announced).toHaveBeenCalledOnce();
    await client.getJson('atlas');
    expect(asked).toEqual(['atlas', 'targets', 'atlas']);
  });

  it('is not thrown about by a cache that still serves a former snapshot', async () => {
    const { client } = await clientOver({ a: () => json({}, 's1'), b: () => json({}, 's2'), c: () => json({}, 's1') });
    const announced = vi.fn();
    client.onNewSnapshot(announced);
    for (const path of ['a', 'b', 'c']) await client.getJson(path);
    expect(announced).toHaveBeenCalledOnce();
  });

  it('gives the server’s problem as it is', async () => {
    const problem = { type: '/problems/unknown-theme', title: 'Thème inconnu', status: 400, hint: 'choisir' };
    const { client } = await clientOver({ coverage: () => json(problem, 's1', 400) });
    await expect(client.getJson('coverage')).rejects.toMatchObject({ problem });
  });

  it('asks a busy server again when it said to, and not what is no fault of being busy', async () => {
    vi.useFakeTimers();
    const refused: Response[] = [];
    const busy = () => {
      const response = new Response('{}', { status: 503, headers: { 'Retry-After': '2' } });
      refused.push(response);
      return response;
    };
    const answers = [busy, busy, () => json({ a: 1 })];
    const { asked, client } = await clientOver({
      targets: () => (answers.shift() ?? busy)(),
      atlas: () => json({}, 's1', 404),
    });
    const answer = client.getJson('targets');
    await vi.advanceTimersByTimeAsync(1900);
    expect(asked).toEqual(['targets']);
    await vi.advanceTimersByTimeAsync(10_000);
    await expect(answer).resolves.toEqual({ a: 1 });
    expect(asked).toEqual(['targets', 'targets', 'targets']);
    expect(refused.map(({ bodyUsed }) => bodyUsed)).toEqual([true, true]);
    await expect(client.getJson('atlas')).rejects.toMatchObject({ problem: {} });
    expect(asked).toHaveLength(4);
  });

  it('says when no server answered', async () => {
    const { client } = await clientOver({});
    await expect(client.getJson('atlas')).rejects.toMatchObject({ problem: { type: 'unreachable' } });
  });

  it('reads a collection to its last page', async () => {
    const feature = (id: string) => ({ type: 'Feature', id, properties: {}, geometry: null });
    const { client } = await clientOver({
      items: () => json({ features: [feature('1')], links: [{ rel: 'next', href: 'items?offset=1' }] }),
      'items?offset=1': () => json({ features: [feature('2')], links: [] }),
    });
    const whole = await client.getCollection('items');
    expect(whole.features.map(({ id }) => id)).toEqual(['1', '2']);
  });
});
