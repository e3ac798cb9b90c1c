/**
 * An address as a web page's. What others have a say in may lead to such pages, and to nothing else.
 *
 * @param base - of an address that is not whole
 * @returns undefined where it is none
 */
export function webAddress(address: string, base?: string): URL | undefined {
  if (!URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}
