import type { Access, HomeBasis, Nearby, OffStreets, ZoneCard } from '../../api/types';
import { say, words } from '../../i18n';
import { distance, minutes, share, whole } from '../../i18n/numbers';
import { DAYS } from '../../state/address';
import { dataOf } from '../../state/resource';
import { chooseService } from '../../state/screen';
import { coverage, territory } from '../../state/territory';
import { question, view } from '../../state/view';

const SHADES = { covered: 'c0', partial: 'c2', uncovered: 'c5', no_people: 'empty', unknown: 'missing' } as const;
const WORST_FIRST = ['uncovered', 'partial', 'unknown', 'covered', 'no_people'];

type ThemeAccess = Access & { theme: string; unplaced?: OffStreets; basis?: HomeBasis };

/** Access as the question has it, then by theme, the worst first, with the reasons. */
export function AccessSection({ card }: { card: ZoneCard }) {
  const asked = asAsked(card.zone.code);
  if (card.coverage.length === 0 && !asked) return null;
  const inOrder = [...card.coverage].sort((a, b) => WORST_FIRST.indexOf(a.class) - WORST_FIRST.indexOf(b.class));
  const { accessHeading, accessHere, accessUsual } = words.value;
  return (
    <section class="card-section" aria-labelledby="access">
      <h3 id="access">{accessHeading}</h3>
      {asked && <AccessList caption={accessHere + words.value.colon + conditions()} lines={[asked]} />}
      {asked && <Times access={asked} limit={view.value.limit} />}
      <AccessList caption={accessUsual} lines={inOrder} />
    </section>
  );
}

function AccessList({ caption, lines }: { caption: string; lines: ThemeAccess[] }) {
  return (
    <div>
      <p class="note">{caption}</p>
      <ul class="access" data-palette="gap">
        {lines.map((access) => (
          <AccessLine key={access.theme} access={access} />
        ))}
      </ul>
    </div>
  );
}

/** The zone in the answer on the map, when its question is that of access. */
function asAsked(code: string): ThemeAccess | null {
  const answer = question.value === 'coverage' ? dataOf(coverage.loaded.value) : undefined;
  const zone = answer?.zones.find((candidate) => candidate.zone === code);
  return answer && zone ? { ...zone, theme: answer.query.theme } : null;
}

/** What the map was asked, in words. */
function conditions(): string {
  const { limit, mode, audience, at } = view.value;
  const { minutesBy, byMode, anyone, anyTime, days } = words.value;
  const group = territory.value?.audiences.find(({ code }) => code === audience)?.label;
  const [day = '', time] = at?.split('-') ?? [];
  const moment = at ? `${days[DAYS.indexOf(day)]} ${time}` : anyTime;
  return [minutesBy(whole(limit), byMode[mode]), group ? say(group) : anyone, moment].join(', ').toLowerCase();
}

function AccessLine({ access }: { access: ThemeAccess }) {
  const { coverageClasses, inReach } = words.value;
  const label = territory.value?.themes.find(({ code }) => code === access.theme)?.label;
  return (
    <li>
      <span class="swatch" data-shade={SHADES[access.class]} aria-hidden="true" />
      <span class="access-theme">{label ? say(label) : access.theme}</span>
      <span class="access-class">{coverageClasses[access.class]}</span>
      <span class="access-about">{inReach(access.in_reach, whole(access.in_reach))}</span>
      {access.nearest && <NearestLink nearest={access.nearest} />}
      {access.reasons.map(({ code, sentence }) => (
        <span key={code} class="access-reason">
          {say(sentence)}
        </span>
      ))}
    </li>
  );
}

/** How long its people take: half of them, nine in ten, the share within the limit, those whose time is unknown. */
function Times({ access, limit }: { access: ThemeAccess; limit: number }) {
  const { half, nineInTen, withinLimit, unknownTimes, offStreets, homes } = words.value;
  if (access.minutes === undefined) return null;
  const oneStart = access.basis === 'centre';
  return (
    <>
      {access.minutes === null ? (
        <p class="notice">{unknownTimes}</p>
      ) : oneStart ? null : (
        <dl class="pairs">
          <Pair name={half} value={timeWords(access.minutes.median)} />
          <Pair name={nineInTen} value={timeWords(access.minutes.p90)} />
          {access.share_within != null && (
            <Pair name={withinLimit(minutes(limit))} value={share(access.share_within)} />
          )}
        </dl>
      )}
      {access.unplaced && access.unplaced.share > 0 && <p class="notice">{offStreets(share(access.unplaced.share))}</p>}
      {access.basis && <p class="note">{homes[access.basis]}</p>}
    </>
  );
}

const timeWords = (time: number | null): string =>
  time === null ? words.value.fewerGetThere : words.value.atMost(minutes(time));

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function NearestLink({ nearest }: { nearest: Nearby }) {
  return (
    <button type="button" class="link access-nearest" onClick={() => chooseService(nearest.service)}>
      {`${nearest.name}, ${minutes(nearest.minutes)} (${distance(nearest.metres)})`}
    </button>
  );
}
