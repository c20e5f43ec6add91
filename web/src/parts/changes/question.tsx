import { changeWords as words } from '../../i18n/changes';
import { COMPARISONS, type Comparison } from '../../state/address';
import { go, view } from '../../state/view';
import { Segments } from '../controls';
import { SinceState } from './since';
import { TwoYears } from './years';

/** What has changed: since a state of the data, or between two editions of an indicator. */
export function ChangesQuestion() {
  const { compare, comparisons } = words.value;
  return (
    <>
      <Segments
        label={compare}
        value={view.value.compare}
        choices={COMPARISONS.map((value) => ({ value, label: comparisons[value] }))}
        onChoose={(chosen) => go({ compare: chosen as Comparison, swipe: null })}
      />
      {view.value.compare === 'since' ? <SinceState /> : <TwoYears />}
    </>
  );
}
