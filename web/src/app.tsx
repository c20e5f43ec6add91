import { computed, effect } from '@preact/signals';
import { speak } from './api/client';
import { words } from './i18n';
import { Drawer } from './parts/drawer';
import { Embedded, embedded } from './parts/embedded';
import { Hatches } from './parts/hatches';
import { later } from './parts/later';
import { Legend } from './parts/legend';
import { MapRegion } from './parts/map-region';
import { Questions } from './parts/questions';
import { Sheet } from './parts/sheet';
import { Empty, Failed, OfflineNotice, Waiting } from './parts/states';
import { TopBar } from './parts/top-bar';
import { answer, picture } from './picture';
import { compact } from './state/device';
import { page } from './state/page';
import { dataOf } from './state/resource';
import { announce, announcement, closeCard, drawing, holdsCard, openTab, openTable } from './state/screen';
import { atlas, territory, zoneCard } from './state/territory';
import { lang, view } from './state/view';

const Card = later(() => import('./parts/card/card').then((part) => part.Card));
const PrintSheet = later(
  () => import('./parts/print-sheet').then((part) => part.PrintSheet),
  () => null,
);

export function App() {
  return embedded ? <Embedded /> : <Whole />;
}

function Whole() {
  return (
    <>
      <SkipLinks />
      <TopBar />
      <OfflineNotice />
      <main class="main" data-compact={compact.value} data-card={holdsCard() && !compact.value}>
        <Screen />
      </main>
      <p class="unseen" aria-live="polite">
        {announcement.value}
      </p>
      <Hatches />
      {view.value.zone && <PrintSheet />}
    </>
  );
}

function Screen() {
  const loaded = atlas.loaded.value;
  if (loaded.state === 'failed') return <Failed problem={loaded.problem} retry={atlas.retry} />;
  if (!territory.value) return <Waiting />;
  if (territory.value.geographies.length === 0) return <Empty />;
  return compact.value ? <PhoneScreen /> : <DeskScreen />;
}

function DeskScreen() {
  return (
    <>
      <div class="panel">
        <Questions />
      </div>
      <div class="stage">
        <div class="stage-map">
          <MapRegion />
          <Progress />
          <Legend />
        </div>
        <Drawer />
      </div>
      {holdsCard() && (
        <aside class="side" aria-label={words.value.card}>
          <Card />
        </aside>
      )}
    </>
  );
}

function PhoneScreen() {
  return (
    <>
      <div class="stage-map">
        <MapRegion />
        <Progress />
      </div>
      <Sheet />
    </>
  );
}

/** A thin line while an answer is on its way. */
function Progress() {
  return answer.value.loaded.value.state === 'loading' ? <span class="progress" aria-hidden="true" /> : null;
}

/** To the questions and to the table, which is the map in words; on a phone both are in the sheet. */
function SkipLinks() {
  const { skipToQuestions, skipToTable } = words.value;
  return (
    <nav class="skip" aria-label={`${skipToQuestions}, ${skipToTable}`}>
      <SkipLink to="questions" name={skipToQuestions} open={() => compact.peek() && openTab('question')} />
      <SkipLink to="table" name={skipToTable} open={openTable} />
    </nav>
  );
}

/** The address after # holds the view, so the link moves the focus itself. */
function SkipLink({ to, name, open }: { to: string; name: string; open: () => void }) {
  const target = compact.value ? 'sheet-panel' : to;
  const follow = (event: MouseEvent) => {
    event.preventDefault();
    open();
    requestAnimationFrame(() => document.getElementById(target)?.focus());
  };
  return (
    <a href={`#${target}`} onClick={follow}>
      {name}
    </a>
  );
}

effect(() => {
  speak(lang.value);
  document.documentElement.lang = lang.value;
  if (page.value) return;
  const question = words.value.questions[view.value.question].title;
  document.title = [question, territory.value?.name, words.value.product].filter(Boolean).join(' – ');
});

/** What changed is said once the answer is there. */
const title = computed(() => picture.value?.title);
effect(() => {
  if (title.value) announce(title.value);
});

effect(() => {
  const chosen = dataOf(zoneCard.loaded.value);
  if (chosen) announce(`${words.value.card}${words.value.colon}${chosen.zone.name}`);
});

addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  if (drawing.peek()) drawing.value = null;
  else if (holdsCard()) closeCard();
});
