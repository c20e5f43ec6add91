import { say } from '../i18n';
import { leap } from '../pages/leap';
import { Choose } from '../parts/controls';
import { Icon } from '../parts/icon';
import { territory } from '../state/territory';
import { ask, asked } from './address';
import { themesOf } from './findings';
import { SECTIONS } from './section';
import { choosable } from './state';
import { report } from './words';

const WHOLE = '';

/** What the report is about, what is in it, and paper. */
export function Choices() {
  const { choices, print: toPaper, printAbout } = report.value;
  return (
    <aside class="report-choices" aria-label={choices}>
      <h2>{choices}</h2>
      <ScopeField />
      <button type="button" class="button" onClick={() => print()}>
        <Icon name="print" />
        {toPaper}
      </button>
      <p class="note">{printAbout}</p>
      <Contents />
      <Themes />
    </aside>
  );
}

function ScopeField() {
  const { scope, wholeScope } = report.value;
  if (choosable.value.length === 0) return null;
  const each = choosable.value.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <Choose
      label={scope}
      value={asked.value.scope ?? WHOLE}
      choices={[{ value: WHOLE, label: wholeScope }, ...each]}
      onChoose={(code) => ask({ scope: code === WHOLE ? null : code })}
    />
  );
}

function Themes() {
  const atlas = territory.value;
  const { themes: legend, everyTheme, noTheme } = report.value;
  if (!atlas) return null;
  const chosen = themesOf(atlas, asked.value);
  const offered = atlas.themes.filter(({ services }) => services > 0);
  const toggle = (code: string) => {
    const kept = chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code];
    ask({ themes: kept.length === offered.length ? null : kept });
  };
  return (
    <fieldset class="field report-themes">
      <legend>{legend}</legend>
      {offered.map(({ code, label }) => (
        <label key={code}>
          <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
          {say(label)}
        </label>
      ))}
      <button type="button" class="link" onClick={() => ask({ themes: null })} disabled={asked.value.themes === null}>
        {everyTheme}
      </button>
      {chosen.length === 0 && <p class="note">{noTheme}</p>}
    </fieldset>
  );
}

function Contents() {
  const { contents } = report.value;
  return (
    <nav class="report-contents" aria-label={contents}>
      <h2>{contents}</h2>
      <ol>
        {SECTIONS.map((name) => (
          <li key={name}>
            <a href={`#${name}`} onClick={leap}>
              {report.value[name]}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Said in place of the report while its reader has to choose. */
export function ChooseFirst({ sentence }: { sentence: string }) {
  return (
    <div class="state" role="status">
      <h1>{report.value.title}</h1>
      <p>{sentence}</p>
    </div>
  );
}
