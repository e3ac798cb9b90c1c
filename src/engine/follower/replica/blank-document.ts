import { DocumentMode } from '../../../protocol/records.js';

/** What loads, runs or leads away is forbidden here once more, wherever the replica is put. */
const POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; font-src data: blob:; img-src data: blob: ";
/** Origins whose images may be loaded, as the relay says in its page. */
const IMAGES = document.body.dataset['images'] ?? '';
const HEAD = `<html><head><meta http-equiv="Content-Security-Policy" content="${POLICY}${IMAGES}"></head></html>`;

const DOCTYPES: Readonly<Record<number, string>> = {
  [DocumentMode.standards]: '<!DOCTYPE html>',
  [DocumentMode.quirks]: '',
  [DocumentMode.limitedQuirks]:
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
};

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string },
  ): {
    createHTML(text: string): string;
  };
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/**
 * Only a parser can make a document that is laid out by its doctype, or read a file. It is given the constants above, and
 * what is only read and never shown.
 */
export function trusted(text: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('surfly-session-replica', { createHTML: (html) => html });
  return policy ? policy.createHTML(text) : text;
}

/** A frame in which no script runs, and whose document we can build. */
export function createSandbox(document: Document): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  makeSandbox(frame);
  // Nobody's Tab key leads into a picture.
  frame.setAttribute('tabindex', '-1');
  return frame;
}

export function makeSandbox(frame: Element): void {
  frame.setAttribute('sandbox', 'allow-same-origin');
}

/** @returns the document, or an empty one in no frame where it reads styles otherwise than in the given mode */
export function documentLike(document: Document, mode: number): Document {
  const isQuirky = mode === DocumentMode.quirks;
  if (isQuirky === (document.compatMode === 'BackCompat')) return document;
  return new DOMParser().parseFromString(trusted(DOCTYPES[mode] ?? '<!DOCTYPE html>'), 'text/html');
}

/** An empty document in a frame that is in a document, in the given mode, under the policy. */
export function blankDocument(frame: HTMLIFrameElement, mode: number): Document {
  const document = frame.contentDocument;
  if (!document) throw new Error('A frame is in no document.');
  document.open();
  document.write(trusted((DOCTYPES[mode] ?? '<!DOCTYPE html>') + HEAD));
  document.close();
  document.documentElement.remove();
  return document;
}
