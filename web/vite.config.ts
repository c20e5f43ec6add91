import { defineConfig } from 'vitest/config';
import { mockTerritory } from './tests/mock/plugin.ts';

/** The program whose answers `npm run dev` shows. */
const server = process.env.MAILLAGE_URL ?? 'http://127.0.0.1:8080';
const resources = [
  'atlas',
  'collections',
  'columns',
  'zones',
  'coverage',
  'take-up',
  'targets',
  'near',
  'isochrones',
  'areas',
  'tiles',
  'scenarios',
  'changes',
  'series',
  'plans',
  'contradictions',
  'observations',
  'service-checks',
  'api',
];

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: mode === 'mock' ? [mockTerritory()] : [],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'leaflet', test: /node_modules[\\/]leaflet/ }] } },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: mode === 'mock' ? {} : Object.fromEntries(resources.map((path) => [`/${path}`, server])),
  },
  preview: { host: '127.0.0.1' },
  test: { environment: 'happy-dom', include: ['tests/unit/**/*.test.{ts,tsx}'] },
}));
