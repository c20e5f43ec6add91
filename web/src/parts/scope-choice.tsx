import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import { scope, scopes } from '../state/scope';
import { go } from '../state/view';
import { Choose } from './controls';
import { lookAtAll, lookAtZones } from './map-region';

/** The whole territory, or one municipality: ranks and counts are then those within it. */
export function ScopeChoice() {
  const known = scopes.value;
  if (known.length < 2) return null;
  const { scope: label, wholeScope, scopeAbout } = words.value;
  const { compare } = new Intl.Collator(words.value.locale);
  const choices = known
    .map(({ code, name }) => ({ value: code, label: name }))
    .sort((a, b) => compare(a.label, b.label));
  const choose = (code: string) => {
    go({ scope: code || null });
    const chosen = known.find((one) => one.code === code);
    if (chosen) lookAtZones([...chosen.codes]);
    else lookAtAll();
  };
  return (
    <div>
      <Choose
        label={label}
        value={scope.value?.code ?? ''}
        choices={[{ value: '', label: wholeScope }, ...choices]}
        onChoose={choose}
      />
      {scope.value && <p class="note">{scopeAbout(whole(scope.value.codes.size), scope.value.name)}</p>}
    </div>
  );
}
