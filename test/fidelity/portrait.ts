/**
 * What a document is, so that two of them in two browsers can be compared: its nodes, line by line, and how each element is
 * drawn. Both functions run in pages, so they use nothing from outside themselves.
 */

export interface Portrait {
  /** The tree: elements with attributes and state, and texts. */
  lines: string[];
  /** Of each element that has a box: place, size, styles. */
  looks: string[];
}

/** @param isCopy - of a replica, in which some elements have other names */
export function portray(isCopy: boolean): Portrait {
  const INERT = ['script', 'noscript', 'meta', 'base', 'template', 'param'];
  const CHILDLESS = [...INERT, 'style', 'link', 'textarea', 'object', 'embed'];
  const UNTOLD = new Set(
    `src srcset sizes href xlink:href poster style action title sandbox srcdoc loading autofocus tabindex name background
    rel crossorigin data formaction integrity nonce referrerpolicy fetchpriority allow shadowrootmode ping is as frameborder cite`.split(
      /\s+/,
    ),
  );
  const STYLES =
    `display visibility opacity color background-color background-size background-position background-repeat
    background-image border-image-source list-style-image mask-image clip-path filter backdrop-filter mix-blend-mode transform
    font-family font-size font-weight font-style line-height letter-spacing text-align text-decoration-line text-transform
    white-space text-overflow position overflow-x overflow-y z-index float border-top-width border-top-style border-top-color
    border-left-width border-bottom-color border-top-left-radius box-shadow padding-left padding-top margin-left margin-top
    flex-direction justify-content align-items grid-template-columns gap object-fit vertical-align fill stroke stroke-width
    outline-style outline-color cursor appearance direction writing-mode container-type
    view-transition-name scroll-snap-type columns accent-color color-scheme`.split(/\s+/);
  const lines: string[] = [];
  const looks: string[] = [];

  // Pages may have their elements say something else.
  const { get: childNodes } = Object.getOwnPropertyDescriptor(Node.prototype, 'childNodes')!;
  const childrenOf = (node: Node): ChildNode[] =>
    [...(childNodes!.call(node) as NodeListOf<ChildNode>)].filter(
      ({ nodeType }) => nodeType === 1 || nodeType === 3,
    );

  const nameOf = (element: Element): string => {
    const { localName } = element;
    if (isCopy || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') return localName;
    if (localName === 'link') return element.matches('[rel~=stylesheet]') ? 'style' : 'template';
    if (INERT.includes(localName)) return 'template';
    return ['object', 'embed', 'frame'].includes(localName) ? 'iframe' : localName;
  };

  const stateOf = (element: Element): string[] => {
    const state: string[] = [];
    const field = element as HTMLInputElement & HTMLSelectElement & HTMLDialogElement;
    const { type } = element as Element & { type: string };
    switch (element.localName) {
      case 'input':
        if (type === 'checkbox' || type === 'radio') {
          state.push(`checked=${field.checked}`, `mixed=${field.indeterminate}`);
        } else if (type !== 'hidden' && type !== 'file') {
          state.push(`value=${field.value}`);
        }
        break;
      case 'textarea':
        state.push(`value=${field.value}`);
        break;
      case 'select':
        state.push(
          `chosen=${[...field.options].map(({ selected }) => (selected ? 1 : 0)).join('')}`,
        );
        break;
      case 'dialog':
        state.push(`open=${field.open}`, `modal=${element.matches(':modal')}`);
        break;
      default:
    }
    if (element.hasAttribute('popover')) state.push(`popover=${element.matches(':popover-open')}`);
    if (element !== element.ownerDocument.scrollingElement) {
      const { scrollLeft, scrollTop } = element;
      if (scrollLeft || scrollTop) {
        state.push(`scroll=${Math.round(scrollLeft)},${Math.round(scrollTop)}`);
      }
    }
    return state;
  };

  const lookOf = (element: Element, path: string): void => {
    // In place of a canvas only: nobody sees it, though some browsers lay it out.
    if (element.parentElement?.closest('canvas')) return;
    const view = element.ownerDocument.defaultView!;
    const box = Element.prototype.getBoundingClientRect.call(element);
    if (box.width === 0 || box.height === 0) return;
    const round = (value: number) => Math.round(value * 100) / 100;
    const boxText = [box.x, box.y, box.width, box.height].map(round).join();
    const texts = [boxText];
    for (const pseudo of ['', '::before', '::after', '::marker', '::placeholder']) {
      const style = view.getComputedStyle(element, pseudo);
      if (pseudo === '::before' || pseudo === '::after') {
        const content = style.content;
        if (content === 'none' || content === 'normal') continue;
        texts.push(`${pseudo} ${content.replace(/url\([^)]*\)/g, 'url()')}`);
      } else if (pseudo === '::marker' && style.display !== 'list-item') {
        continue;
      } else if (pseudo === '::placeholder' && !element.hasAttribute('placeholder')) continue;
      for (const name of STYLES) {
        // Where a page has come to rest between two of its places, the copy of it stops anywhere.
        const unsnapped = name === 'scroll-snap-type' && element.getAttribute('surfly-unsnapped');
        const value = (unsnapped || style.getPropertyValue(name))
          // Bytes have another address in a picture.
          .replace(/url\((?:"[^"]*"|[^)]*)\)/g, 'url()')
          // Of the choices only the one that the leader's screen took is sent.
          .replace(/image-set\((?:[^()]|\([^)]*\))*\)/g, 'image-set()');
        texts.push(`${pseudo}${name}:${value}`);
      }
    }
    looks.push(`${path} ${texts.join('; ')}`);
  };

  const visit = (node: Node, depth: number, path: string): void => {
    if (node.nodeType === 3) {
      lines.push(`${depth} "${node.nodeValue}"`);
      return;
    }
    if (node.nodeType !== 1) return;
    const element = node as HTMLElement;
    const name = nameOf(element);
    if (name === 'template') {
      lines.push(`${depth} <template>`);
      return;
    }
    const attributes = [...element.attributes]
      .filter(({ name: one, value }) => {
        if (UNTOLD.has(one) || one.startsWith('on') || one.startsWith('surfly-')) return false;
        // Data in attributes may name what is elsewhere.
        return !(one === 'value' && element.matches('[type=hidden]')) && !/url\(/.test(value);
      })
      // Which kind of popover it was stands elsewhere in a replica, where none closes another.
      .map(({ name: one, value }) =>
        one === 'popover' && isCopy
          ? `popover=${element.getAttribute('surfly-popover')}`
          : `${one}=${value}`,
      )
      .sort();
    lines.push(`${depth} <${[name, ...attributes, ...stateOf(element)].join(' ')}>`);
    const at = `${path}>${name}${element.id ? `#${element.id}` : ''}`;
    lookOf(element, at);
    if (name === 'iframe') {
      const inner = (element as HTMLIFrameElement).contentDocument;
      // What is not shared is a notice in the replica.
      const title = inner?.body?.firstElementChild?.textContent ?? '';
      if (inner && !(isCopy && /^(?:Not shared: |This part of the page)/.test(title))) {
        lines.push(`${depth} document ${inner.compatMode}`);
        childrenOf(inner).forEach((child, i) => visit(child, depth + 1, `${at}/[${i}]`));
      }
      return;
    }
    // Of a closed root the page tells nothing: the picture does.
    const isClosed = element.hasAttribute('data-closed');
    if (element.shadowRoot && !isClosed) {
      lines.push(`${depth} shadow`);
      childrenOf(element.shadowRoot).forEach((child, i) =>
        visit(child, depth + 1, `${at}//[${i}]`),
      );
    }
    if (CHILDLESS.includes(element.localName)) return;
    let index = 0;
    for (const child of childrenOf(element)) visit(child, depth + 1, `${at}[${index++}]`);
  };

  lines.push(`mode ${document.compatMode}`, `title ${document.title}`);
  lines.push(
    `viewport ${innerWidth} ${innerHeight} scroll ${Math.round(scrollX)} ${Math.round(scrollY)}`,
  );
  for (const child of document.childNodes) visit(child, 0, '');
  return { lines, looks };
}

/** Whether nothing is on its way any more that would change how the document looks. */
export async function atRest(): Promise<void> {
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
}
