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
      // The element of other people's pages is fetched by its plain name, and alone.
      input: { index: 'index.html', embed: 'src/embed/element.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'embed' ? 'embed.js' : 'assets/[name]-[hash].js'),
        codeSplitting: { groups: [{ name: 'leaflet', test: /node_modules[\\/]leaflet/ }] },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: mode === 'mock' ? {} : Object.fromEntries(resources.map((path) => [`/${path}`, server])),
  },
  preview: { host: '127.0.0.1' },
  test: { environment: 'happy-dom', include: ['tests/unit/**/*.test.{ts,tsx}'] },
}));
