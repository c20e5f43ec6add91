import { words } from '../i18n';
import { territory } from '../state/territory';
import { Hatches } from './hatches';
import { Legend } from './legend';
import { MapRegion } from './map-region';
import { Waiting } from './states';
import '../style/embedded.css';

/** Whether this page is shown within another one, at `/embed`. */
export const embedded = /\/embed$/.test(location.pathname);

/** The map alone, with what its colours mean: the rest is one step away, in the page that opens. */
export function Embedded() {
  const loaded = territory.value;
  if (!loaded) return <Waiting />;
  return (
    <main class="embedded">
      <h1 class="unseen">{loaded.name || words.value.tagline}</h1>
      <div class="stage-map">
        <MapRegion />
        <Legend />
      </div>
      {loaded.fictional && <p class="badge">{words.value.fictional}</p>}
      <Hatches />
    </main>
  );
}
