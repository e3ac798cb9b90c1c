/** Takes the viewer's input on the overlay above the replica and makes actions of it. */
import {
  OUTCOMES,
  type ActionOf,
  type InputAction,
  type Outcome,
} from '../../../protocol/input.js';
import { Echo } from './echo.js';
import { Hints } from './hints.js';
import { Keyboard } from './keyboard.js';
import { openOptionList, opensMenu } from './option-list.js';
import type { Panel } from './panel.js';
import { Pointer, type Draft } from './pointer.js';
import {
  boxOf,
  elementHit,
  nodeHit,
  type Hit,
  type Point,
  type ReplicaView,
} from './replica-view.js';
import { captureStyles } from './styles.js';
import { OUTCOME_TEXTS, speak } from './texts.js';
import type { Catalogue } from '../../texts/texts.js';
import { needsOwnField, openValueField } from './value-field.js';

export interface CaptureOptions {
  /** Covers the replica; positioned, so that what is put on it has its place. */
  overlay: HTMLElement;
  replica: ReplicaView;
  /** The newest change of the leader's stream that is shown. */
  seen(): number;
  /** Sends an action. @returns its number, with which its outcome will come */
  send(action: InputAction): number;
  /** In which language the viewer is told something, where that is not English. */
  spoken?(): Pick<Catalogue, 'capture' | 'outcomes'> | undefined;
}

export interface Capture {
  /** This viewer has control. */
  enable(): void;
  disable(): void;
  /** The picture has changed. */
  changed(): void;
  /** What became of an action. A word that is not an outcome is left out. */
  outcome(n: number, outcome: string): void;
  destroy(): void;
}

/** So many actions may wait for their outcome. */
const MAX_PENDING = 256;

export function captureInput({ overlay, replica, seen, send, spoken }: CaptureOptions): Capture {
  const language = spoken?.();
  if (language) speak(language.capture, language.outcomes);
  const ending = new AbortController();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(captureStyles);
  document.adoptedStyleSheets.push(sheet);
  overlay.classList.add('surfly-capture');

  const hints = new Hints(overlay);
  const echo = new Echo(replica);
  const pending = new Map<number, { action: InputAction; at: Point }>();
  let at: Point = { x: 0, y: 0 };
  let panel: Panel | undefined;
  /** The press that opened the panel: if it is refused, the panel goes too. */
  let opener = -1;
  let lastPress = -1;

  function act(draft: Draft, where: Point): number {
    const action = { ...draft, seen: seen(), made: Date.now() };
    const n = send(action);
    pending.set(n, { action, at: where });
    if (pending.size > MAX_PENDING) {
      const [oldest] = pending.keys();
      pending.delete(oldest as number);
    }
    return n;
  }

  const keyboard = new Keyboard({
    overlay,
    key(key) {
      pointer.flush();
      const n = act({ type: 'key', ...key }, at);
      if (key.phase === 'down') echo.key(n, key.key, key.mods);
    },
    text(text, how) {
      pointer.flush();
      echo.text(act({ type: 'text', text, how }, at), text);
    },
    selected: () => replica.selectedText(),
    tell: (text) => hints.show(text, at),
  });

  const pointer = new Pointer(
    {
      overlay,
      replica,
      send(draft, where) {
        at = where;
        const n = act(draft, where);
        if (!presses(draft)) return;
        lastPress = n;
        echo.other(n);
      },
      pressed(hit, where) {
        at = where;
        panel?.close();
        const area = overlay.getBoundingClientRect();
        const element = hit ? elementHit(replica, hit) : undefined;
        keyboard.focus(where.x - area.left, where.y - area.top, !!element && isWritten(element));
      },
      clicked: openFor,
    },
    ending.signal,
  );

  /** Opens, in this window, what the browser would have opened over the field. */
  function openFor(hit: Hit, where: Point): void {
    const element = elementHit(replica, hit);
    if (!element || !(opensMenu(element) || needsOwnField(element))) return;
    const node = nodeHit(hit);
    const options = {
      overlay,
      box: boxOf(replica, element, hit, where),
      closed() {
        panel = undefined;
        keyboard.resume();
      },
    };
    if (opensMenu(element)) {
      panel = openOptionList(element, {
        ...options,
        choose: (chosen: ActionOf<'select'>['chosen']) =>
          act({ type: 'select', ...node, chosen }, where),
      });
    } else {
      panel = openValueField(element, {
        ...options,
        set: (value) => act({ type: 'value', ...node, value }, where),
      });
    }
    opener = lastPress;
  }

  function disable(): void {
    if (!pointer.enabled) return;
    pointer.disable();
    panel?.close();
    keyboard.disable();
    // What was said of the control that is over is not true any more.
    hints.hide();
    pending.clear();
    echo.end();
    overlay.classList.remove('surfly-capturing');
    overlay.style.removeProperty('cursor');
  }

  return {
    enable() {
      if (pointer.enabled) return;
      pointer.enabled = true;
      overlay.classList.add('surfly-capturing');
      keyboard.enable();
    },

    disable,

    changed: () => echo.changed(),

    outcome(n, word) {
      const outcome = OUTCOMES.find((one) => one === word);
      echo.answered(n, outcome === 'applied');
      const done = pending.get(n);
      pending.delete(n);
      if (!done || !outcome || outcome === 'applied') return;
      if (n === opener) panel?.close();
      if (isWorthTelling(done.action, outcome)) hints.show(OUTCOME_TEXTS[outcome], done.at);
    },

    destroy() {
      disable();
      ending.abort();
      keyboard.remove();
      hints.remove();
      overlay.classList.remove('surfly-capture');
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
}

/** A finger presses once it shows that it was a tap. */
function presses(draft: Draft): boolean {
  if (draft.type === 'finger') return draft.phase === 'up';
  return draft.type === 'pointer' && draft.phase === 'down';
}

/** The mouse wanders over much that takes no input; and pages often act on a key or a click by themselves. */
function isWorthTelling(action: InputAction, outcome: Outcome): boolean {
  if (action.type === 'pointer' && action.phase === 'move') return false;
  if (action.type === 'finger' && action.phase !== 'up') return false;
  if (action.type === 'key' && action.phase === 'up') return false;
  if (outcome !== 'prevented') return true;
  return action.type === 'text' || (action.type === 'key' && [...action.key].length === 1);
}

function isWritten(element: Element): boolean {
  const { localName, isContentEditable } = element as HTMLElement;
  return localName === 'input' || localName === 'textarea' || isContentEditable;
}
