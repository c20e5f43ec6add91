import { useEffect, useRef } from 'preact/hooks';
import { series } from '../../changes/state';
import { changeWords as words } from '../../i18n/changes';
import { share } from '../../i18n/numbers';
import { yearsOf } from '../../picture/series';
import { dataOf } from '../../state/resource';
import { go, view } from '../../state/view';
import { splitMap } from '../map-region';

const STEP = 0.02;

/** The divider between two editions: dragged, or moved with the arrows; the panel has its buttons. */
export function SwipeLine() {
  const line = useRef<HTMLDivElement>(null);
  const answer = dataOf(series.loaded.value);
  const at = view.value.swipe ?? 0.5;
  useEffect(() => {
    const ground = line.current?.parentElement;
    if (!ground) return;
    const place = () => splitMap(at * ground.clientWidth);
    place();
    const watcher = new ResizeObserver(place);
    watcher.observe(ground);
    return () => watcher.disconnect();
  });
  if (!answer) return null;
  const { divider, dividerAt } = words.value;
  const [from, to] = yearsOf(answer);
  const move = (swipe: number) => go({ swipe: Math.round(100 * Math.min(Math.max(swipe, 0), 1)) / 100 }, true);
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    move(at + step);
  };
  const drag = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const ground = event.currentTarget.parentElement?.getBoundingClientRect();
    if (ground && event.currentTarget.hasPointerCapture(event.pointerId)) {
      move((event.clientX - ground.left) / ground.width);
    }
  };
  return (
    <div
      ref={line}
      class="swipe-line"
      role="slider"
      tabIndex={0}
      aria-label={divider(from, to)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * at)}
      aria-valuetext={dividerAt(share(at))}
      style={{ left: `${100 * at}%` }}
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    >
      <span class="swipe-year swipe-from" aria-hidden="true">
        {from}
      </span>
      <span class="swipe-handle" aria-hidden="true" />
      <span class="swipe-year swipe-to" aria-hidden="true">
        {to}
      </span>
    </div>
  );
}
