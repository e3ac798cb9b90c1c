/**
 * What many pages have nothing for: parts in files of their own, each loaded when the page turns out to need it. Replicas
 * lack what it tells for a moment; then it meets what is there already.
 */
import type { ReadingModule } from '../assets/reading.js';
import type { MakeParts } from './part.js';
import { FRAMES } from './serializer.js';

/** The export of every such file. */
export interface LateModule {
  makeParts: MakeParts;
}

export interface LateModules {
  /** Images and fonts. */
  assets: ReadingModule;
  /** Fields that hold something. */
  fields: LateModule;
  /** Frames. */
  guests: LateModule;
  /** Style sheets that scripts change rule by rule, and those of which the browser does not tell all. */
  sheets: LateModule;
  /** Custom elements and top layers. */
  special: LateModule;
}

export type LateFile = keyof LateModules;

/** @returns undefined once the signal says that it is not wanted */
export type LoadLate = <File extends LateFile>(
  file: File,
  signal: AbortSignal,
) => Promise<LateModules[File] | undefined>;

/** The local names of elements that need a file. What else needs one asks for it. */
export const LATE: readonly [LateFile, (name: string) => boolean][] = [
  ['assets', (name) => name === 'img' || name === 'video'],
  ['guests', (name) => FRAMES.has(name)],
  ['special', (name) => name.includes('-')],
];
