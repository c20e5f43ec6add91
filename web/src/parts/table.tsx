import { useEffect, useRef, useState } from 'preact/hooks';
import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import { picture } from '../picture';
import type { Picture, Row } from '../picture/picture';
import { type Order, sorted } from '../picture/sorting';
import { chooseZone, pointed, singled } from '../state/screen';
import { view } from '../state/view';
import { Icon } from './icon';

const FIRST_ROWS = 200;

/** The same as the map, in rows: it sorts, it is walked with the arrows, it chooses zones. */
export function Table() {
  const present = picture.value;
  return present && <PictureTable key={view.value.question} picture={present} />;
}

function PictureTable({ picture }: { picture: Picture }) {
  const [order, setOrder] = useState<Order>(() => firstOrder(picture));
  const [all, setAll] = useState(false);
  const body = useRef<HTMLTableSectionElement>(null);
  const kept = singled.value ? picture.rows.filter(({ shade }) => shade === singled.value) : picture.rows;
  const rows = sorted(kept, order, words.value.locale);
  const shown = all ? rows : rows.slice(0, FIRST_ROWS);
  useScrollToChosen(body, view.value.zone);
  const focused = shown.some(({ code }) => code === view.value.zone) ? view.value.zone : shown[0]?.code;
  return (
    <div class="table-scroll">
      <table class="twin">
        <caption class="unseen">{words.value.tableAbout(picture.title)}</caption>
        <Heads picture={picture} order={order} onOrder={setOrder} />
        <tbody ref={body} onKeyDown={walk}>
          {shown.map((row) => (
            <Line key={row.code} row={row} picture={picture} focusable={row.code === focused} />
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <button type="button" class="button" onClick={() => setAll(true)}>
          {words.value.showAllRows(whole(rows.length))}
        </button>
      )}
    </div>
  );
}

/** Ranked lists keep their rank; classes put the worst first; values the highest. */
function firstOrder({ headings }: Picture): Order {
  const first = headings[0]?.key;
  return { column: 0, descending: first === 'value' };
}

function Heads(props: { picture: Picture; order: Order; onOrder: (order: Order) => void }) {
  const labels = [words.value.zone, ...props.picture.headings.map(({ label }) => label)];
  return (
    <thead>
      <tr>
        {labels.map((label, index) => (
          <Head
            key={label}
            label={label}
            numeric={props.picture.headings[index - 1]?.numeric ?? false}
            column={index - 1}
            order={props.order}
            onOrder={props.onOrder}
          />
        ))}
      </tr>
    </thead>
  );
}

function Head(props: {
  label: string;
  numeric: boolean;
  column: number;
  order: Order;
  onOrder: (order: Order) => void;
}) {
  const { label, column, order } = props;
  const active = order.column === column;
  const press = () => props.onOrder({ column, descending: active ? !order.descending : props.numeric });
  const direction = order.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={props.numeric ? 'numeric' : undefined} aria-sort={active ? direction : 'none'}>
      <button type="button" onClick={press} title={words.value.sortBy(label)}>
        {label}
        <Icon name={active && !order.descending ? 'up' : 'down'} />
      </button>
    </th>
  );
}

function Line({ row, picture, focusable }: { row: Row; picture: Picture; focusable: boolean }) {
  const chosen = view.value.zone === row.code;
  const point = (on: boolean) => {
    pointed.value = on ? { what: { zone: row.code }, spot: { x: -1, y: -1 } } : null;
  };
  return (
    <tr
      data-chosen={chosen || undefined}
      data-code={row.code}
      onMouseEnter={() => point(true)}
      onMouseLeave={() => point(false)}
      onFocusIn={() => point(true)}
      onFocusOut={() => point(false)}
      onClick={() => chooseZone(row.code)}
    >
      <th scope="row">
        <button type="button" tabIndex={focusable ? 0 : -1} aria-pressed={chosen}>
          <span class="swatch" data-palette={picture.palette} data-shade={row.shade} aria-hidden="true" />
          {row.name}
        </button>
      </th>
      {row.cells.map((cell, index) => (
        <td key={picture.headings[index]?.key} class={picture.headings[index]?.numeric ? 'numeric' : undefined}>
          {cell.words}
        </td>
      ))}
    </tr>
  );
}

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** Arrows go from row to row; Enter and space choose, as on any button. */
function walk(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = STEPS[event.key];
  if (!step) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('th > button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  if (at < 0) return;
  event.preventDefault();
  buttons[step(at, buttons.length - 1)]?.focus();
}

function useScrollToChosen(body: { current: HTMLElement | null }, code: string | null): void {
  useEffect(() => {
    if (code === null) return;
    const line = body.current?.querySelector(`tr[data-code="${CSS.escape(code)}"]`);
    line?.scrollIntoView({ block: 'nearest' });
  }, [body, code]);
}
