import { useEffect } from 'preact/hooks';
import { words } from '../i18n';
import { dateWords, whole } from '../i18n/numbers';
import { Empty, Failed } from '../parts/states';
import { dataOf } from '../state/resource';
import { atlas, territory } from '../state/territory';
import { lang } from '../state/view';
import { asked, reportAddress } from './address';
import { Choices, ChooseFirst } from './choices';
import { type Findings, MOST_ZONES } from './findings';
import { Gaps, GapsWords } from './gaps';
import { MethodSection, Sources } from './method';
import { Needs } from './needs';
import { keepMargins, printInLight } from './paper';
import { Portrait, PortraitWords } from './portrait';
import { Priorities, PrioritiesWords } from './priorities';
import { findings, obstacle } from './state';
import { Supply } from './supply';
import { TakeUpSection, TakeUpWords } from './take-up';
import { report } from './words';
import '../style/report.css';
import '../style/report-print.css';

/** The analysis of social needs of a territory, from what is loaded. */
export function Report() {
  useEffect(keepMargins, []);
  useEffect(printInLight, []);
  const loaded = atlas.loaded.value;
  if (loaded.state === 'failed') return <Failed problem={loaded.problem} retry={atlas.retry} />;
  if (territory.value?.geographies.length === 0) return <Empty />;
  return (
    <div class="report-ground">
      <Choices />
      <Inside />
    </div>
  );
}

function Inside() {
  const loaded = findings.loaded.value;
  const { noTheme, tooLarge } = report.value;
  if (obstacle.value === 'noTheme') return <ChooseFirst sentence={noTheme} />;
  if (obstacle.value === 'tooLarge') {
    const zones = territory.value?.geographies[0]?.zones ?? 0;
    return <ChooseFirst sentence={tooLarge(whole(zones), whole(MOST_ZONES))} />;
  }
  if (loaded.state === 'failed') return <Failed problem={loaded.problem} retry={findings.retry} />;
  const found = dataOf(loaded);
  if (!found) {
    return (
      <div class="state" role="status">
        <span class="pulse" aria-hidden="true" />
        <p>{report.value.gathering}</p>
      </div>
    );
  }
  return <Paper found={found} busy={loaded.state === 'loading'} />;
}

function Paper({ found, busy }: { found: Findings; busy: boolean }) {
  return (
    <article class="report" aria-busy={busy}>
      <Cover found={found} />
      <Portrait findings={found} />
      <Needs findings={found} />
      <Supply findings={found} />
      <Gaps findings={found} />
      <TakeUpSection findings={found} />
      <Priorities findings={found} />
      <MethodSection findings={found} />
      <Sources />
    </article>
  );
}

function Cover({ found }: { found: Findings }) {
  const { title, subtitle, about, drawnUp, summary, permalink } = report.value;
  const { fictional, fictionalAbout, colon } = words.value;
  const address = `${location.href.split('#')[0]}${reportAddress(asked.value, lang.value)}`;
  return (
    <header class="report-cover">
      <h1>{title}</h1>
      <p class="report-place">{subtitle(found.place)}</p>
      {territory.value?.fictional && (
        <p class="report-fictional">
          <strong>{fictional}.</strong> {fictionalAbout}
        </p>
      )}
      <p>{about}</p>
      <section class="report-summary" aria-labelledby="summary">
        <h2 id="summary">{summary}</h2>
        <PortraitWords findings={found} />
        <GapsWords coverages={found.coverages} />
        {found.takeUp && <TakeUpWords takeUp={found.takeUp} />}
        {found.targets && <PrioritiesWords targets={found.targets} />}
      </section>
      <p class="note">{drawnUp(dateWords(new Date().toISOString()), found.snapshot)}</p>
      <p class="note">
        {permalink}
        {colon}
        <a href={address}>{address}</a>
      </p>
    </header>
  );
}
