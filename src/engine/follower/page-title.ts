/** Pixels along each side of an icon. */
const ICON_SIZE = 64;
const MAX_TITLE = 300;

export interface PageTitle {
  title(text: string): void;
  /** @param url - of an image; '' for none */
  icon(url: string): Promise<void>;
}

/** Tells what the leader's page is called, whenever that changes. An icon is drawn anew: whatever it was, it is a picture now. */
export function watchPage(tell: (title: string, icon: string) => void): PageTitle {
  let told = { title: '', icon: '' };
  let newest = '';

  function set(change: { title?: string; icon?: string }): void {
    const now = { ...told, ...change };
    if (now.title === told.title && now.icon === told.icon) return;
    told = now;
    tell(now.title, now.icon);
  }

  return {
    title: (text) => set({ title: text.slice(0, MAX_TITLE) }),
    async icon(url) {
      newest = url;
      const icon = url === '' ? '' : await drawn(url);
      if (newest === url) set({ icon });
    },
  };
}

async function drawn(url: string): Promise<string> {
  const picture = new Image();
  picture.src = url;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = ICON_SIZE;
  try {
    await picture.decode();
    canvas.getContext('2d')?.drawImage(picture, 0, 0, ICON_SIZE, ICON_SIZE);
    return canvas.toDataURL();
  } catch {
    // It is no picture, or none that browsers let us read.
    return '';
  }
}
