import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { Refusal } from '../../src/api/client';
import { dataOf, resource } from '../../src/state/resource';

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('a resource', () => {
  it('keeps the former answer on screen until the next one is there', async () => {
    const path = signal<string | null>('a');
    const { loaded } = resource(
      () => path.value,
      async (asked) => asked.toUpperCase(),
    );
    await settled();
    expect(loaded.value).toEqual({ state: 'ready', data: 'A' });
    path.value = 'b';
    expect(loaded.value).toEqual({ state: 'loading', data: 'A' });
    await settled();
    expect(dataOf(loaded.value)).toBe('B');
  });

  it('drops an answer that comes after another question was asked', async () => {
    const path = signal('slow');
    const ask = (asked: string) =>
      new Promise<string>((resolve) => setTimeout(() => resolve(asked), asked === 'slow' ? 20 : 0));
    const { loaded } = resource(() => path.value, ask);
    path.value = 'fast';
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(dataOf(loaded.value)).toBe('fast');
  });

  it('shows a problem and asks again when told to', async () => {
    const ask = vi
      .fn()
      .mockRejectedValueOnce(new Refusal({ type: 't', title: 'non', status: 404 }))
      .mockResolvedValue('oui');
    const { loaded, retry } = resource(() => 'a', ask);
    await settled();
    expect(loaded.value).toMatchObject({ state: 'failed', problem: { title: 'non' } });
    retry();
    await settled();
    expect(dataOf(loaded.value)).toBe('oui');
  });

  it('waits by itself for a server that is still loading its data', async () => {
    vi.useFakeTimers();
    const ask = vi
      .fn()
      .mockRejectedValueOnce(new Refusal({ type: 't', title: 'attendre', status: 503 }))
      .mockResolvedValue('là');
    const { loaded } = resource(() => 'a', ask);
    await vi.advanceTimersByTimeAsync(0);
    expect(loaded.value.state).toBe('loading');
    await vi.advanceTimersByTimeAsync(2000);
    expect(dataOf(loaded.value)).toBe('là');
    vi.useRealTimers();
  });

  it('asks for nothing without an address', () => {
    const ask = vi.fn();
    expect(resource(() => null, ask).loaded.value).toEqual({ state: 'idle' });
    expect(ask).not.toHaveBeenCalled();
  });
});
