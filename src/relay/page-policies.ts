/** A page behind a link. */
export interface Page {
  path: `/${string}/`;
  file: string;
  /**
   * @param sockets - sources for this server's own WebSocket
   * @param images - origins of images that viewers' browsers ask for themselves, with spaces between them
   */
  policy(sockets: string, images: string): string;
}

const NOTHING = ["default-src 'none'", "base-uri 'none'", "form-action 'none'"];

const join = (sockets: string) => [
  ...NOTHING,
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  `connect-src 'self' ${sockets}`,
  "frame-src 'self'",
  "frame-ancestors 'none'",
];

const lead = (sockets: string) => [
  ...NOTHING,
  "script-src 'self'",
  "style-src 'self'",
  // The empty icon.
  'img-src data:',
  `connect-src 'self' ${sockets}`,
  "frame-ancestors 'none'",
];

/**
 * The window in which a stranger's page is shown. It holds no socket: the page around it does. Its policy is inherited by
 * the replica's frame and stops every request that the replica might make, but for images where the operator says so.
 */
const follower = (images: string) => [
  ...NOTHING,
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  `img-src blob: data: ${images}`.trim(),
  'font-src blob: data:',
  "connect-src 'none'",
  "frame-src 'none'",
  'frame-ancestors *',
  "require-trusted-types-for 'script'",
];

export const PAGES: readonly Page[] = [
  { path: '/join/', file: 'join.html', policy: (sockets) => join(sockets).join('; ') },
  { path: '/lead/', file: 'lead.html', policy: (sockets) => lead(sockets).join('; ') },
  { path: '/follower/', file: 'follower.html', policy: (_, images) => follower(images).join('; ') },
];

/** What those pages load beside the public scripts. */
export const PAGE_FILES: readonly { path: string; file: string }[] = [
  { path: '/join/join.js', file: 'join.js' },
  { path: '/join/words.js', file: 'words.js' },
  { path: '/join/page.css', file: 'page.css' },
  { path: '/lead/lead.js', file: 'lead.js' },
  { path: '/lead/words.js', file: 'words.js' },
  { path: '/lead/page.css', file: 'page.css' },
];
