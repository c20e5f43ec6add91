import { render } from 'preact';
import { learn } from './i18n';
import { embedded } from './parts/embedded';
import { Root } from './root';
import { lang } from './state/view';
import './style/tokens.css';
import './style/palettes.css';
import './style/base.css';
import './style/layout.css';
import './style/controls.css';
import './style/panel.css';
import './style/map.css';
import './style/legend.css';
import './style/card.css';
import './style/why.css';
import './style/table.css';
import './style/sheet.css';
import './style/tools.css';
import './style/field.css';
import './style/scenario.css';
import './style/classes.css';
import './style/print.css';

const ground = document.getElementById('app');
const draw = () => ground && render(<Root />, ground);
learn(lang.peek()).then(draw, draw);

const LEISURE = 3000;
if (import.meta.env.PROD && !embedded) {
  addEventListener('load', () =>
    setTimeout(() => {
      const ready = import('./offline/install').then(({ install, fetchAhead }) => install().then(fetchAhead));
      ready.catch(() => {
        /* without it the page works with a network as before */
      });
    }, LEISURE),
  );
}
