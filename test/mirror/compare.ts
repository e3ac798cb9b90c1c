/** Compares a page with its replica, node by node. */

const INERT = new Set(['script', 'noscript', 'meta', 'base', 'template', 'param']);
const CHILDLESS = new Set([...INERT, 'style', 'link', 'textarea', 'object', 'embed']);
/** Attributes that are rewritten or left out on purpose; their own tests look at them. */
const REWRITTEN = new Set([
  ...[
    'src',
    'srcset',
    'sizes',
    'href',
    'xlink:href',
    'poster',
    'style',
    'target',
    'action',
    'title',
    'sandbox',
  ],
  ...[
    'srcdoc',
    'loading',
    'autofocus',
    'tabindex',
    'name',
    'background',
    'rel',
    'crossorigin',
    'data',
    'frameborder',
  ],
]);

export interface CompareOptions {
  /** Private parts differ on purpose. */
  except?: (node: Element | Text) => boolean;
  /** Where closed shadow roots are known to the test. */
  shadowOf?: (element: Element) => ShadowRoot | null;
}

/** @returns where the two differ, empty when they do not */
export function differences(
  page: Document,
  copy: Document,
  options: CompareOptions = {},
): string[] {
  const found: string[] = [];
  const say = (path: string, text: string) => {
    if (found.length < 20) found.push(`${path}: ${text}`);
  };
  if (page.compatMode !== copy.compatMode) say('document', `${page.compatMode} ${copy.compatMode}`);
  compareChildren(page, copy, 'document');
  return found;

  function compareChildren(mine: Node, theirs: Node, path: string): void {
    const ours = shown(mine);
    const copies = shown(theirs);
    if (ours.length !== copies.length) {
      say(path, `children [${ours.map(nameOf).join()}] are [${copies.map(nameOf).join()}]`);
      return;
    }
    for (const [i, node] of ours.entries()) compare(node, copies[i] as Node, `${path}/${i}`);
  }

  function compare(mine: Node, theirs: Node, path: string): void {
    if (mine.nodeType !== theirs.nodeType) {
      say(path, `${nameOf(mine)} is ${nameOf(theirs)}`);
      return;
    }
    if (mine.nodeType === 3) {
      if (mine.nodeValue !== theirs.nodeValue && !options.except?.(mine as Text))
        say(path, `"${mine.nodeValue}" is "${theirs.nodeValue}"`);
      return;
    }
    const [element, copied] = [mine as Element, theirs as Element];
    const at = `${path}<${element.localName}>`;
    if (nameFor(element) !== copied.localName) {
      say(at, `is <${copied.localName}>`);
      return;
    }
    if (copied.localName === 'template') return;
    if (element.namespaceURI !== copied.namespaceURI) say(at, `is of ${copied.namespaceURI}`);
    if (options.except?.(element)) return;
    compareAttributes(element, copied, at);
    compareState(element, copied, at);
    if (element.localName === 'iframe') {
      const [inner, innerCopy] = [element, copied].map(
        (one) => (one as HTMLIFrameElement).contentDocument,
      );
      if (inner?.documentElement && innerCopy) compareChildren(inner, innerCopy, `${at}#document`);
      return;
    }
    const shadow = options.shadowOf?.(element) ?? element.shadowRoot;
    if (shadow) {
      if (copied.shadowRoot) compareChildren(shadow, copied.shadowRoot, `${at}#shadow`);
      else say(at, 'has no shadow root');
    }
    if (!CHILDLESS.has(element.localName)) compareChildren(element, copied, at);
  }

  function compareAttributes(mine: Element, theirs: Element, at: string): void {
    const ours = attributesOf(mine);
    const copies = attributesOf(theirs);
    for (const [name, value] of ours) {
      if (copies.get(name) !== value) say(at, `${name}="${value}" is "${copies.get(name)}"`);
    }
    for (const name of copies.keys()) if (!ours.has(name)) say(at, `has ${name} too`);
  }

  function compareState(mine: Element, theirs: Element, at: string): void {
    const ours = stateOf(mine);
    const copied = stateOf(theirs);
    for (const [name, value] of Object.entries(ours)) {
      if (name === 'scroll' && isNear(value as number[], copied[name] as number[])) continue;
      if (JSON.stringify(copied[name]) !== JSON.stringify(value)) {
        say(at, `${name} ${JSON.stringify(value)} is ${JSON.stringify(copied[name])}`);
      }
    }
  }
}

function shown(node: Node): Node[] {
  return [...node.childNodes].filter(({ nodeType }) => nodeType === 1 || nodeType === 3);
}

function nameOf(node: Node): string {
  return node.nodeType === 3 ? `"${node.nodeValue?.slice(0, 12)}"` : node.nodeName.toLowerCase();
}

function nameFor(element: Element): string {
  const { localName } = element;
  if (localName === 'link') {
    return element.matches('[rel~=stylesheet]') ? 'style' : 'template';
  }
  if (INERT.has(localName)) return 'template';
  return ['object', 'embed', 'frame'].includes(localName) ? 'iframe' : localName;
}

function attributesOf(element: Element): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, value } of element.attributes) {
    if (REWRITTEN.has(name) || name.startsWith('on') || name.startsWith('surfly-')) continue;
    if (name === 'value' && element.matches('[type=hidden]')) continue;
    // Which kind of popover it was stands elsewhere in a copy, where none closes another.
    found.set(name, (name === 'popover' && element.getAttribute(`surfly-${name}`)) || value);
  }
  return found;
}

function stateOf(element: Element): Record<string, unknown> {
  const state: Record<string, unknown> = {};
  const field = element as HTMLInputElement & HTMLSelectElement;
  switch (element.localName) {
    case 'input':
      if (['checkbox', 'radio'].includes(field.type)) {
        state['checked'] = field.checked;
        state['indeterminate'] = field.indeterminate;
      } else if (!['hidden', 'file'].includes(field.type)) state['value'] = field.value;
      break;
    case 'textarea':
      state['value'] = field.value;
      break;
    case 'select':
      state['chosen'] = [...field.options].map(({ selected }) => selected);
      break;
    case 'dialog':
      state['open'] = (element as HTMLDialogElement).open;
      // One that has lost the attribute alone is not seen.
      state['modal'] = element.matches(':modal[open]');
      break;
    default:
  }
  if (element.hasAttribute('popover')) state['popover'] = element.matches(':popover-open');
  state['scroll'] = [element.scrollLeft, element.scrollTop];
  return state;
}

/** How far something can be scrolled is not a whole number. */
function isNear(value: number[], copied: number[]): boolean {
  return value.every((one, i) => Math.abs(one - (copied[i] ?? 0)) <= 1);
}
