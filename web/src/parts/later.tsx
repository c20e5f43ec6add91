import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Waiting } from './states';

/** A part of the screen whose script is fetched when it is first shown. */
export function later<P extends object>(
  fetched: () => Promise<FunctionComponent<P>>,
  meanwhile: () => preact.JSX.Element | null = () => <Waiting />,
): FunctionComponent<P> {
  let known: FunctionComponent<P> | null = null;
  return function Later(props: P) {
    const [Part, setPart] = useState<{ is: FunctionComponent<P> } | null>(known && { is: known });
    useEffect(() => {
      if (known) return;
      fetched().then((part) => {
        known = part;
        setPart({ is: part });
      });
    }, []);
    return Part ? <Part.is {...props} /> : meanwhile();
  };
}
