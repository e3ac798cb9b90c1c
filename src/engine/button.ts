import type { Surfly } from '../surfly/api.js';
import { buttonTexts } from './texts/english.js';
import { loadTexts } from './texts/texts.js';

/** Starts a session as the button does, if the page has none. */
export type StartFromUi = (settings: Record<string, unknown>) => void;

const STYLES = `
  .surfly-button {
    position: fixed; inset-block-end: 24px; inset-inline-start: 24px; z-index: 2147483000;
    padding: 12px 20px; border: 0; border-radius: 24px; cursor: pointer;
    font: 600 16px/1.25 system-ui, sans-serif; color: #fff; background: #1f5fbf;
    box-shadow: 0 2px 12px rgb(0 0 0 / 25%);
  }
  .surfly-button:focus-visible { outline: 3px solid #1f5fbf; outline-offset: 3px; }
  .surfly-button-bottomright { inset-inline: auto 24px; }
  .surfly-button-middleright { inset-inline: auto 24px; inset-block-end: 50%; }
  .surfly-button-hidden { display: none; }
`;

/**
 * The default support button: a click starts a session. It hides while no agent is available, unless `autohide_button` is
 * false. Source: page "Surfly", `Surfly.button()`, of the Surfly documentation.
 */
export async function showButton(
  surfly: Surfly,
  base: string,
  settings: Record<string, unknown>,
  start: StartFromUi,
): Promise<void> {
  if (settings['hidden'] === true || document.querySelector('.surfly-button')) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'surfly-button';
  if (typeof settings['position'] === 'string') {
    button.classList.add(`surfly-button-${settings['position'].replace(/\W/g, '')}`);
  }
  const show = (available: boolean) => {
    const visible = available || settings['autohide_button'] === false;
    button.classList.toggle('surfly-button-visible', visible);
    button.classList.toggle('surfly-button-hidden', !visible);
  };
  show(surfly.agentAvailable);
  surfly.on('agent_status', (_surfly, event) => show(event.available));
  button.addEventListener('click', () => start(settings));
  button.hidden = true;
  document.body.append(button);
  const spoken = await loadTexts(base, settings['language']);
  button.textContent = (spoken?.button ?? buttonTexts).help;
  if (spoken) button.lang = spoken.code;
  button.hidden = false;
}

/** CTRL+ENTER starts a session too, unless `stealth_mode` is false. */
export function listenToKeys(settings: () => Record<string, unknown>, start: StartFromUi): void {
  addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !event.ctrlKey || event.repeat || !event.isTrusted) return;
    // Where somebody writes these keys send it, and a page may have a use for them of its own.
    const now = settings();
    if (event.defaultPrevented || isEditable(event)) return;
    if (now['widget_key'] && now['stealth_mode'] !== false) start(now);
  });
}

function isEditable(event: Event): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/.test(target.localName))
  );
}
