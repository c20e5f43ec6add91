/** How firm a place is, in words: never a bare share. */
import { words } from '../i18n';
import { share, whole } from '../i18n/numbers';
import type { Firmness } from '../weighing/live';

/** « Reste dans les 20 premières dans 63 % des pondérations tirées au hasard (60 % à 66 %) ». */
export function firmWords({ share: part, low, high, top, draws }: Firmness): string {
  const { stable, classRange } = words.value;
  return stable(whole(top), share(part), classRange(share(low), share(high)), whole(draws));
}
