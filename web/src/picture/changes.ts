/** People who gained or lost access between two states of the data, zone by zone. */
import type { Changes } from '../api/types';
import { words } from '../i18n';
import { share, whole } from '../i18n/numbers';
import type { Roll } from '../state/rolls';
import { changeEntries, changeShade } from './change';
import { type Cell, counted, heading, inFormat, number, type Picture, type Row, text } from './picture';

interface Shift {
  gained: number;
  lost: number;
  /** Whether how many people are concerned is not known. */
  unknown: boolean;
  /** Share in reach before and after, where one theme is read. */
  before: number | null;
  after: number | null;
}

export function pictureOfChanges(changes: Changes, roll: Roll, theme: string | null): Picture {
  const shifts = shiftsOf(changes, theme);
  const rows = roll.codes.map((code, index) => rowOf(code, roll.names[index] ?? code, shifts.get(code)));
  const path = `changes${changes.since ? `?since=${changes.since}` : ''}`;
  return {
    palette: 'change',
    title: words.value.changesTitle,
    unit: words.value.units.persons,
    legend: counted(
      [...changeEntries(words.value.noChange), { shade: 'missing', label: words.value.coverageClasses.unknown }],
      rows,
    ),
    headings: headings(),
    rows,
    ranks: [],
    method: null,
    classesBy: null,
    sources: [],
    downloads: { geojson: inFormat(path, 'json'), csv: inFormat(path, 'csv') },
  };
}

/** The people of each zone, summed over themes unless one is read. */
export function shiftsOf({ coverage }: Changes, theme: string | null): Map<string, Shift> {
  const shifts = new Map<string, Shift>();
  for (const part of coverage.filter((part) => theme === null || part.theme === theme)) {
    for (const kind of ['gained', 'lost'] as const) {
      for (const { zone, people, share_before, share_after } of part[kind]) {
        const known = shifts.get(zone) ?? { gained: 0, lost: 0, unknown: false, before: null, after: null };
        const shares = theme === null ? {} : { before: share_before, after: share_after };
        shifts.set(zone, {
          ...known,
          ...shares,
          unknown: known.unknown || people === null,
          [kind]: known[kind] + (people ?? 0),
        });
      }
    }
  }
  return shifts;
}

function rowOf(code: string, name: string, shift: Shift | undefined): Row {
  const net = shift?.unknown ? null : shift ? shift.gained - shift.lost : 0;
  return {
    code,
    name,
    shade: net === null ? 'missing' : changeShade(Math.round(net)),
    reading: shift ? readingOf(shift) : words.value.noChange,
    worst: net === null || net === 0 ? null : Math.abs(net),
    cells: cellsOf(shift, net),
  };
}

function readingOf({ gained, lost, unknown }: Shift): string {
  const { gainOf, lossOf, coverageClasses } = words.value;
  if (unknown) return coverageClasses.unknown;
  return [gained > 0 && gainOf(whole(gained)), lost > 0 && lossOf(whole(lost))].filter(Boolean).join(', ');
}

function headings() {
  const { newlyCovered, noLongerCovered, difference, shareInReach } = words.value;
  return [
    heading('net', difference),
    heading('gained', newlyCovered),
    heading('lost', noLongerCovered),
    heading('share', shareInReach, false),
  ];
}

function cellsOf(shift: Shift | undefined, net: number | null): Cell[] {
  if (!shift) return [number('', null), number('', null), number('', null), text('')];
  const { signed, beforeAfter } = words.value;
  const { gained, lost, before, after } = shift;
  return [
    number(net === null ? '' : signed(whole(Math.abs(net)), Math.sign(Math.round(net))), net),
    number(net === null ? '' : whole(gained), net === null ? null : gained),
    number(net === null ? '' : whole(lost), net === null ? null : lost),
    text(before === null || after === null ? '' : beforeAfter(share(before), share(after))),
  ];
}
