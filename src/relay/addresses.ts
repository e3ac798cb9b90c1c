import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Tells whether an address is one of the operator's own proxies. */
export type TrustProxy = (address: string) => boolean;

/** @returns a sentence that says what is wrong with the entry, if anything is */
export function proxyProblem(entry: string): string | undefined {
  const [address = '', prefix] = entry.split('/');
  const family = isIP(address);
  const bits = prefix === undefined ? 0 : Number(prefix);
  const most = family === 6 ? 128 : 32;
  if (family === 0 || !Number.isInteger(bits) || bits < 0 || bits > most || prefix === '') {
    return `"${entry}" is no address and no range; write "10.0.0.1" or "10.0.0.0/8"`;
  }
  return undefined;
}

/** @returns a sentence that says what is wrong with the entry, if it is no origin, such as `https://shop.example` */
export function originProblem(entry: string): string | undefined {
  // There is no wildcard; to a URL it is a letter like others.
  const isOrigin =
    /^https?:[^*]+$/.test(entry) && URL.canParse(entry) && new URL(entry).origin === entry;
  return isOrigin
    ? undefined
    : `"${entry}" is no origin; write scheme, host and port only, as in "https://shop.example"`;
}

/** @param proxies - addresses and ranges such as `10.0.0.0/8` */
export function trustProxies(proxies: readonly string[]): TrustProxy {
  const list = new BlockList();
  for (const entry of proxies) {
    const [address = '', prefix] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => list.check(plain(address), isIPv6(plain(address)) ? 'ipv6' : 'ipv4');
}

/** The address that a request came from: the nearest one that is none of the operator's own proxies. */
export function clientAddress(request: IncomingMessage, trusted: TrustProxy): string {
  const header = request.headers['x-forwarded-for'];
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',');
  let address = plain(request.socket.remoteAddress ?? '');
  for (const hop of forwarded.reverse().map((entry) => plain(entry.trim()))) {
    if (!isIP(address) || !isIP(hop) || !trusted(address)) break;
    address = hop;
  }
  return address;
}

/** What limits count by: an IPv6 subscriber has a whole /64, so that is one address. */
export function limitKey(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  while (tail !== undefined && groups.length + after.length < 8) groups.push('0');
  return [...groups, ...after]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}

/** IPv4 inside IPv6 is the same host. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
