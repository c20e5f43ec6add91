import { scenarioWords as words } from '../i18n/scenario';
import { add, say } from '../scenario/edit';
import { placing } from '../scenario/state';
import type { Place } from '../state/address';
import { atMetre } from '../state/changes';
import { compact } from '../state/device';
import { openTab } from '../state/screen';
import { centreOfMap, lookAtPlace } from './map-region';

/** Puts what is being placed there. */
export function placeHere(place: Place): void {
  const what = placing.peek();
  if (!what) return;
  placing.value = null;
  if ('add' in what) add(place);
  else say({ kind: 'move', service: what.move, position: atMetre(place) });
  if (!compact.peek()) return;
  openTab('question');
  requestAnimationFrame(() => lookAtPlace(place));
}

export function placeAtCentre(): void {
  const centre = centreOfMap();
  if (centre) placeHere(centre);
}

export const stopPlacing = (): void => {
  placing.value = null;
};

/** While something is being placed: what to do, and the movement as a button. */
export function PlacingBar() {
  if (!placing.value) return null;
  const { placeAbout, placeCentre, cancel, addHere } = words.value;
  return (
    <>
      <span class="crosshair" aria-hidden="true" />
      <section class="drawing-bar" aria-label={addHere}>
        <p>{placeAbout}</p>
        <div class="drawing-buttons">
          <button type="button" class="button button-main" onClick={placeAtCentre}>
            {placeCentre}
          </button>
          <button type="button" class="button" onClick={stopPlacing}>
            {cancel}
          </button>
        </div>
      </section>
    </>
  );
}
