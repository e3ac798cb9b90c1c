import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { english, type OwnStrings, type Strings } from './strings.js';

interface Catalogue {
  default: Strings;
}

/** Each language but English is a file of its own, which is loaded where a page is in that language. */
const catalogues = new Map<string, () => Promise<Catalogue>>([
  ['ar', () => import('./languages/ar.js')],
  ['de', () => import('./languages/de.js')],
  ['es', () => import('./languages/es.js')],
  ['fr', () => import('./languages/fr.js')],
  ['ja', () => import('./languages/ja.js')],
  ['nl', () => import('./languages/nl.js')],
]);

const loaded = new Map([['en', english]]);

/** The element's texts: in the language of the nearest `lang`, under what the author of the page has put in their place. */
export class Language implements ReactiveController {
  /** Code of the language that the texts are in, without a region. */
  code = 'en';
  strings: Strings = english;
  #own: OwnStrings = {};
  readonly #observer: MutationObserver | undefined;

  /** @param own - the author's texts */
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly own: () => OwnStrings,
  ) {
    if ('MutationObserver' in globalThis) {
      this.#observer = new MutationObserver(() => host.requestUpdate());
    }
    host.addController(this);
  }

  /** The language that is wanted, loaded or not; undefined for English and what nothing here is written in. */
  get wanted(): string | undefined {
    const wanted = languageOf(this.host);
    return catalogues.has(wanted) ? wanted : undefined;
  }

  hostConnected(): void {
    // An element in between that gets another language while the page is open is not noticed before the next change here.
    for (const element of [document.documentElement, this.host]) {
      this.#observer?.observe(element, { attributeFilter: ['lang', 'data-lang'] });
    }
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  hostUpdate(): void {
    const wanted = languageOf(this.host);
    const load = catalogues.get(wanted);
    const strings = loaded.get(wanted);
    if (!strings && load) {
      void this.#load(wanted, load);
      return;
    }
    const code = strings ? wanted : 'en';
    const own = this.own();
    if (code === this.code && own === this.#own) return;
    this.code = code;
    this.#own = own;
    this.strings = { ...loaded.get(code)!, ...own } as Strings;
  }

  async #load(code: string, load: () => Promise<Catalogue>): Promise<void> {
    try {
      loaded.set(code, (await load()).default);
    } catch (error) {
      // Once is enough: the page goes on in English.
      if (catalogues.delete(code)) {
        console.warn(`<surfly-session>: the texts for lang "${code}" were not loaded.`, error);
      }
    }
    this.host.requestUpdate();
  }
}

/** Language subtag (BCP 47) of the nearest `lang`, through shadow roots. */
function languageOf(host: HTMLElement): string {
  let found = host.dataset['lang'];
  for (let at: Element | null = host; at && !found; at = (at.getRootNode() as ShadowRoot).host) {
    found = at.closest('[lang]')?.getAttribute('lang') ?? '';
  }
  return (found ?? '').split('-')[0]!.toLowerCase();
}
