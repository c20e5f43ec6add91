import { useRef } from 'preact/hooks';
import { words } from '../i18n';
import {
  holdsCard,
  openTab,
  SHEET_SIZES,
  type SheetSize,
  sheetHeightWords,
  sheetSize,
  type Tab,
  tab,
} from '../state/screen';
import { SignButton } from './controls';
import { Downloads } from './downloads';
import { later } from './later';
import { Legend } from './legend';
import { Questions } from './questions';

const Card = later(() => import('./card/card').then((part) => part.Card));
const Table = later(() => import('./table').then((part) => part.Table));
const TABS: Tab[] = ['question', 'legend', 'table', 'card'];
const SWIPE = 40;

/** On a phone, everything beside the map shares one sheet at the bottom. */
export function Sheet() {
  return (
    <section
      class="sheet"
      aria-label={words.value.sheet}
      data-size={sheetSize.value}
      style={{ height: sheetHeightWords(sheetSize.value) }}
    >
      <Grip />
      <TabList />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div class="sheet-inside" role="tabpanel" id="sheet-panel" aria-labelledby={`tab-${tab.value}`} tabIndex={0}>
        <Inside />
      </div>
    </section>
  );
}

function Inside() {
  if (tab.value === 'question') return <Questions />;
  if (tab.value === 'legend') return <Legend />;
  if (tab.value === 'card' && holdsCard()) return <Card />;
  return (
    <>
      <Downloads />
      <Table />
    </>
  );
}

/** Dragged up or down, or moved by its two buttons. */
function Grip() {
  const start = useRef<number | null>(null);
  const { sheetTaller, sheetShorter } = words.value;
  const release = (event: PointerEvent) => {
    const moved = start.current === null ? 0 : event.clientY - start.current;
    start.current = null;
    if (Math.abs(moved) > SWIPE) resize(moved < 0 ? 1 : -1);
  };
  return (
    <div
      class="grip"
      onPointerDown={(event) => {
        start.current = event.clientY;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerUp={release}
      onPointerCancel={release}
    >
      <span class="grip-bar" aria-hidden="true" />
      <div class="grip-buttons" onPointerDown={(event) => event.stopPropagation()}>
        <SignButton name={sheetTaller} icon="up" onPress={() => resize(1)} />
        <SignButton name={sheetShorter} icon="down" onPress={() => resize(-1)} />
      </div>
    </div>
  );
}

function resize(step: number): void {
  const at = SHEET_SIZES.indexOf(sheetSize.peek());
  const next = Math.min(Math.max(at + step, 0), SHEET_SIZES.length - 1);
  sheetSize.value = SHEET_SIZES[next] as SheetSize;
}

function TabList() {
  const offered = TABS.filter((candidate) => candidate !== 'card' || holdsCard());
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = offered.indexOf(tab.peek());
    const next = offered[(at + step + offered.length) % offered.length] as Tab;
    openTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={words.value.sheet} onKeyDown={walk}>
      {offered.map((name) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={tab.value === name}
          aria-controls="sheet-panel"
          tabIndex={tab.value === name ? 0 : -1}
          onClick={() => openTab(name)}
        >
          {words.value.tabs[name]}
        </button>
      ))}
    </div>
  );
}
