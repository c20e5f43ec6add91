import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { words } from '../i18n';
import { announce } from '../state/screen';
import { Icon, type IconName } from './icon';

export interface Choice {
  value: string;
  label: string;
  /** Why it cannot be chosen, when it cannot. */
  barred?: string | undefined;
}

/** A labelled list to choose from. */
export function Choose(props: { label: string; value: string; choices: Choice[]; onChoose: (value: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A few exclusive choices side by side. */
export function Segments(props: {
  label: string;
  value: string;
  choices: Choice[];
  onChoose: (value: string) => void;
}) {
  const name = useId();
  return (
    <fieldset class="field segments">
      <legend>{props.label}</legend>
      <div class="segments-row">
        {props.choices.map(({ value, label, barred }) => (
          <label key={value} title={barred && `${label} : ${barred}`}>
            <input
              type="radio"
              name={name}
              checked={value === props.value}
              disabled={barred !== undefined}
              onChange={() => props.onChoose(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A number on a line, said in words beside. */
export function Slider(props: {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  inWords: string;
  onSlide: (value: number) => void;
  /** At every movement, before it rests. */
  onInput?: (value: number) => void;
}) {
  const id = useId();
  return (
    <div class="field slider">
      <label for={id}>{props.label}</label>
      <output for={id}>{props.inWords}</output>
      <input
        id={id}
        type="range"
        min={props.min}
        max={props.max}
        step={props.step}
        value={props.value}
        aria-valuetext={props.inWords}
        onInput={(event) => props.onInput?.(event.currentTarget.valueAsNumber)}
        onChange={(event) => props.onSlide(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}

/** A button that shows a sign only; its name is read and shown on hover. */
export function SignButton(props: {
  name: string;
  icon: IconName;
  onPress: () => void;
  pressed?: boolean;
  expanded?: boolean;
  class?: string;
}) {
  return (
    <button
      type="button"
      class={`sign ${props.class ?? ''}`}
      aria-label={props.name}
      title={props.name}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      onClick={props.onPress}
    >
      <Icon name={props.icon} />
    </button>
  );
}

/** Copies words to the clipboard and says so; where the browser forbids it, shows them to copy by hand. */
export function CopyButton(props: {
  name: string;
  said: string;
  words: () => string;
  class?: string;
  icon?: IconName;
}) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const copy = async () => {
    const done = await copyText(props.words());
    setState(done ? 'copied' : 'refused');
    announce(done ? props.said : words.value.copyFailed);
    setTimeout(() => setState('ready'), done ? 2500 : 10_000);
  };
  return (
    <span class="copy">
      <button type="button" class={props.class ?? 'button'} onClick={copy}>
        <Icon name={state === 'copied' ? 'check' : (props.icon ?? 'copy')} />
        <span class="button-words">{state === 'copied' ? words.value.copied : props.name}</span>
      </button>
      {state === 'refused' && (
        <input class="copy-by-hand" readOnly value={props.words()} aria-label={words.value.copyLinkByHand} />
      )}
    </span>
  );
}

async function copyText(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}

/** A sentence of the dictionary in which `**…**` stands out. */
export function Sentence({ of }: { of: string }) {
  return <>{of.split('**').map((part, index) => (index % 2 === 1 ? <strong key={part}>{part}</strong> : part))}</>;
}

/** A part that opens. */
export function Fold(props: {
  title: ComponentChildren;
  open?: boolean;
  onToggle?: (open: boolean) => void;
  children: ComponentChildren;
}) {
  return (
    <details class="fold" open={props.open} onToggle={(event) => props.onToggle?.(event.currentTarget.open)}>
      <summary>
        <Icon name="down" />
        {props.title}
      </summary>
      <div class="fold-inside">{props.children}</div>
    </details>
  );
}
