/** What a page sees of an event, in as much as pages read it. */
export interface Note {
  type: string;
  on: string;
  more: string;
  /** Where the mouse was, in the event's own window. */
  at?: [number, number];
}

/** Of these a browser sends as many as it likes. */
export const MOVES = new Set([
  'pointermove',
  'mousemove',
  'touchmove',
  'drag',
  'dragover',
  'wheel',
]);

export function noteOf(event: Event): Note | undefined {
  const [target] = event.composedPath();
  if (!target || !('localName' in target)) return undefined;
  const note: Note = { type: event.type, on: nameOf(target as Element), more: moreOf(event) };
  if ('clientX' in event) {
    const { clientX, clientY } = event as MouseEvent;
    note.at = [clientX, clientY];
  }
  return note;
}

export function nameOf(node: Node): string {
  const { id, localName } = node as Element;
  if (id) return `#${id}`;
  if (localName) return localName;
  return node.parentNode ? `text in ${nameOf(node.parentNode)}` : '#document';
}

function moreOf(event: Event): string {
  const parts: unknown[] = [event.constructor.name];
  const flags = ['bubbles', 'cancelable', 'composed'] as const;
  parts.push(flags.filter((flag) => event[flag]).join(' '));
  const read = (...names: string[]) => {
    for (const name of names) {
      const value = (event as unknown as Record<string, unknown>)[name];
      if (value !== undefined)
        parts.push(`${name}=${typeof value === 'string' ? JSON.stringify(value) : String(value)}`);
    }
  };
  const modifiers = ['shiftKey', 'ctrlKey', 'altKey', 'metaKey'].filter(
    (name) => (event as unknown as Record<string, unknown>)[name] === true,
  );
  if (modifiers.length > 0) parts.push(modifiers.join(' '));
  read('button', 'buttons', 'pointerType', 'deltaX', 'deltaY', 'deltaMode');
  if (/^pointer/.test(event.type)) read('isPrimary');
  if ('key' in event) read('which');
  read('key', 'code', 'keyCode', 'charCode', 'location', 'repeat', 'isComposing');
  read('inputType', 'data', 'oldState', 'newState', 'command');
  if ('detail' in event) read('detail');
  const { relatedTarget, submitter, dataTransfer, clipboardData, touches } =
    event as unknown as Record<
      'relatedTarget' | 'submitter' | 'dataTransfer' | 'clipboardData' | 'touches',
      unknown
    >;
  if (relatedTarget) parts.push(`relatedTarget=${nameOf(relatedTarget as Element)}`);
  if (submitter) parts.push(`submitter=${nameOf(submitter as Element)}`);
  if (dataTransfer) {
    const { types, effectAllowed, dropEffect } = dataTransfer as DataTransfer;
    parts.push(`dataTransfer=${[...types].sort().join()} ${effectAllowed} ${dropEffect}`);
  }
  if (clipboardData)
    parts.push(`clipboard=${(clipboardData as DataTransfer).getData('text/plain')}`);
  if (touches) parts.push(`touches=${(touches as TouchList).length}`);
  return parts.filter((part) => part !== '').join(' ');
}
