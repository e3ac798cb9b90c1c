/** A box in CSS pixels of the leader's viewport. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Mark extends Box {
  color: string;
  /** The caret. All others are text that is selected, which shows through. */
  solid: boolean;
}

/** Boxes over the picture, where it cannot show by itself what is selected. */
export class Marks {
  readonly element: HTMLElement;

  constructor(document: Document) {
    this.element = document.createElement('div');
    Object.assign(this.element.style, {
      position: 'absolute',
      inset: '0',
      overflow: 'hidden',
      pointerEvents: 'none',
      zIndex: '1',
    });
  }

  show(marks: readonly Mark[]): void {
    const { element } = this;
    while (element.childElementCount > marks.length) element.lastElementChild?.remove();
    for (const [i, { left, top, right, bottom, color, solid }] of marks.entries()) {
      const box = element.children[i] ?? element.ownerDocument.createElement('div');
      Object.assign((box as HTMLElement).style, {
        position: 'absolute',
        left: `${left}px`,
        top: `${top}px`,
        width: `${right - left}px`,
        height: `${bottom - top}px`,
        background: color,
        opacity: solid ? '1' : '0.4',
      });
      if (!box.parentNode) element.append(box);
    }
  }
}
