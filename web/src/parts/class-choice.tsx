import { useRef } from 'preact/hooks';
import type { Column } from '../api/types';
import { words } from '../i18n';
import { amount, whole } from '../i18n/numbers';
import { picture, wholeColumn } from '../picture';
import { type Bin, binned, moved, tidy } from '../picture/cutting';
import { classOf, classShade } from '../picture/shade';
import { CLASS_COUNTS, CLASS_METHODS, type ClassMethod } from '../state/reading';
import { cutting, go } from '../state/view';
import { Choose } from './controls';

const BINS = 32;
const USUAL_COUNT = 5;
/** One press of an arrow moves a break by so much of the span; with Shift, ten times that. */
const STEP = 1 / 200;
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** How values are cut into classes: by a method, or by hand on their histogram. */
export function ClassChoice() {
  const column = wholeColumn.value;
  if (!column || column.classes.breaks.length < 2) return null;
  return (
    <>
      <Method column={column} />
      <Breaks column={column} />
    </>
  );
}

const boundsOf = ({ classes }: Column): number[] => classes.breaks.slice(1, -1);

function Method({ column }: { column: Column }) {
  const { classMethod, classCount, classMethods } = words.value;
  const cut = cutting.value;
  const by = cut && 'bounds' in cut ? 'by_hand' : (cut?.by ?? 'fisher_jenks');
  const count = cut && 'by' in cut ? cut.count : USUAL_COUNT;
  const choose = (method: string) =>
    go({ classes: method === 'by_hand' ? { bounds: boundsOf(column) } : { by: method as ClassMethod, count } }, true);
  return (
    <div class="field-pair">
      <Choose
        label={classMethod}
        value={by}
        choices={[...CLASS_METHODS, 'by_hand' as const].map((value) => ({ value, label: classMethods[value] }))}
        onChoose={choose}
      />
      {by !== 'by_hand' && (
        <Choose
          label={classCount}
          value={String(count)}
          choices={CLASS_COUNTS.map((value) => ({ value: String(value), label: String(value) }))}
          onChoose={(chosen) => go({ classes: { by, count: Number(chosen) } }, true)}
        />
      )}
    </div>
  );
}

/** The values as bars, and the breaks between classes: moved, or typed. */
function Breaks({ column }: { column: Column }) {
  const ground = useRef<HTMLDivElement>(null);
  const { distribution, distributionAbout, bound } = words.value;
  const { breaks } = column.classes;
  const [low, high] = [breaks[0] as number, breaks.at(-1) as number];
  const bounds = boundsOf(column);
  const set = (which: number, to: number) => go({ classes: { bounds: moved(bounds, which, to, [low, high]) } }, true);
  const place = (value: number) => `${(100 * (value - low)) / (high - low || 1)}%`;
  const drag = (event: PointerEvent, which: number) => {
    const box = ground.current?.getBoundingClientRect();
    if (box && event.buttons === 1) set(which, low + ((event.clientX - box.left) / box.width) * (high - low));
  };
  const step = (event: KeyboardEvent, which: number) => {
    const way = STEPS[event.key];
    if (!way) return;
    event.preventDefault();
    set(which, (bounds[which] as number) + way * (high - low) * STEP * (event.shiftKey ? 10 : 1));
  };
  return (
    <div class="breaks">
      <div ref={ground} class="breaks-ground" data-palette={picture.value?.palette}>
        <Bars bins={binned(column, BINS)} column={column} />
        {bounds.map((value, which) => (
          <span key={which} style={{ left: place(value) }} class="break">
            <span
              role="slider"
              tabIndex={0}
              aria-label={bound(whole(which + 1))}
              aria-valuemin={bounds[which - 1] ?? low}
              aria-valuemax={bounds[which + 1] ?? high}
              aria-valuenow={value}
              aria-valuetext={amount(value, column.indicator.unit)}
              onKeyDown={(event) => step(event, which)}
              onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
              onPointerMove={(event) => drag(event, which)}
            />
          </span>
        ))}
      </div>
      <div class="breaks-ends" aria-hidden="true">
        <span>{amount(low, column.indicator.unit)}</span>
        <span>{amount(high, column.indicator.unit)}</span>
      </div>
      <fieldset class="breaks-typed">
        <legend class="unseen">{distribution}</legend>
        {bounds.map((value, which) => (
          <input
            key={which}
            type="number"
            aria-label={bound(whole(which + 1))}
            step="any"
            value={tidy(value, high - low)}
            onChange={(event) => {
              const typed = event.currentTarget.valueAsNumber;
              if (Number.isFinite(typed)) set(which, typed);
            }}
          />
        ))}
      </fieldset>
      <p class="note">{distributionAbout(whole(column.codes.length))}</p>
    </div>
  );
}

function Bars({ bins, column }: { bins: Bin[]; column: Column }) {
  const most = Math.max(...bins.map(({ zones }) => zones), 1);
  const { breaks, counts } = column.classes;
  const falls = column.indicator.direction === 'lower_is_need';
  const shade = (bin: Bin) => {
    const index = classOf((bin.from + bin.to) / 2, breaks);
    return classShade(falls ? counts.length - 1 - index : index, counts.length);
  };
  return (
    <span class="breaks-bars" aria-hidden="true">
      {bins.map((bin) => (
        <span key={bin.from} class="bin" data-shade={shade(bin)} style={{ height: `${(100 * bin.zones) / most}%` }} />
      ))}
    </span>
  );
}
