import type { Hand } from '../hand.js';
import type { PageName } from '../server.js';
import type { Known } from '../known.js';

/** One thing that a person does to one kind of element. */
export interface Case {
  page: PageName;
  element: string;
  gesture: string;
  /** What is on the page: HTML, */
  html?: string;
  /** and what the page does with it. Runs in the page. */
  setup?(stage: HTMLElement): void;
  act(hand: Hand): Promise<void>;
  /** Is done on glass. Only Chromium's driver has fingers. */
  fingers?: true;
  /** The viewer is refused, and told this. Nothing happens. */
  refused?: RegExp;
  /** A difference that cannot be avoided. */
  known?: Known;
  /** Leads to this page. */
  leads?: string;
  /** By hand it would lead out of the session; for a viewer it does not. */
  viewerOnly?: true;
}

export const nameOf = ({ element, gesture }: Case) => `${element}: ${gesture}`;
