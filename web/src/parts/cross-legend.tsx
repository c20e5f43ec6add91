import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import { crossShade, LEVELS } from '../picture/cross';
import type { Picture } from '../picture/picture';
import type { Shade } from '../picture/shade';
import { singled } from '../state/screen';
import { Bar } from './legend';

/** Nine colours in a square: need grows upwards, lack of access to the right. */
export function CrossLegend({ picture }: { picture: Picture }) {
  const { crossNeed, crossAccess, crossNeeds, crossAccesses } = words.value;
  const rest = picture.legend.filter(({ shade }) => !shade.startsWith('x'));
  return (
    <>
      <table class="cross">
        <caption class="unseen">{picture.title}</caption>
        <thead>
          <tr>
            <td />
            {LEVELS.map((access) => (
              <th key={access} scope="col">
                {crossAccesses[access]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {LEVELS.toReversed().map((need) => (
            <tr key={need}>
              <th scope="row">{crossNeeds[need]}</th>
              {LEVELS.map((access) => (
                <Cell key={access} picture={picture} shade={crossShade(need, access)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="legend-unit">{`${crossNeed} × ${crossAccess}`}</p>
      <ul class="histogram">
        {rest.map((entry) => (
          <Bar key={entry.shade} entry={entry} share={0} />
        ))}
      </ul>
    </>
  );
}

function Cell({ picture, shade }: { picture: Picture; shade: Shade }) {
  const entry = picture.legend.find((candidate) => candidate.shade === shade);
  const pressed = singled.value === shade;
  const zones = entry?.zones ?? 0;
  return (
    <td>
      <button
        type="button"
        class="cross-cell"
        data-shade={shade}
        aria-pressed={pressed}
        aria-label={`${entry?.label}${words.value.colon}${whole(zones)} ${words.value.zonesPerClass}`}
        onClick={() => {
          singled.value = pressed ? null : shade;
        }}
      >
        {zones > 0 && <span>{whole(zones)}</span>}
      </button>
    </td>
  );
}
