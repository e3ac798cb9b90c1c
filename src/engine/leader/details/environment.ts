import { MEDIA_FEATURES, NO_ROOM, Op } from '../../../protocol/records.js';
import { hear } from '../hear.js';
import { inRealm } from '../in-realm.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

/** What the leader's browser answers to media queries: replicas go by that, not by the screen that they are on. */
export class Environment implements Part {
  readonly #window: PartContext['window'];
  readonly #features: [string, MediaQueryList][] = [];
  readonly #signal: AbortSignal;
  readonly #soon: () => void;
  #resolution: MediaQueryList | undefined;
  #isTouched = true;
  #told = '';

  constructor({ window, signal, soon }: PartContext) {
    this.#window = window;
    this.#signal = signal;
    this.#soon = soon;
    for (const [name, values] of Object.entries(MEDIA_FEATURES)) {
      for (const value of values) {
        const feature = `${name}: ${value}`;
        this.#features.push([feature, this.#watch(`(${feature})`)]);
      }
    }
    // A phone that is turned has another screen, too.
    hear(window, 'resize', signal, this.#changed);
    const head = window.document.querySelector('head');
    if (!head) return;
    const observer = new window.MutationObserver(inRealm(window, this.#changed));
    const attributeFilter = ['content', 'name'];
    observer.observe(head, { childList: true, subtree: true, attributeFilter });
    signal.addEventListener('abort', () => observer.disconnect());
  }

  look(): void {
    this.#isTouched = true;
  }

  restart(): void {
    this.#told = '';
    this.#isTouched = true;
  }

  changes(ops: OpRecord[]): void {
    if (!this.#isTouched) return;
    this.#isTouched = false;
    const { devicePixelRatio, screen } = this.#window;
    const resolution = `(resolution: ${devicePixelRatio}dppx)`;
    if (this.#resolution?.media !== resolution) this.#resolution = this.#watch(resolution);
    const features = this.#features
      .filter(([, { matches }]) => matches)
      .map(([feature]) => feature);
    const op: OpRecord = [Op.environment, devicePixelRatio, screen.width, screen.height];
    op.push(...features, ...this.#schemes());
    if (!isRoomTaken()) op.push(NO_ROOM);
    const told = op.join();
    if (told !== this.#told) ops.push(op);
    this.#told = told;
  }

  /** The colour schemes that the page names outside its styles: by the first element that can be understood. */
  #schemes(): string[] {
    const metas = this.#window.document.querySelectorAll('meta[name=color-scheme i]');
    const content = [...metas]
      .map((meta) => meta.getAttribute('content') ?? '')
      .find((value) => CSS.supports('color-scheme', value));
    const known = content?.toLowerCase().match(/\b(?:only|light|dark)\b/g);
    return known ? [`color-scheme: ${known.join(' ')}`] : [];
  }

  #watch(query: string): MediaQueryList {
    const list = this.#window.matchMedia(query);
    const options = { signal: this.#signal };
    list.addEventListener('change', this.#changed, options);
    return list;
  }

  readonly #changed = (): void => {
    this.#isTouched = true;
    this.#soon();
  };
}

/** Whether scrollbars take room in this browser. In a root of its own a box is not styled by any page. */
function isRoomTaken(): boolean {
  const host = document.createElement('div');
  const box = document.createElement('div');
  host.attachShadow({ mode: 'open' }).append(box);
  host.style.cssText = 'all: initial !important; position: fixed !important';
  box.style.cssText = 'width: 99px; overflow: scroll';
  document.documentElement.append(host);
  const { offsetWidth, clientWidth } = box;
  host.remove();
  return clientWidth < offsetWidth;
}
