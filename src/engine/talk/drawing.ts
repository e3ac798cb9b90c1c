import type { Frame } from '../../protocol/frames.js';
import { encodeFrame, FrameKind } from '../../protocol/frames.js';
import { decodeInk, encodeInk } from '../../protocol/ink.js';
import type { Drawing } from '../../surfly/talk-settings.js';
import { coloursOf } from '../cursors/styles.js';
import type { Line } from './line.js';
import { Lines } from './lines.js';
import { part } from '../parts.js';
import { Pen } from './pen.js';
import type { People, Point, TalkPlace } from './place.js';
import { layerStyles } from './styles.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * The layer over the shared page on which everybody draws. It lies in the page around, or in the follower's window, in a closed
 * root: the shared page knows nothing of it. It takes no input but while this participant draws.
 */
export class DrawingLayer {
  readonly #place: TalkPlace;
  readonly #changed: () => void;
  readonly #element = part('div', 'surfly-drawing');
  readonly #svg = document.createElementNS(SVG, 'svg');
  readonly #lines: Lines;
  readonly #pen: Pen;
  /** Resolves colours. */
  readonly #probe = part('span', 'probe');
  #people: People = { connected: false, own: -1, others: [] };
  #settings: Drawing = { mode: 'disabled', color: 'default', width: 15, timeout: 3 };
  #ownColour: string | undefined;
  #isOn = false;
  #frame = 0;
  #end: (() => void) | undefined;
  /** The line that this participant draws, and the number of his newest one. */
  #line: Line | undefined;
  #n = 0;

