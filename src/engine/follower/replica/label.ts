import { DocumentMode } from '../../../protocol/records.js';
import { blankDocument } from './blank-document.js';

/** Says in a frame that its content is not shown. */
export function labelFrame(frame: HTMLIFrameElement, title: string): void {
  if (!frame.contentDocument) return;
  const document = blankDocument(frame, DocumentMode.standards);
  const root = document.createElement('html');
  const body = document.createElement('body');
  const text = document.createElement('p');
  text.textContent = textFor(title);
  Object.assign(root.style, { blockSize: '100%' });
  Object.assign(body.style, {
    boxSizing: 'border-box',
    blockSize: '100%',
    margin: '0',
    padding: '8px',
    display: 'grid',
    placeItems: 'center',
    textAlign: 'center',
    overflow: 'hidden',
    font: '13px/1.3 system-ui, sans-serif',
    color: '#39465a',
    background: 'repeating-linear-gradient(45deg, #eef1f6 0 12px, #e4e8ef 12px 24px)',
  });
  Object.assign(text.style, { margin: '0' });
  body.append(text);
  root.append(body);
  document.append(root);
}

/** What is said in place of what is not shown. */
export function textFor(title: string): string {
  return title ? `Not shared: ${title}` : 'This part of the page is not shared.';
}
