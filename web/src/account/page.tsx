/** Where one signs in and out, and reads who one is and what one may do. */
import { useEffect, useId, useState } from 'preact/hooks';
import { addressOf, Refusal } from '../api/client';
import { OwnNotes } from '../confidential/own-notes';
import { words as general, say } from '../i18n';
import { flush } from '../outbox/send';
import { Outcome, Waiting } from '../parts/states';
import { ask, type Standing, signIn, signOut, standing } from './session';
import { accountWords as words } from './words';
import '../style/account.css';

export function AccountPage() {
  const { title, lead, none } = words.value;
  const [failed, setFailed] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const attempt = (act: () => Promise<void>) => async () => {
    setFailed(null);
    await act().catch((cause) => setFailed(causeOf(cause)));
  };
  useEffect(() => void attempt(async () => void (await ask()))(), []);
  useEffect(() => {
    document.title = `${title} – ${general.value.product}`;
  }, [title]);
  const present = standing.value;
  const entered = (login: string, password: string) =>
    attempt(async () => {
      await signIn(login, password);
      setSaid(words.value.signedIn(login));
      void flush();
    })();
  const left = attempt(async () => {
    await signOut();
    setSaid(words.value.signedOut);
  });
  return (
    <article class="prose account">
      <h1>{title}</h1>
      <p class="prose-lead">{lead}</p>
      <Outcome said={said} failed={failed} />
      {present === 'unknown' && !failed && <Waiting />}
      {present === null && <p>{none}</p>}
      {isStanding(present) && present.login === null && <SignIn present={present} enter={entered} />}
      {isStanding(present) && present.login !== null && <Present present={present} leave={left} />}
    </article>
  );
}

const isStanding = (present: Standing | null | 'unknown'): present is Standing =>
  present !== null && present !== 'unknown';

function causeOf(cause: unknown): string {
  if (!(cause instanceof Refusal)) return String(cause);
  const { title, detail, hint } = cause.problem;
  return [detail ?? title, hint].filter(Boolean).join(' ');
}

interface Entering {
  present: Standing;
  enter: (login: string, password: string) => Promise<void>;
}

function SignIn({ present: { provider }, enter }: Entering) {
  const [login, password] = [useId(), useId()];
  const { signIn: go, provider: through } = words.value;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget as HTMLFormElement);
    void enter(String(typed.get('login')), String(typed.get('password')));
  };
  return (
    <form class="account-form" onSubmit={submit}>
      <div class="field">
        <label for={login}>{words.value.login}</label>
        <input id={login} name="login" type="text" autocomplete="username" required spellcheck={false} />
      </div>
      <div class="field">
        <label for={password}>{words.value.password}</label>
        <input id={password} name="password" type="password" autocomplete="current-password" required />
      </div>
      <div class="account-buttons">
        <button type="submit" class="button button-main">
          {go}
        </button>
        {provider && (
          <a class="button" href={addressOf('sign-in/provider')}>
            {through(provider)}
          </a>
        )}
      </div>
    </form>
  );
}

function Present({ present, leave }: { present: Standing; leave: () => Promise<void> }) {
  const { login, role, territory, everywhere, noTerritory, may, rights, signOut: out } = words.value;
  const { territory: codes } = present;
  const where = codes.includes('*') ? everywhere : codes.join(', ') || noTerritory;
  return (
    <>
      <dl class="account-facts">
        <dt>{login}</dt>
        <dd>{present.login}</dd>
        <dt>{role}</dt>
        <dd>{say(present.label)}</dd>
        <dt>{territory}</dt>
        <dd>{where}</dd>
      </dl>
      <section>
        <h2>{may}</h2>
        <ul class="plain-list">
          {present.rights
            .filter((right) => right in rights)
            .map((right) => (
              <li key={right}>{rights[right]}</li>
            ))}
        </ul>
      </section>
      <button type="button" class="button" onClick={() => void leave()}>
        {out}
      </button>
      {present.rights.includes('read-own-notes') && <OwnNotes present={present} />}
    </>
  );
}