  /** @param changed - called when it has been turned on or off, or has its first line, or none any more */
  constructor(place: TalkPlace, changed: () => void) {
    this.#place = place;
    this.#changed = changed;
    // Lines say nothing that could be read aloud.
    this.#element.setAttribute('aria-hidden', 'true');
    // eslint-disable-next-line wc/no-closed-shadow-root -- what is drawn is none of the page's business
    const root = this.#element.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(layerStyles);
    root.adoptedStyleSheets = [sheet];
    const group = document.createElementNS(SVG, 'g');
    this.#svg.append(group);
    root.append(this.#svg, this.#probe);
    this.#lines = new Lines(group, place.surface);
    this.#pen = new Pen(this.#svg, {
      toPage: (at) => this.#toPage(at),
      begin: (point, at) => this.#begin(point, at),
      draw: (points, last) => this.#draw(points, last),
      receivers: () => this.#people.others.length,
    });
    this.#svg.addEventListener('pointermove', (event) => {
      const point = this.#toPage({ x: event.clientX, y: event.clientY });
      if (point && event.isTrusted) place.surface.pointer(point, event);
    });
    this.#svg.addEventListener('wheel', (event) => place.surface.turned(event), { passive: true });
    place.cover(this.#element);
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  get settings(): Drawing {
    return this.#settings;
  }

  /** Whether there are lines that this participant can take away. */
  get hasLines(): boolean {
    const { own } = this.#people;
    return own === 0 ? !this.#lines.isEmpty : this.#lines.hasOf(own);
  }

  update(people: People): void {
    this.#people = people;
    if (!people.connected) this.#pen.lift();
  }

  set(settings: Drawing): void {
    this.#settings = settings;
    if (settings.mode === 'disabled') this.turn(false);
  }

  /** This participant's own colour, in place of the session's. */
  colour(colour: string): void {
    this.#ownColour = colour;
  }

  turn(on: boolean): void {
    if (on === this.#isOn) return;
    this.#isOn = on;
    this.#svg.classList.toggle('on', on);
    if (!on) this.#pen.lift();
    this.#follow();
    this.#changed();
  }

  /** A piece of somebody's line. */
  ink({ stream: index, seq, first, payload }: Frame): void {
    const ink = decodeInk(payload, first);
    if (!ink) return;
    const line = ink.start ? this.#lines.begin(index, seq, ink.start) : this.#lines.of(index, seq);
    if (!line) return;
    line.add(ink.points);
    this.#drawn(line);
  }

  wipe(of: number | null): void {
    if (of === null || of === this.#people.own) {
      this.#line = undefined;
      this.#pen.lift();
    }
    this.#lines.wipe(of);
    this.#follow();
    this.#changed();
  }

  /** What is below may have another place. */
  moved(): void {
    if (this.#end) this.#soon();
  }

  remove(): void {
    this.turn(false);
    this.wipe(null);
    cancelAnimationFrame(this.#frame);
    this.#element.remove();
  }

  #begin(point: Point, at: Point): boolean {
    const { connected, own } = this.#people;
    const { surface } = this.#place;
    if (!this.#isOn || !connected) return false;
    const id = surface.nodeAt(point, at);
    const corner = id === 0 ? undefined : surface.cornerOf(id);
    const { x, y } = surface.scrolled();
    this.#n += 1;
    this.#line = this.#lines.begin(own, this.#n, {
      colour: this.#colourNow(),
      width: Math.round(this.#settings.width),
      id: corner ? id : 0,
      x: point.x + x,
      y: point.y + y,
      dx: corner ? point.x - corner.x : 0,
      dy: corner ? point.y - corner.y : 0,
    });
    this.#drawn(this.#line);
    this.#send(this.#line, true, false, []);
    return true;
  }

  #draw(points: Point[], last: boolean): void {
    const line = this.#line;
    if (!line) return;
    const origin = this.#lines.originOf(line);
    const own = points.map(({ x, y }) => ({ x: x - origin.x, y: y - origin.y }));
    line.add(own);
    this.#drawn(line);
    this.#send(line, false, last || line.isFull, own);
    if (last || line.isFull) this.#line = undefined;
    const end = points.at(-1);
    // One line has become too long: another goes on where it ends.
    if (!last && line.isFull && end) this.#begin(end, this.#fromPage(end));
  }

  #send(line: Line, first: boolean, last: boolean, points: Point[]): void {
    this.#place.sendFrame(
      encodeFrame({
        kind: FrameKind.ink,
        first,
        last,
        stream: 0,
        seq: line.n,
        payload: encodeInk(first ? line.start : undefined, points),
      }),
    );
  }

  #drawn(line: Line): void {
    if (this.#settings.mode === 'temporary') {
      line.fadeAfter(this.#settings.timeout * 1000, () => {
        this.#lines.remove(line);
        this.#follow();
      });
    }
    if (!this.#end) this.#follow();
    this.#changed();
  }

  /** The layer follows the page while there is something on it, or may be at once. */
  #follow(): void {
    const needed = this.#isOn || !this.#lines.isEmpty;
    if (!needed) {
      this.#end?.();
      this.#end = undefined;
    } else if (!this.#end) {
      this.#end = this.#place.surface.follow(() => this.#soon());
      this.#arrange();
    }
  }

  #soon(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#arrange();
    });
  }

  #arrange(): void {
    const picture = this.#place.surface.picture();
    const { style } = this.#svg;
    style.display = picture ? 'block' : 'none';
    if (!picture) return;
    for (const side of ['left', 'top', 'width', 'height'] as const) {
      style[side] = `${picture[side]}px`;
    }
    const box = `0 0 ${picture.page.width} ${picture.page.height}`;
    if (this.#svg.getAttribute('viewBox') !== box) this.#svg.setAttribute('viewBox', box);
    this.#lines.place();
  }

  #toPage({ x, y }: Point): Point | undefined {
    const page = this.#place.surface.picture()?.page;
    const { left, top, width } = this.#svg.getBoundingClientRect();
    if (!page || width === 0) return undefined;
    const scale = page.width / width;
    return { x: (x - left) * scale, y: (y - top) * scale };
  }

  #fromPage({ x, y }: Point): Point {
    const page = this.#place.surface.picture()?.page;
    const { left, top, width } = this.#svg.getBoundingClientRect();
    const scale = page ? width / page.width : 1;
    return { x: left + x * scale, y: top + y * scale };
  }

  #colourNow(): [number, number, number] {
    const { own } = this.#people;
    const wanted = this.#ownColour ?? this.#settings.color;
    return this.#read(wanted) ?? this.#read(coloursOf(own)[0]) ?? [0, 0, 0];
  }

  #read(colour: string): [number, number, number] | undefined {
    // What is no colour leaves it as it was.
    this.#probe.style.color = '';
    this.#probe.style.color = colour;
    if (this.#probe.style.color === '') return undefined;
    const parts = /^rgba?\((\d+), (\d+), (\d+)/.exec(getComputedStyle(this.#probe).color);
    return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : undefined;
  }
}
