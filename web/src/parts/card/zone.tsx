import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { mayIn, recall } from '../../account/session';
import type { ZoneCard } from '../../api/types';
import { say, words } from '../../i18n';
import { decimal } from '../../i18n/numbers';
import type { Question } from '../../state/address';
import { chooseZone } from '../../state/screen';
import { territory } from '../../state/territory';
import { question } from '../../state/view';
import { Fold } from '../controls';
import { Icon } from '../icon';
import { later } from '../later';
import { lookAtZones } from '../map-region';
import { SourceList } from '../method';
import { AccessSection } from './access';
import { FiguresSection } from './figures';
import { MetSection } from './met';
import { NearestSection } from './nearest';
import { TakeUpSection } from './take-up';
import { TargetSection } from './target';

const ExactCountsOf = later(() => import('../../confidential/exact').then((part) => part.ExactCountsOf));
const NoteForm = later(() => import('../field/note').then((part) => part.NoteForm));

type Section = 'target' | 'take-up' | 'access' | 'figures';

/** What the question on screen is about comes first. */
const ORDER: Record<Question, Section[]> = {
  targets: ['target', 'take-up', 'access', 'figures'],
  coverage: ['access', 'target', 'take-up', 'figures'],
  'take-up': ['take-up', 'target', 'access', 'figures'],
  scenario: ['access', 'target', 'take-up', 'figures'],
  changes: ['access', 'figures', 'target', 'take-up'],
  indicator: ['figures', 'target', 'take-up', 'access'],
};

const SECTIONS: Record<Section, FunctionComponent<{ card: ZoneCard }>> = {
  target: TargetSection,
  'take-up': TakeUpSection,
  access: AccessSection,
  figures: FiguresSection,
};

/** All that is known of a zone. */
export function ZoneSheet({ card }: { card: ZoneCard }) {
  const { sources, neighbours, note, exactCounts } = words.value;
  const [noting, setNoting] = useState(false);
  const [reading, setReading] = useState(false);
  useEffect(() => void recall(), []);
  // Each reading is written into the log: another zone is not read unasked.
  useEffect(() => setReading(false), [card.zone.code]);
  return (
    <>
      <ZoneHeader card={card} />
      {ORDER[question.value].map((name) => {
        const Section = SECTIONS[name];
        return <Section key={name} card={card} />;
      })}
      {card.field && <MetSection met={card.field} />}
      {mayIn('read-exact-counts', card.zone) && (
        <Fold title={exactCounts} open={reading} onToggle={setReading}>
          {reading && <ExactCountsOf card={card} />}
        </Fold>
      )}
      <NearestSection card={card} />
      {card.zone.neighbours.length > 0 && (
        <Fold title={neighbours}>
          <ul class="neighbours">
            {card.zone.neighbours.map(({ code, name }) => (
              <li key={code}>
                <button type="button" class="link" onClick={() => chooseZone(code)}>
                  {name}
                </button>
              </li>
            ))}
          </ul>
        </Fold>
      )}
      <Fold title={note} open={noting} onToggle={setNoting}>
        {noting && <NoteForm zone={card.zone} />}
      </Fold>
      <Fold title={sources}>
        <SourceList ids={card.datasets} />
      </Fold>
    </>
  );
}

function ZoneHeader({ card: { zone } }: { card: ZoneCard }) {
  const { kinds, area, showOnMap, code, print: toPaper } = words.value;
  const label = territory.value?.geographies.find((geography) => geography.code === zone.geography)?.label;
  const within = zone.parents.find(({ geography }) => geography === 'commune')?.name;
  const about = [within, zone.kind && kinds[zone.kind], area(decimal(zone.area_km2, 2))];
  return (
    <header class="card-header">
      <p class="card-kind">{label ? say(label) : zone.geography}</p>
      <h2>{zone.name}</h2>
      <p class="card-about">{about.filter(Boolean).join(' · ')}</p>
      <p class="card-about">
        {code} <code>{zone.code}</code>
        <button type="button" class="link" onClick={() => lookAtZones([zone.code])}>
          <Icon name="pin" />
          {showOnMap}
        </button>
        <button type="button" class="link" onClick={() => print()}>
          <Icon name="print" />
          {toPaper}
        </button>
      </p>
    </header>
  );
}
