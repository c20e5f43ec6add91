import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|tsx|css)$/.test(file));
const sources = files.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

describe('the sources', () => {
  it('know Leaflet only in the map room', () => {
    const users = sources.filter(({ text }) => /from 'leaflet'/.test(text)).map(({ file }) => file);
    expect(users.length).toBeGreaterThan(0);
    for (const file of users) expect(file).toMatch(/^map\//);
  });

  it('name no other origin', () => {
    for (const { file, text } of sources) expect(text, file).not.toMatch(/https?:\/\/|url\("?\/\//);
  });

  it('ask the network in one place', () => {
    const callers = sources.filter(({ text }) =>
      /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon/.test(text),
    );
    expect(callers.map(({ file }) => file)).toEqual(['api/client.ts']);
  });

  it('use every entry of the dictionary', () => {
    const dictionary = sources
      .filter(({ file }) => /^i18n\/french/.test(file))
      .map(({ text }) => text)
      .join('\n');
    const entries = [...dictionary.matchAll(/^ {2}(\w+)[:,]/gm)].map(([, name]) => name as string);
    const users = sources.filter(({ file }) => !/^i18n\/(french|english)/.test(file)).map(({ text }) => text);
    const unused = entries.filter((name) => !users.some((text) => new RegExp(`\\b${name}\\b`).test(text)));
    expect(unused).toEqual([]);
  });
});
