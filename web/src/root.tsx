import { App } from './app';
import { later } from './parts/later';
import { page } from './state/page';

const Pages = later(() => import('./pages').then((part) => part.Pages));

/** The map, or one of the pages beside it. */
export function Root() {
  return page.value ? <Pages /> : <App />;
}
