import { useState } from 'preact/hooks';
import { words } from '../i18n';
import type { Place } from '../state/address';
import { announce, lookAround } from '../state/screen';
import { SignButton } from './controls';
import { Icon } from './icon';
import { centreOfMap, lookAtPlace } from './map-region';

const PATIENCE = 15_000;

/** A point to look around: where the device is, or the middle of the map. */
export function AroundTools({ open, toggle, close }: { open: boolean; toggle: () => void; close: () => void }) {
  const [said, setSaid] = useState<string | null>(null);
  const { aroundTools, aroundMe, aroundCentre, aroundHold } = words.value;
  const say = (sentence: string | null) => {
    setSaid(sentence);
    if (sentence) announce(sentence);
  };
  const look = (place: Place) => {
    say(null);
    close();
    lookAround(place);
    requestAnimationFrame(() => lookAtPlace(place));
  };
  const centre = () => {
    const place = centreOfMap();
    if (place) look(place);
  };
  return (
    <div class="tool-group tool-open">
      <SignButton name={aroundTools} icon="locate" expanded={open} onPress={toggle} />
      {open && (
        <div class="tool-inside">
          <p class="tool-title">{aroundTools}</p>
          <button type="button" class="button" onClick={() => locate(look, say)}>
            <Icon name="locate" />
            {aroundMe}
          </button>
          <button type="button" class="button" onClick={centre}>
            <Icon name="frame" />
            {aroundCentre}
          </button>
          <p class="note">{said ?? aroundHold}</p>
        </div>
      )}
    </div>
  );
}

/** The position goes into the address of the page, as any point looked around, and to this server with the question. */
function locate(look: (place: Place) => void, say: (sentence: string) => void): void {
  const { locating, locateRefused } = words.value;
  if (!('geolocation' in navigator)) {
    say(locateRefused);
    return;
  }
  say(locating);
  const found = ({ coords }: GeolocationPosition) => look([coords.longitude, coords.latitude]);
  navigator.geolocation.getCurrentPosition(found, () => say(locateRefused), { timeout: PATIENCE });
}
