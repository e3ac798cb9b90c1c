import { Announcer } from './announcer.js';
import { FocusKeeper } from './focus-keeper.js';
import type { SessionHost } from './host.js';
import { Inputs } from './inputs.js';
import { Language } from './language.js';
import { SessionController } from './session-controller.js';
import type { OwnStrings } from './strings.js';

/** What works in an element. */
export class Parts {
  readonly inputs: Inputs = new Inputs((error) => this.session.report(error));
  readonly language: Language;
  readonly session: SessionController;
  readonly focus: FocusKeeper;
  readonly internals: ElementInternals;
  readonly announcer: Announcer;

  /** @param own - the author's texts */
  constructor(host: SessionHost, own: () => OwnStrings) {
    this.language = new Language(host, own);
    this.session = new SessionController(host, this.language, this.inputs);
    this.focus = new FocusKeeper(host);
    this.internals = host.attachInternals();
    this.announcer = new Announcer(() => host.shadowRoot!.querySelector('[role=status]'));
  }
}
