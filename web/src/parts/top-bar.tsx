import type { Lang } from '../api/types';
import { words } from '../i18n';
import { chooseShade, compact, shade } from '../state/device';
import { pageHref } from '../state/page';
import { territory } from '../state/territory';
import { chooseLang, lang, shareAddress, view } from '../state/view';
import { CopyButton, SignButton } from './controls';
import { Mark } from './icon';
import { OutboxButton } from './outbox-button';
import { Search } from './search';

export function TopBar() {
  const { product, share, linkCopied, pages } = words.value;
  return (
    <header class="top-bar">
      <p class="brand">
        <Mark />
        <span>{product}</span>
      </p>
      <Territory />
      <Search />
      <div class="top-actions">
        {!compact.value && (
          <a class="button" href={pageHref('report', lang.value, view.value.scope)}>
            {pages.report}
          </a>
        )}
        <OutboxButton />
        <LangSwitch />
        <ShadeSwitch />
        <CopyButton
          name={share}
          said={linkCopied}
          words={() => shareAddress(territory.peek()?.snapshot ?? null)}
          icon="share"
          class="button button-share"
        />
      </div>
    </header>
  );
}

function Territory() {
  const { fictional, fictionalAbout, snapshot, snapshotAbout } = words.value;
  const loaded = territory.value;
  if (!loaded) return <div class="territory" />;
  return (
    <div class="territory">
      <h1>{loaded.name || words.value.tagline}</h1>
      {loaded.fictional && (
        <span class="badge" title={fictionalAbout}>
          {fictional}
        </span>
      )}
      <span class="snapshot" title={snapshotAbout(loaded.snapshot)}>
        {snapshot} <code>{loaded.snapshot.slice(0, 8)}</code>
      </span>
    </div>
  );
}

const LANGS: { code: Lang; name: string }[] = [
  { code: 'fr', name: 'Français' },
  { code: 'en', name: 'English' },
];

export function LangSwitch() {
  return (
    <fieldset class="langs" aria-label={words.value.language}>
      {LANGS.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          lang={code}
          title={name}
          aria-pressed={lang.value === code}
          onClick={() => chooseLang(code)}
        >
          <span aria-hidden="true">{code.toUpperCase()}</span>
          <span class="unseen">{name}</span>
        </button>
      ))}
    </fieldset>
  );
}

export function ShadeSwitch() {
  const dark = shade.value === 'dark';
  const { toDark, toLight } = words.value;
  const other = dark ? 'light' : 'dark';
  return <SignButton name={dark ? toLight : toDark} icon={dark ? 'sun' : 'moon'} onPress={() => chooseShade(other)} />;
}
