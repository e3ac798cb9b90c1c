/** What can be measured by itself. */
export const PARTS = ['live', 'visit', 'load', 'snapshots', 'sizes'] as const;

export type MirrorPart = (typeof PARTS)[number];
