/**
 * `<maillage-map question="coverage" theme="sante">`: the map of a Maillage server within any page, as an accessible frame.
 * Loaded alone (`embed.js`), it asks nothing of the page that holds it.
 */

const QUESTIONS: Record<string, { fr: string; en: string }> = {
  targets: { fr: 'Où agir d’abord', en: 'Where to act first' },
  coverage: { fr: 'Qui est loin d’un service', en: 'Who is far from a service' },
  'take-up': { fr: 'Où le non-recours est probable', en: 'Where non-take-up is probable' },
  indicator: { fr: 'Un indicateur sur la carte', en: 'An indicator on the map' },
};
const OPEN = { fr: 'Ouvrir la carte dans Maillage', en: 'Open the map in Maillage' };
/** Attributes that become parameters of the view. */
const PARAMETERS = ['theme', 'geography', 'scope', 'audience', 'at', 'mode', 'limit', 'indicator', 'layers', 'map'];
const STYLE =
  ':host{display:block;height:480px}:host([hidden]){display:none}div{display:flex;flex-direction:column;height:100%}' +
  'iframe{flex:1;width:100%;border:0}a{font:inherit;font-size:.85em;padding:.3em 0}';

/** Where this script was fetched from is where the map is, unless the page names another server. */
const OWN = new URL('.', import.meta.url).href;

class MaillageMap extends HTMLElement {
  static readonly observedAttributes = ['src', 'question', 'lang', 'title', ...PARAMETERS];
  #drawn = false;

  connectedCallback(): void {
    this.#draw();
  }

  attributeChangedCallback(): void {
    if (this.#drawn) this.#draw();
  }

  /** French, unless the element or the page around it speaks English. */
  get #lang(): 'fr' | 'en' {
    const spoken = this.closest('[lang]')?.getAttribute('lang') ?? '';
    return /^en\b/i.test(spoken) ? 'en' : 'fr';
  }

  #draw(): void {
    this.#drawn = true;
    const lang = this.#lang;
    const asked = this.getAttribute('question') ?? '';
    const question = asked in QUESTIONS ? asked : 'targets';
    const words = new URLSearchParams({ lang });
    for (const name of PARAMETERS) {
      const value = this.getAttribute(name);
      if (value) words.set(name, value);
    }
    const view = `#/${question}?${words}`;
    const base = new URL(this.getAttribute('src') || OWN, document.baseURI);
    const named = this.getAttribute('title') ?? `${QUESTIONS[question]?.[lang]} – Maillage`;
    const frame = document.createElement('iframe');
    frame.title = named;
    frame.loading = 'lazy';
    frame.lang = lang;
    frame.referrerPolicy = 'no-referrer';
    frame.allow = 'fullscreen';
    frame.src = new URL(`embed${view}`, base).href;
    const link = Object.assign(document.createElement('a'), { textContent: OPEN[lang], lang });
    link.href = new URL(`./${view}`, base).href;
    const sheet = Object.assign(document.createElement('style'), { textContent: STYLE });
    const ground = document.createElement('div');
    ground.append(frame, link);
    (this.shadowRoot ?? this.attachShadow({ mode: 'open' })).replaceChildren(sheet, ground);
  }
}

if (!customElements.get('maillage-map')) customElements.define('maillage-map', MaillageMap);
