import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import { go, view } from '../state/view';
import { Slider } from './controls';

/** The longest way that counts as within reach, in minutes. */
export function LimitSlider() {
  const { limit, mode } = view.value;
  const { withinMinutes, minutesBy, byMode } = words.value;
  return (
    <Slider
      label={withinMinutes}
      value={limit}
      min={5}
      max={60}
      step={5}
      inWords={minutesBy(whole(limit), byMode[mode])}
      onSlide={(minutes) => go({ limit: minutes }, true)}
    />
  );
}
