import { words } from '../../i18n';
import { readWeek, type Span, type Week } from '../../opening/week';

/** Opening hours as a week; `brief` gathers days with the same hours on one line. */
export function Hours({ opening, brief = false }: { opening: string | null; brief?: boolean }) {
  if (opening === null) return <span class="hours-unknown">{words.value.hoursUnknown}</span>;
  const week = readWeek(opening);
  if (week === null) return <span class="hours-raw">{opening}</span>;
  return brief ? <BriefWeek week={week} /> : <FullWeek week={week} />;
}

function FullWeek({ week }: { week: Week }) {
  return (
    <table class="hours">
      <tbody>
        {week.map((spans, day) => (
          <tr key={words.value.days[day]} data-closed={spans.length === 0 || undefined}>
            <th scope="row">{words.value.days[day]}</th>
            <td>{spansWords(spans)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BriefWeek({ week }: { week: Week }) {
  return (
    <span class="hours-brief">
      {runsOf(week).map(({ first, last, said }) => (
        <span key={first}>
          {daysWords(first, last)} {said}
        </span>
      ))}
    </span>
  );
}

interface Run {
  first: number;
  last: number;
  said: string;
}

/** Successive open days with the same hours. */
export function runsOf(week: Week): Run[] {
  const runs: Run[] = [];
  week.forEach((spans, day) => {
    if (spans.length === 0) return;
    const said = spansWords(spans);
    const former = runs.at(-1);
    if (former && former.last === day - 1 && former.said === said) former.last = day;
    else runs.push({ first: day, last: day, said });
  });
  return runs;
}

function daysWords(first: number, last: number): string {
  const short = (day: number) => words.value.days[day]?.slice(0, 3) ?? '';
  return first === last ? short(first) : `${short(first)}–${short(last)}`;
}

function spansWords(spans: Span[]): string {
  if (spans.length === 0) return words.value.closed;
  if (spans.some(({ from, to }) => from === '00:00' && to === '24:00')) return words.value.allDay;
  return spans.map(({ from, to }) => `${from}–${to}`).join(', ');
}
