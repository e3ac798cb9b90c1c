import type { Edited, ReplicaView } from './replica-view.js';

/** What a field holds and where its caret is, or what is selected in it. */
interface Text {
  value: string;
  start: number;
  end: number;
}
type Edit = (text: Text) => Text;

/** Milliseconds after which an edit that was carried out and changed nothing is taken back. */
const NOTHING_COMES = 400;
const WRITTEN = /^(text|search|tel|url|email)$/;

/**
 * Shows in the picture at once what the viewer writes into a field, a round trip before the leader's page does. What the
 * leader's page makes of it comes with its next changes, and stands.
 */
export class Echo {
  readonly #replica: ReplicaView;
  #field: Edited['field'] | undefined;
  /** What the leader's page has, as far as it has told. */
  #told: Text = { value: '', start: 0, end: 0 };
  #shown: Text = this.#told;
  /** In their order. An edit that was carried out is in the next text that is told. */
  #pending: { n: number; edit: Edit; done: boolean }[] = [];
  /** An action of which nobody here knows what it does to the field. */
  #blind = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(replica: ReplicaView) {
    this.#replica = replica;
  }

  /** A key that has gone out as action `n`. */
  key(n: number, key: string, mods: number): void {
    const edit = mods === 0 || (mods === 1 && [...key].length === 1) ? editOf(key) : undefined;
    if (edit) this.#expect(n, edit);
    else if (!/^(Shift|Control|Alt|Meta)$/.test(key)) this.#blind = n;
  }

  text(n: number, text: string): void {
    this.#expect(n, (before) => inserted(before, text));
  }

  /** Something else has gone out: what is written after it may be meant for elsewhere. */
  other(n: number): void {
    this.#blind = n;
  }

  answered(n: number, applied: boolean): void {
    if (n === this.#blind) {
      // Where the caret is after it comes with the leader's changes.
      setTimeout(() => {
        if (this.#blind === n) this.#blind = 0;
      }, 50);
    }
    // Answers come in the order of the actions: to those before there is none any more.
    const earlier = this.#pending.filter((each) => each.n <= n);
    if (earlier.length === 0) return;
    for (const each of earlier) each.done = true;
    if (!applied) {
      this.#pending = this.#pending.filter((each) => each.n !== n);
      this.#show();
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), NOTHING_COMES);
  }

  /** The picture has changed. */
  changed(): void {
    const field = this.#field;
    if (!field) return;
    const now = this.#replica.edited();
    if (now?.field !== field || !field.isConnected) {
      this.end();
      return;
    }
    const { start, end } = this.#shown;
    if (now.start === start && now.end === end) return;
    this.#told = { ...this.#told, start: now.start, end: now.end };
    this.#forget();
  }

  /** Shows what the leader's page has. */
  end(): void {
    clearTimeout(this.#timer);
    const field = this.#field;
    this.#pending = [];
    this.#blind = 0;
    if (!field) return;
    this.#field = undefined;
    Reflect.deleteProperty(field, 'value');
    if (field.value !== this.#told.value) field.value = this.#told.value;
  }

  #expect(n: number, edit: Edit): void {
    const now = this.#replica.edited();
    if (this.#blind || !now || !takes(now.field)) return;
    if (now.field !== this.#field) {
      this.end();
      this.#begin(now);
    }
    this.#pending.push({ n, edit, done: false });
    // What a key's own event changes on the screen holds up, for a frame, all that the window has to say (Chromium, after input).
    this.#soon ??= setTimeout(() => this.#show());
  }

  #begin({ field, start, end }: Edited): void {
    this.#field = field;
    this.#told = this.#shown = { value: field.value, start, end };
    const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field) as object, 'value');
    // Whoever sets the field is the leader's page.
    Object.defineProperty(field, 'value', {
      configurable: true,
      get: () => own?.get?.call(field) as string,
      set: (value: string) => {
        const expected = this.#pending.filter(({ done }) => done).reduce(apply, this.#told);
        const at = (place: number) => Math.min(place, value.length);
        const { start: from, end: to } = expected;
        this.#told = { value, start: at(from), end: at(to) };
        own?.set?.call(field, value);
        this.#forget();
      },
    });
    this.#write = (value) => own?.set?.call(field, value);
  }

  #write: (value: string) => void = () => undefined;

  /** What was carried out before is in what has been told. */
  #forget(): void {
    this.#pending = this.#pending.filter(({ done }) => !done);
    this.#show();
  }

  #show(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    const field = this.#field;
    if (!field) return;
    this.#shown = this.#pending.reduce(apply, this.#told);
    const { maxLength } = field;
    const { value, start, end } = this.#shown;
    if (maxLength >= 0 && value.length > maxLength && value.length > this.#told.value.length) {
      this.#pending.pop();
      this.#show();
      return;
    }
    if (field.value !== value) this.#write(value);
    this.#replica.showCaret(field, start, end);
  }

  #settle(): void {
    this.#pending = this.#pending.filter(({ done }) => !done);
    if (this.#pending.length > 0) this.#show();
    else this.end();
  }
}

function apply(text: Text, { edit }: { edit: Edit }): Text {
  return edit(text);
}

function takes(field: Edited['field']): boolean {
  if (field.readOnly || field.disabled) return false;
  return field.localName === 'textarea' || WRITTEN.test(field.type);
}

function editOf(key: string): Edit | undefined {
  if ([...key].length === 1) return (text) => inserted(text, key);
  if (key === 'Backspace') return (text) => removed(text, -1);
  if (key === 'Delete') return (text) => removed(text, 1);
  return undefined;
}

function inserted({ value, start, end }: Text, text: string): Text {
  const at = start + text.length;
  return { value: value.slice(0, start) + text + value.slice(end), start: at, end: at };
}

function removed({ value, start, end }: Text, by: -1 | 1): Text {
  const from = start === end && by < 0 ? Math.max(0, start - 1) : start;
  const to = start === end && by > 0 ? end + 1 : end;
  return { value: value.slice(0, from) + value.slice(to), start: from, end: from };
}
