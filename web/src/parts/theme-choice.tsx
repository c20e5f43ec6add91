import { say, words } from '../i18n';
import { whole } from '../i18n/numbers';
import { territory, theme } from '../state/territory';
import { go } from '../state/view';
import { Choose } from './controls';

/** The theme of the services, with how many there are; `every` offers all together. */
export function ThemeChoice({ every = false }: { every?: boolean }) {
  const { theme: label, allThemes, themeCount } = words.value;
  const known = territory.value?.themes ?? [];
  const served = known.filter(({ services, code }) => services > 0 || code === theme.value);
  const choices = served.map(({ code, label, services }) => ({
    value: code,
    label: themeCount(say(label), whole(services)),
  }));
  const all = every ? [{ value: '', label: allThemes }] : [];
  return (
    <Choose
      label={label}
      value={theme.value ?? ''}
      choices={[...all, ...choices]}
      onChoose={(code) => go({ theme: code || null })}
    />
  );
}
