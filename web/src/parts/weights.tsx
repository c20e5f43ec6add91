import type { Weights } from '../api/types';
import { words } from '../i18n';
import { percent } from '../i18n/numbers';
import { KINDS } from '../picture/weighed';
import { EVEN_WEIGHTS } from '../state/address';
import { compact } from '../state/device';
import { nameOf } from '../state/roll';
import { announce } from '../state/screen';
import { evenWeights } from '../state/territory';
import { go } from '../state/view';
import { presentWeights, sliding, weighed } from '../weighing/live';
import { Fold, Slider } from './controls';

const MOST = 4;
const STEP = 0.1;

/** How much each part counts: the map, the list and the ranks follow the finger, the address follows once it rests. */
export function WeightSliders() {
  const { weights, weightsAbout, evenWeights: backToEven, drivers } = words.value;
  const present = presentWeights.value;
  const total = present.need + present.gap + present.take_up;
  return (
    <Fold title={weights} open={!compact.value || !evenWeights.value}>
      <p class="note">{weightsAbout}</p>
      <div class="weights">
        {KINDS.map((kind) => (
          <Slider
            key={kind}
            label={drivers[kind]}
            value={present[kind]}
            min={0}
            max={MOST}
            step={STEP}
            inWords={percent(Math.round((100 * present[kind]) / total))}
            onInput={(weight) => slide({ ...present, [kind]: weight })}
            onSlide={(weight) => rest({ ...present, [kind]: weight })}
          />
        ))}
      </div>
      <button type="button" class="button" disabled={evenWeights.value} onClick={() => rest({ ...EVEN_WEIGHTS })}>
        {backToEven}
      </button>
    </Fold>
  );
}

const counts = (weights: Weights): boolean => KINDS.some((kind) => weights[kind] > 0);

function slide(weights: Weights): void {
  if (counts(weights)) sliding.value = weights;
}

function rest(weights: Weights): void {
  go({ weights: counts(weights) ? weights : { ...presentWeights.peek() } }, true);
  sliding.value = null;
  const first = weighed.peek();
  const zone = first?.first[0];
  if (first && zone !== undefined) announce(words.value.firstIs(nameOf(first.parts.codes[zone] as string) ?? ''));
}
