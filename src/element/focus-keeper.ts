import type { ReactiveController, ReactiveControllerHost } from 'lit';

const CONTROLS = 'button,input,a[href],[role=button]';

/** Hands the focus on when the button that has it goes away: the one that takes its place gets it, or the first that there is. */
export class FocusKeeper implements ReactiveController {
  #focused: Element | null | undefined;
  #around: ParentNode | null | undefined;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  /** The first control that can be used now; among those of `around` if there is one. */
  first(around?: ParentNode | null): HTMLElement | undefined {
    const { shadowRoot } = this.host;
    const controls = [around, shadowRoot, this.host].flatMap((root) => [
      ...(root?.querySelectorAll<HTMLElement>(CONTROLS) ?? []),
    ]);
    return controls.find((control) => control.checkVisibility());
  }

  hostUpdate(): void {
    this.#focused = this.host.shadowRoot?.activeElement ?? this.host.querySelector(':focus');
    this.#around = this.#focused?.parentElement;
  }

  hostUpdated(): void {
    if (this.#focused && !this.#focused.checkVisibility()) this.first(this.#around)?.focus();
  }
}
