import { useId, useRef, useState } from 'preact/hooks';
import { say, words } from '../i18n';
import { whole } from '../i18n/numbers';
import type { Gazetteer, Place } from '../search/gazetteer';
import { compact } from '../state/device';
import { revision } from '../state/resource';
import { announce, chooseService, chooseZone } from '../state/screen';
import { territory } from '../state/territory';
import { go } from '../state/view';
import { SignButton } from './controls';
import { Icon } from './icon';
import { lookAtBox } from './map-region';

const SHOWN = 8;
let known: { revision: number; names: Promise<Gazetteer> } | null = null;

/** The names of the territory, asked for at the first search, and again when the data change. */
function names(): Promise<Gazetteer> {
  const loaded = territory.peek();
  if (!loaded) return new Promise(() => {});
  if (known?.revision !== revision.peek()) {
    const asked = import('../search/places').then(({ gazetteer }) => gazetteer(loaded));
    asked.catch(() => {
      known = null;
    });
    known = { revision: revision.peek(), names: asked };
  }
  return known.names;
}

/** A field to find a zone, a municipality or a service by its name; on a phone a sign opens it. */
export function Search() {
  const [open, setOpen] = useState(false);
  if (!territory.value) return null;
  if (!compact.value) return <Field />;
  return (
    <>
      <SignButton name={words.value.search} icon="search" expanded={open} onPress={() => setOpen(!open)} />
      {open && <Field focus onDone={() => setOpen(false)} />}
    </>
  );
}

/** The same field to put something where a name leads. */
export function PlaceField({ onPlace }: { onPlace: (name: string, box: Place['box']) => void }) {
  return <Field focus chosen={({ name, box }) => onPlace(name, box)} />;
}

interface FieldUse {
  focus?: boolean;
  onDone?: () => void;
  chosen?: (place: Place) => void;
}

function Field({ focus = false, onDone, chosen = goTo }: FieldUse) {
  const id = useId();
  const [sought, setSought] = useState('');
  const [found, setFound] = useState<Place[]>([]);
  const [count, setCount] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const latest = useRef('');
  const { search, searchAbout, searchFound, searchNothing } = words.value;
  const seek = async (typed: string) => {
    latest.current = typed;
    setSought(typed);
    if (typed.trim() === '') return clear();
    const gazetteer = await names().catch(() => null);
    if (!gazetteer || latest.current !== typed) return;
    const answer = gazetteer.find(typed, SHOWN);
    setFound(answer.found);
    setCount(answer.count);
    setAt(0);
    announce(searchFound(answer.count, whole(answer.count)));
  };
  const clear = () => {
    setFound([]);
    setCount(null);
  };
  const choose = (place: Place | undefined) => {
    if (!place) return;
    setSought('');
    clear();
    chosen(place);
    onDone?.();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) setAt((at + step + found.length) % found.length);
    else if (event.key === 'Enter') choose(found[at]);
    else if (event.key === 'Escape' && sought) {
      setSought('');
      clear();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const open = count !== null;
  return (
    <div class="finder">
      <Icon name="search" />
      <input
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-label={search}
        aria-description={searchAbout}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        placeholder={search}
        value={sought}
        ref={focus ? focusOn : null}
        onFocus={() => void names().catch(() => {})}
        onInput={(event) => void seek(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={() => setTimeout(clear, 150)}
      />
      <div id={`${id}-list`} class="finder-list" role="listbox" aria-label={search} hidden={!open}>
        {found.map((place, index) => (
          <Option
            key={`${place.kind} ${place.code}`}
            id={`${id}-${index}`}
            place={place}
            chosen={index === at}
            choose={choose}
          />
        ))}
        {open && found.length === 0 && (
          <div class="finder-nothing" role="option" tabIndex={-1} aria-selected={false} aria-disabled>
            {searchNothing(sought)}
          </div>
        )}
      </div>
    </div>
  );
}

const focusOn = (field: HTMLInputElement | null): void => field?.focus();

function Option(props: { id: string; place: Place; chosen: boolean; choose: (place: Place) => void }) {
  const { kind, name, within } = props.place;
  const label = territory.value?.geographies.find(({ code }) => code === kind)?.label;
  const about = [label ? say(label) : words.value.service, within].filter(Boolean).join(' · ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
    <div
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={props.chosen}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => props.choose(props.place)}
    >
      <span class="finder-name">{name}</span>
      <span class="finder-about">{about}</span>
    </div>
  );
}

/** Shows a place on the map, in its own geography where that can be drawn, and opens its card. */
function goTo({ kind, code, box }: Place): void {
  lookAtBox(box);
  if (kind === 'service') chooseService(code);
  else {
    if (kind !== 'commune') go({ geography: kind }, true);
    chooseZone(code);
  }
}
