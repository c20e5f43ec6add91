import type { ComponentChildren } from 'preact';
import { compact } from '../state/device';

/** A cell: words, or words with something beside. */
export type Cell = ComponentChildren;

export interface ReportRow {
  key: string;
  head: Cell;
  cells: Cell[];
}

/** A table of so many rows is not cut between two pages. */
const SHORT = 12;

/** A table with its title and heads, which come again on every page it runs over. A column with nothing in it is left out. */
export function ReportTable(props: {
  title: string;
  heads: string[];
  rows: ReportRow[];
  /** Columns of words, by place after the first; all others hold numbers. */
  words?: number[];
}) {
  const [first, ...rest] = props.heads;
  const kind = (place: number) => (props.words?.includes(place) ? 'worded' : 'numeric');
  const shown = rest.map((_, place) => props.rows.some(({ cells }) => cells[place] !== ''));
  return (
    <Scroll title={props.title}>
      <table class="report-table" data-short={props.rows.length <= SHORT}>
        <caption>{props.title}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {rest.map(
              (head, place) =>
                shown[place] && (
                  <th key={head} scope="col" class={kind(place)}>
                    {head}
                  </th>
                ),
            )}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ key, head, cells }) => (
            <tr key={key}>
              <th scope="row">{head}</th>
              {cells.map(
                (cell, place) =>
                  shown[place] && (
                    <td key={rest[place]} class={kind(place)}>
                      {cell}
                    </td>
                  ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** On a narrow screen a table is moved sideways under the finger, or with the arrows once it has the focus. */
function Scroll({ title, children }: { title: string; children: ComponentChildren }) {
  if (!compact.value) return <>{children}</>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="table-scroll" aria-label={title} tabIndex={0}>
      {children}
    </section>
  );
}
