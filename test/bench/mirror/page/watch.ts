// In a viewer's page: notes when what the leader did can be seen there.

export interface Watch {
  /** Whether the whole page is shown: so many rows, and its end. */
  complete(rows: number): boolean;
  /** When that came true, and had been painted. */
  whenComplete(rows: number): Promise<number>;
  start(): void;
  /** When change n was in the document. */
  changes: Record<number, number>;
  /** When a position was reached. */
  scrolls: Record<number, number>;
  /** For each frame: when, and where the pointer was shown. */
  pointers: [number, string][];
}

const PATIENCE = 20_000;

const now = () => performance.timeOrigin + performance.now();

/** The document that shows the leader's page, whichever way. */
function shown(): Document | null | undefined {
  const ours = document.querySelector<HTMLIFrameElement>('iframe.surfly-window');
  if (ours) {
    const frames = ours.contentDocument?.querySelectorAll('iframe') ?? [];
    return [...frames].find((frame) => frame.style.visibility === 'visible')?.contentDocument;
  }
  const replayer = document.querySelector('.replayer-wrapper');
  return replayer ? replayer.querySelector('iframe')?.contentDocument : document;
}

/** What holds the pointer that is shown. */
function around(): Node {
  const ours = document.querySelector<HTMLIFrameElement>('iframe.surfly-window')?.contentDocument;
  return (
    ours?.querySelector('.surfly-cursors')?.shadowRoot ??
    document.querySelector('.replayer-wrapper') ??
    document
  );
}

const watch: Watch = {
  changes: {},
  scrolls: {},
  pointers: [],
  complete(rows) {
    const document = shown();
    return document?.querySelectorAll('.row').length === rows && !!document.querySelector('#end');
  },
  whenComplete(rows) {
    return new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`There are never ${rows} rows.`)), PATIENCE);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(now());
      const look = () => {
        if (watch.complete(rows)) port2.postMessage(0);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  },
  start() {
    const document = shown()!;
    const view = document.defaultView!;
    const note = (text: string | null | undefined) => {
      const [, n] = /#(\d+)/.exec(text ?? '') ?? [];
      if (n !== undefined) watch.changes[Number(n)] ??= now();
    };
    new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records) {
        if (type === 'attributes') note((target as Element).getAttribute('data-mark'));
        else if (type === 'characterData') note(target.nodeValue);
        else for (const node of addedNodes) note(node.textContent);
      }
    }).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['data-mark'],
    });

    const scrolled = () => (watch.scrolls[Math.round(view.scrollY)] ??= now());
    document.addEventListener('scroll', scrolled, true);
    // A jump is there at once, and its event only with the next frame.
    const scrollTo = view.scrollTo.bind(view) as (...to: unknown[]) => void;
    view.scrollTo = (...to: unknown[]) => {
      scrollTo(...to);
      scrolled();
    };

    const holder = around();
    let at = '';
    new MutationObserver((records) => {
      for (const { target } of records) at = placeOf(target as HTMLElement) ?? at;
    }).observe(holder, { subtree: true, attributeFilter: ['style'] });
    // Behind the frame: what is drawn in it may be put there by whoever is called after this.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      if (at) watch.pointers.push([now(), at]);
    };
    const frame = () => {
      port2.postMessage(0);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  },
};

/** Where an element has been put by its style. */
function placeOf({ style }: HTMLElement): string | undefined {
  const [, x, y] = /translate\(([\d.]+)px, ([\d.]+)px\)/.exec(style.transform) ?? [];
  if (x !== undefined && y !== undefined && Number(x) > 0) return inPage(Number(x), Number(y));
  return style.left.endsWith('px') && style.top.endsWith('px')
    ? `${parseFloat(style.left)},${parseFloat(style.top)}`
    : undefined;
}

/** A place in our window as one of the page that is shown there, which may be scaled. */
function inPage(x: number, y: number): string {
  const ours = document.querySelector<HTMLIFrameElement>('iframe.surfly-window')?.contentDocument;
  const picture = ours?.querySelector<HTMLElement>('.stage iframe');
  if (!picture) return `${x},${y}`;
  const { left, top, width } = picture.getBoundingClientRect();
  const scale = width / picture.clientWidth;
  return `${Math.round((x - left) / scale)},${Math.round((y - top) / scale)}`;
}

Object.assign(window, { watch });
