import { html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { controlSettings } from '../surfly/control-settings.js';
import type { SessionHost } from './host.js';
import type { SessionController } from './session-controller.js';
import type { Language } from './language.js';
import { fill } from './strings.js';
import { viewerName, type Texts } from './texts.js';

const button = (label: string, action?: (event: Event) => void, busy = false, look = '') =>
  // Not `disabled`, which would take the focus away.
  html`<button
    part="button"
    class=${look}
    aria-disabled=${ifDefined(busy ? 'true' : undefined)}
    @click=${action}
  >
    ${label}
  </button>`;

/** The shadow root's content. */
export function view(
  host: SessionHost,
  session: SessionController,
  { code }: Language,
  texts: Texts,
) {
  const { strings, leader, insideSession, running, active, notice, busy } = session;
  const failed = session.state === 'failed';
  const may = controlSettings(session.session?.settings, host.settings);

  /** Whether the page has content of its own for a slot: that is shown even when there is nothing to tell. */
  const own = (name: string) => !!host.querySelector(`:scope > [slot=${name}]`);
  /** A slot in its part. `press` is called for buttons in it, ours or the page's. */
  const slot = (name: string, off: boolean, content: unknown, look = '', press?: () => void) => {
    const click = (event: Event) => {
      const path = event.composedPath() as Partial<Element>[];
      if (path.some((node) => node.matches?.('button,[role=button]'))) press?.();
    };
    // eslint-disable-next-line lit-a11y/click-events-have-key-events -- only buttons in it are listened to, and keys press those
    return html`<div part=${name} class=${look} ?hidden=${off} @click=${click}>
      <slot name=${name} @slotchange=${() => host.requestUpdate()}>${content}</slot>
    </div>`;
  };
  const fact = (name: string, text: string, look?: string) =>
    slot(name, !text && !own(name), text, look);

  return html`<div
      class="base"
      part="base"
      lang=${code}
      dir=${ifDefined(code === 'ar' ? 'rtl' : undefined)}
    >
      ${slot(
        'notice',
        !notice,
        html`<span>${texts.notice}</span> ${
            failed || notice?.code === 'not_shareable'
              ? button(strings.retry, () => session.retry())
              : nothing
          }`,
        'notice row',
      )}
      <slot name="window"></slot>
      ${active && !insideSession && texts.phase ? invitation(session, texts) : nothing}
      <div class="row" part="bar">
        <div class="status row" part="status">
          ${active ? nothing : texts.phase}
          ${fact('agent-availability', texts.agents, session.agentAvailable ? 'dot on' : 'dot')}
          ${fact('viewer-count', texts.count)}${fact('control-indicator', texts.control)}
        </div>
        <div class="row" part="actions">
          ${
            running && may.allow_control_switching
              ? controls(session, may.agent_can_take_control, may.agent_can_request_control)
              : nothing
          }
          ${slot(
            'start',
            insideSession || running || (failed && !own('start')),
            button(
              busy ? strings.busy : leader ? strings.start : strings.join,
              undefined,
              busy,
              'primary',
            ),
            '',
            () => void session.start().catch(() => {}),
          )}
          ${slot(
            'end',
            !active || !(leader || may.agent_can_end_session),
            button(strings.end),
            '',
            () => session.session?.end(),
          )}
        </div>
      </div>
    </div>
    <div role="status"></div>`;
}

/** How others join while the leader is alone. */
function invitation(session: SessionController, texts: Texts) {
  const { pin, strings } = session;
  const link = session.followerLink;
  const copy = ({ target }: Event) => {
    // Selected as well: copying needs a permission, CTRL+C does not.
    ((target as Element).previousElementSibling as HTMLInputElement).select();
    navigator.clipboard?.writeText(link!).then(
      () => session.confirm('copied'),
      () => {},
    );
  };
  return html`<div class="row" part="invitation">
    <p>${texts.phase}</p>
    ${pin && html`<span>${strings.pin} <b part="pin">${pin}</b></span>`}
    ${
      link &&
      html`<input part="link" readonly aria-label=${strings.link} .value=${link} />${button(
          session.done === 'copied' ? strings.copied : strings.copy,
          copy,
        )}`
    }
  </div>`;
}

/** Giving, asking for and taking back control. */
function controls(session: SessionController, mayTake: boolean, mayAsk: boolean) {
  const { strings, leader, hasControl, viewers } = session;
  const give = (to: number) => () => session.session?.giveControl(to);
  const ask = session.done === 'asked' ? strings.asked : strings.ask;
  const buttons =
    leader && hasControl
      ? viewers.map((viewer) =>
          button(
            fill(strings.give, { name: viewerName(strings, viewer) }),
            give(viewer.clientIndex),
          ),
        )
      : leader || hasControl
        ? button(leader ? strings.takeBack : strings.giveBack, give(0))
        : (mayTake || mayAsk) &&
          button(mayTake ? strings.take : ask, () => session.requestControl());
  return html`<div class="flat" part="control-actions">${buttons || nothing}</div>`;
}
