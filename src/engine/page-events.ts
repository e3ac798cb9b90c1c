/** What a page in a leader's window is watched for, beside its picture. */
export interface PageEvents {
  /** The leader clicked, moved the mouse or pressed a key. */
  active(): void;
  /** Something is being downloaded. */
  download(url: string, filename: string): void;
}

/** The part of the Navigation API that is used. */
interface NavigateEvent extends Event {
  readonly destination: { readonly url: string };
  /** File name of a link that is to be downloaded, '' where it names none. */
  readonly downloadRequest?: string | null;
}

/** Watches a page until it goes. */
export function watchPageEvents(view: Window, { active, download }: PageEvents): void {
  const own = (event: Event) => {
    if (event.isTrusted) active();
  };
  for (const type of ['pointerdown', 'pointermove', 'keydown']) {
    view.addEventListener(type, own, { capture: true });
  }
  // Links that scripts make, press and throw away are heard of nowhere else.
  const { navigation } = view as { navigation?: EventTarget };
  navigation?.addEventListener('navigate', (event) => {
    const { downloadRequest, destination } = event as NavigateEvent;
    if (typeof downloadRequest !== 'string') return;
    const { url } = destination;
    // Whether the page prevents it is known when all its listeners have run.
    setTimeout(() => event.defaultPrevented || download(url, downloadRequest || lastPart(url)));
  });
}

/** What a file is called by its address. */
function lastPart(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
