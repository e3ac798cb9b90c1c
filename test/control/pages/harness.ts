/**
 * In every page of the catalogue: puts a case on the page, notes what the page sees of a hand, and says what it has come
 * to. It talks to the tests through a socket: a browser's driver would give the page the right to open windows and pickers.
 */
import { noteOf, type Note } from './notes.js';
import { stateOf } from './state.js';

/** What a page of the catalogue brings. */
export interface CataloguePage {
  /** Puts a case on the page. */
  mount(stage: HTMLElement, name: string): void | Promise<void>;
  unmount?(): void;
}

export interface Place {
  x: number;
  y: number;
}

const TYPES = [
  ...['pointerover', 'pointermove', 'pointerdown', 'pointerup', 'pointercancel', 'pointerout'],
  ...['gotpointercapture', 'lostpointercapture'],
  ...['mouseover', 'mousemove', 'mousedown', 'mouseup', 'mouseout'],
  ...['click', 'auxclick', 'dblclick', 'contextmenu', 'wheel'],
  ...['touchstart', 'touchmove', 'touchend', 'touchcancel'],
  ...['dragstart', 'drag', 'dragenter', 'dragover', 'dragleave', 'drop', 'dragend'],
  ...['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change'],
  ...['compositionstart', 'compositionupdate', 'compositionend', 'copy', 'cut', 'paste'],
  ...['focus', 'blur', 'focusin', 'focusout', 'submit', 'reset', 'invalid'],
  ...['toggle', 'beforetoggle', 'cancel', 'close', 'command'],
];

/** Browsers dispatch these only where somebody listens on the element itself. */
const ENTERED = ['pointerenter', 'pointerleave', 'mouseenter', 'mouseleave'];

const seen = new WeakSet<Event>();
const roots = new Map<Element, ShadowRoot>();
let notes: Note[] = [];

function note(event: Event): void {
  if (seen.has(event)) return;
  seen.add(event);
  const told = noteOf(event);
  if (told) notes.push(told);
}

/** Notes what happens in a document or a shadow root, which some events do not leave. */
function watch(target: EventTarget): void {
  // A wheel that nobody can stop is told late, and of what has come under the mouse by then.
  for (const type of TYPES) target.addEventListener(type, note, { capture: true, passive: false });
}

function watchEntered(root: ParentNode): void {
  for (const element of root.querySelectorAll('[id]')) {
    for (const type of ENTERED) element.addEventListener(type, note);
  }
}

/** Finds an element by selector; `>>>` leads into a shadow root, `|||` into a frame. */
function find(selector: string): HTMLElement {
  let from: ParentNode = document;
  for (const [, how, part = ''] of selector.matchAll(/(>>>|\|\|\|)?\s*((?:(?!>>>|\|\|\|).)+)/g)) {
    const last = from as unknown as Element;
    if (how === '>>>') from = last.shadowRoot ?? roots.get(last)!;
    else if (how === '|||') from = (last as HTMLIFrameElement).contentDocument!;
    const found: Element | null = from?.querySelector(part.trim());
    if (!found) throw new Error(`There is no ${part} for ${selector}`);
    from = found;
  }
  return from as unknown as HTMLElement;
}

/** A point of an element, in this window. */
function placeOf(selector: string, fx: number, fy: number): Place {
  const element = find(selector);
  const box = element.getBoundingClientRect();
  let [x, y] = [box.left + box.width * fx, box.top + box.height * fy];
  let { defaultView } = element.ownerDocument;
  while (defaultView && defaultView !== window) {
    const frame = defaultView.frameElement as HTMLElement;
    const { left, top } = frame.getBoundingClientRect();
    x += left + frame.clientLeft;
    y += top + frame.clientTop;
    defaultView = frame.ownerDocument.defaultView;
  }
  return { x: Math.round(x), y: Math.round(y) };
}

/** The parts of the text that an element shows, with the place of each letter. */
function letterAt(selector: string, at: number): Place {
  const [text] = find(selector).childNodes;
  const range = document.createRange();
  range.setStart(text!, at);
  range.setEnd(text!, at + 1);
  const { left, top, height } = range.getBoundingClientRect();
  return { x: Math.round(left), y: Math.round(top + height / 2) };
}

export function start(page: CataloguePage): void {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    roots.set(this, root);
    watch(root);
    return root;
  };
  watch(window);
  const stage = document.body.appendChild(document.createElement('main'));
  stage.id = 'stage';

  const commands: Record<string, (...values: never[]) => unknown> = {
    async reset(name: string, shift: number) {
      for (const top of document.querySelectorAll('dialog[open]'))
        (top as HTMLDialogElement).close();
      (document.activeElement as HTMLElement | null)?.blur();
      getSelection()?.removeAllRanges();
      page.unmount?.();
      stage.replaceChildren();
      roots.clear();
      // No two cases have their first element at the same place: presses on it would seem to belong together.
      stage.style.paddingTop = `${shift}px`;
      await page.mount(stage, name);
      watchEntered(stage);
      for (const root of roots.values()) watchEntered(root);
      for (const frame of stage.querySelectorAll('iframe')) {
        watch(frame.contentWindow!);
        watchEntered(frame.contentDocument!);
      }
      if (location.hash) history.replaceState(null, '', location.pathname + location.search);
      scrollTo(0, 0);
      await new Promise((resolve) => setTimeout(resolve, 0));
      notes = [];
    },
    open(html: string) {
      stage.innerHTML = html;
      notes = [];
    },
    mark: (mark: string) => (document.documentElement.dataset['mark'] = mark),
    place: placeOf,
    letter: letterAt,
    notes: () => notes,
    state: () => stateOf(roots),
    size: () => [innerWidth, innerHeight],
    set(selector: string, value: string) {
      const field = find(selector) as HTMLInputElement;
      field.focus();
      field.value = value;
    },
    go: (url: string) => location.assign(url),
    guard: () => addEventListener('beforeunload', (event) => event.preventDefault()),
  };
  const socket = new WebSocket(`ws://${location.hostname}:${portOf()}/`);
  socket.onopen = () => {
    const who = window.top === window ? 'hand' : 'leader';
    socket.send(JSON.stringify({ who, at: location.pathname + location.search }));
  };
  socket.onmessage = async ({ data }: MessageEvent<string>) => {
    const { n, command, values } = JSON.parse(data) as {
      n: number;
      command: string;
      values: never[];
    };
    try {
      socket.send(JSON.stringify({ n, value: await commands[command]!(...values) }));
    } catch (error) {
      socket.send(JSON.stringify({ n, error: String(error) }));
    }
  };
}

/** The port of the tests' socket, which the server writes into every page. */
function portOf(): string {
  return document.documentElement.getAttribute('data-port') ?? '';
}
