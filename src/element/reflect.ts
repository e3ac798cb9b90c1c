import type { SessionController } from './session-controller.js';
import { controllerName } from './texts.js';

/** Shows the state to style sheets: as custom states on the element, as data attributes on what is in its slots. */
export function reflect(
  host: HTMLElement,
  { states }: ElementInternals,
  session: SessionController,
): void {
  const { state, hasControl, agentAvailable, insideSession, notice } = session;
  const flags = {
    [state]: true,
    'has-control': hasControl,
    'agent-available': agentAvailable,
    'inside-session': insideSession,
  };
  states.clear();
  for (const [name, on] of Object.entries(flags)) if (on) states.add(name);

  const data = {
    state,
    count: session.viewerCount,
    controller: session.controller,
    'controller-name': controllerName(session),
    'has-control': hasControl ? '' : null,
    available: agentAvailable ? '' : null,
    notice: notice?.code,
  };
  for (const node of host.querySelectorAll(':scope > [slot]')) {
    for (const [name, value] of Object.entries(data)) {
      if (value == null) node.removeAttribute(`data-${name}`);
      else node.setAttribute(`data-${name}`, String(value));
    }
  }
}
