import type { Masking } from '../masking.js';

export interface AddressHost {
  /** Of the page. */
  window: Window;
  /** Origins of images that replicas ask for themselves: only their addresses are told. */
  images?: readonly string[] | undefined;
  /** Without it no address is told. */
  masking?: Masking | undefined;
}

/** @returns where replicas ask for an image themselves, undefined where they get its bytes */
export function addressOf(
  url: string,
  { window, images, masking }: AddressHost,
): string | undefined {
  const { origin, href } = new URL(url);
  // The page may read what is of its own site. In no address of an image are a name and a password, and none is of a blob.
  const isOther = origin !== window.origin && href.startsWith(`${origin}/`);
  if (!isOther || !images?.includes(origin)) return undefined;
  // What a password field holds may be in there, with few or all signs escaped.
  const texts = ['+', '%2B'].map((plus) => {
    const escaped = href.replaceAll('&', '%26').replaceAll('+', plus);
    return new URLSearchParams(`a=${escaped}`).get('a')!;
  });
  const isOpen = [href, ...texts].every((text) => masking?.secrets.hide(text, '') === text);
  return isOpen ? href.replaceAll('\\', '%5C') : undefined;
}
