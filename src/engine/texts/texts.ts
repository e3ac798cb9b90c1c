import type { OUTCOME_TEXTS, TEXTS } from '../follower/input/texts.js';
import { loadPart } from '../load-part.js';
import type { TALK_TEXTS } from '../talk/texts.js';
import type { buttonTexts, dockTexts, screenTexts, viewTexts, windowTexts } from './english.js';

/** Everything that the engine says, in one language. */
export interface Catalogue {
  button: typeof buttonTexts;
  window: typeof windowTexts;
  screens: typeof screenTexts;
  dock: typeof dockTexts;
  view: typeof viewTexts;
  /** What a follower in control is told. */
  capture: typeof TEXTS;
  outcomes: typeof OUTCOME_TEXTS;
  /** Drawing and chat. */
  talk: typeof TALK_TEXTS;
}

/** A language that is spoken: its code, and what it says. */
export interface Spoken extends Catalogue {
  code: string;
}

/** Says of an element in which language it speaks. */
export function speakIn(element: HTMLElement, code: string): void {
  element.lang = code;
  // The page around it may be in the other direction.
  element.dir = code === 'ar' ? 'rtl' : 'ltr';
}

/** Languages with a file of their own; every other one is English, and so is what is not a language at all. */
const LANGUAGES = /^(ar|de|es|fr|ja|nl)\b/;

/** The texts of a `language` setting. @returns undefined for English, and where they could not be loaded */
export async function loadTexts(base: string, language: unknown): Promise<Spoken | undefined> {
  const [code] = (typeof language === 'string' && LANGUAGES.exec(language.toLowerCase())) || [];
  if (!code) return undefined;
  try {
    const file = await loadPart<{ default: Catalogue }>(base, `surfly-texts-${code}.js`);
    return { code, ...file.default };
  } catch (error) {
    console.warn(`surfly-session: the texts for language "${code}" were not loaded.`, error);
    return undefined;
  }
}
