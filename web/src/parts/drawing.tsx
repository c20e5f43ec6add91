import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import type { Place } from '../state/address';
import { announce, chooseArea, drawing, NOTHING, sheetSize } from '../state/screen';
import { go } from '../state/view';
import { centreOfMap, focusMap } from './map-region';

const FEWEST = 3;
const MOST = 60;

/** Starts an outline; the one before leaves. */
export function startDrawing(): void {
  go(NOTHING);
  drawing.value = [];
  sheetSize.value = 'peek';
  announce(words.value.drawAbout);
  focusMap();
}

export const stopDrawing = (): void => {
  drawing.value = null;
};

export function addCorner(place: Place): void {
  const corners = drawing.peek();
  if (!corners || corners.length >= MOST) return;
  drawing.value = [...corners, place];
  announce(words.value.drawCorners(corners.length + 1, whole(corners.length + 1)));
}

export function addCentre(): void {
  const centre = centreOfMap();
  if (centre) addCorner(centre);
}

export function dropCorner(): void {
  const corners = drawing.peek();
  if (!corners) return;
  drawing.value = corners.slice(0, -1);
  announce(words.value.drawCorners(drawing.value.length, whole(drawing.value.length)));
}

export function endDrawing(): void {
  const corners = drawing.peek();
  if (!corners || corners.length < FEWEST) return;
  drawing.value = null;
  chooseArea(corners);
}

/** While an outline is drawn: what to do, and each movement as a button. */
export function DrawingBar() {
  const corners = drawing.value;
  if (!corners) return null;
  const { draw, drawAbout, drawCorners, drawAdd, drawBack, drawEnd, drawCancel } = words.value;
  return (
    <>
      <span class="crosshair" aria-hidden="true" />
      <section class="drawing-bar" aria-label={draw}>
        <p>{corners.length === 0 ? drawAbout : drawCorners(corners.length, whole(corners.length))}</p>
        <div class="drawing-buttons">
          <button type="button" class="button" onClick={addCentre}>
            {drawAdd}
          </button>
          <button type="button" class="button" disabled={corners.length === 0} onClick={dropCorner}>
            {drawBack}
          </button>
          <button type="button" class="button" onClick={stopDrawing}>
            {drawCancel}
          </button>
          <button type="button" class="button button-main" disabled={corners.length < FEWEST} onClick={endDrawing}>
            {drawEnd}
          </button>
        </div>
      </section>
    </>
  );
}
