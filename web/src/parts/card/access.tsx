import type { Access, Nearby, ZoneCard } from '../../api/types';
import { say, words } from '../../i18n';
import { distance, minutes, whole } from '../../i18n/numbers';
import { chooseService } from '../../state/screen';
import { territory } from '../../state/territory';

const SHADES = { covered: 'c0', partial: 'c2', uncovered: 'c5', no_people: 'empty', unknown: 'missing' } as const;
const WORST_FIRST = ['uncovered', 'partial', 'unknown', 'covered', 'no_people'];

/** Access by theme, the worst first, with the reasons. */
export function AccessSection({ card: { coverage } }: { card: ZoneCard }) {
  if (coverage.length === 0) return null;
  const inOrder = [...coverage].sort((a, b) => WORST_FIRST.indexOf(a.class) - WORST_FIRST.indexOf(b.class));
  return (
    <section class="card-section" aria-labelledby="access">
      <h3 id="access">{words.value.accessHeading}</h3>
      <ul class="access" data-palette="gap">
        {inOrder.map((access) => (
          <AccessLine key={access.theme} access={access} />
        ))}
      </ul>
    </section>
  );
}

function AccessLine({ access }: { access: Access & { theme: string } }) {
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

function NearestLink({ nearest }: { nearest: Nearby }) {
  return (
    <button type="button" class="link access-nearest" onClick={() => chooseService(nearest.service)}>
      {`${nearest.name}, ${minutes(nearest.minutes)} (${distance(nearest.metres)})`}
    </button>
  );
}
