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

/** The script of other people's pages. */
const EMBEDDED = 'src/embed/element.ts';

interface Graph {
  getModuleInfo: (id: string) => { isEntry: boolean; importers: string[] } | null;
}

/** Whether the page needs a module at once, reached from its entry without a lazy step: one file weighs less than many. */
function isFirst(id: string, graph: Graph, seen = new Set<string>()): boolean {
  if (seen.has(id) || id.endsWith(EMBEDDED)) return false;
  seen.add(id);
  const known = graph.getModuleInfo(id);
  return known !== null && (known.isEntry || known.importers.some((importer) => isFirst(importer, graph, seen)));
}

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: mode === 'mock' ? [mockTerritory()] : [],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    rolldownOptions: {
      // The element of other people's pages is fetched by its plain name, and alone.
      input: { index: 'index.html', embed: EMBEDDED },
      output: {
        entryFileNames: ({ name }) => (name === 'embed' ? 'embed.js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'leaflet', test: /node_modules[\\/]leaflet/, priority: 1 },
            { name: (id, graph) => (isFirst(id, graph) ? 'first' : null) },
          ],
        },
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
