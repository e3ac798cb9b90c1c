import type { InitResult, Surfly } from '../surfly/api.js';
import { withClassicNames } from '../surfly/settings.js';
import { watchAgents } from './availability.js';
import { listenToKeys, showButton, type StartFromUi } from './button.js';
import { deploymentOf } from './deployment.js';
import { Emitter } from './emitter.js';
import { jsonObject } from './json.js';
import { takeHandover } from './links.js';
import { missingFeature } from './requirements.js';
import { Session, type SessionContext } from './session.js';
import { storedSessions } from './storage.js';

/**
 * The `Surfly` of an ordinary page. Source: page "Surfly" of the Surfly documentation.
 *
 * @param surfly - the object to fill in: the loader snippet's stub where the page has one, so that who holds it keeps it
 * @param script - absolute URL of this script
 */
export function outsideSurfly(surfly: Partial<Surfly>, script: string): Surfly {
  const deployment = deploymentOf(script);
  const emitter = new Emitter();
  const sessions = new Set<Session>();
  let defaults: Record<string, unknown> = {};
  let available = false;
  let initialised: Promise<InitResult> | null = null;
  let watched: string | undefined;

  const api = surfly as Surfly;
  const context: SessionContext = {
    deployment,
    announce: (session, event, payload) => emitter.emit(event, session, payload),
    agentAvailable: () => available,
    availability: setAvailable,
    over: (session) => void sessions.delete(session),
  };

  function setAvailable(now: boolean): void {
    if (now === available) return;
    available = now;
    emitter.emit('agent_status', api, { available });
    for (const session of sessions) session.agentStatus(available);
  }

  /** Resolves with what the relay says to the widget key; no key is fine for a page that only opens links. */
  function watch(widgetKey: string): Promise<InitResult> {
    const fine = { success: true, errorMsg: null };
    if (widgetKey === '' || widgetKey === watched) return Promise.resolve(fine);
    watched = widgetKey;
    let settled = false;
    return new Promise((resolve) => {
      watchAgents({
        relay: deployment.relay,
        widgetKey,
        accepted: (now) => {
          // The first word is the state, not a change.
          if (!settled) available = now;
          else setAvailable(now);
          settled = true;
          resolve(fine);
        },
        changed: setAvailable,
        refused: (errorMsg) => {
          watched = undefined;
          setAvailable(false);
          resolve({ success: false, errorMsg });
        },
        // As documented, success is about the browser: the network is `testConnection`'s business.
        unreachable: () => {
          settled = true;
          setAvailable(false);
          resolve(fine);
        },
      });
    });
  }

  async function start(settings: Record<string, unknown>): Promise<InitResult> {
    const missing = missingFeature();
    if (missing) return { success: false, errorMsg: missing };
    defaults = settings;
    const key = settings['widget_key'];
    const watching = watch(typeof key === 'string' ? key : '');
    // Whoever asks for the sessions once the answer is there hears what they tell.
    restore(watching.then(() => new Promise((resolve) => setTimeout(resolve))));
    listenToKeys(() => defaults, startFromUi);
    return watching;
  }

  /** Sessions that a reload interrupted, and a leader link that led to this page. */
  function restore(heard: Promise<unknown>): void {
    for (const stored of storedSessions()) {
      if (stored.role === 'leader') sessions.add(Session.restore(context, stored, heard));
    }
    const link = takeHandover(deployment.base);
    if (link) sessions.add(new Session(context, { ...defaults }, link, heard).startLeader());
  }

  /** What the documents say of the default of `block_until_agent_joins` they say of the button. */
  const startFromUi: StartFromUi = (settings) => {
    if (sessions.size > 0) return;
    api.session({ block_until_agent_joins: true, ...settings }).startLeader();
  };

  const members: Surfly = {
    isInsideSession: false,
    currentSession: null,
    get agentAvailable() {
      return available;
    },
    get initialised() {
      return initialised;
    },
    init(settings, callback) {
      // Some pages pass the callback alone.
      const ready = typeof settings === 'function' ? (settings as typeof callback) : callback;
      if (initialised) {
        console.warn(
          'Surfly.init() was called again; once per page is enough. Its settings are left out.',
        );
      }
      const given = typeof settings === 'function' ? {} : jsonObject('the settings', settings);
      initialised = initialised
        ? initialised.then((result) => (result.success ? result : start(withClassicNames(given))))
        : start(withClassicNames(given));
      void initialised.then((result) => {
        try {
          ready?.(result);
        } catch (error) {
          reportError(error);
        }
      });
    },
    listSessions: () => [...sessions],
    on(eventName: string, callback: unknown) {
      emitter.on(eventName, callback);
      return api;
    },
    session(settings, sessionUrl) {
      const own = withClassicNames(jsonObject('the settings', settings));
      const session = new Session(context, { ...defaults, ...own }, sessionUrl);
      sessions.add(session);
      return session;
    },
    button(settings) {
      const own = withClassicNames(jsonObject('the settings', settings));
      void showButton(api, deployment.base, { ...defaults, ...own }, startFromUi);
    },
    testConnection(callback) {
      const test = watchAgents({
        relay: deployment.relay,
        widgetKey: typeof defaults['widget_key'] === 'string' ? defaults['widget_key'] : '',
        accepted: () => report({ success: true, errorMsg: null }),
        changed: () => undefined,
        refused: (errorMsg) => report({ success: false, errorMsg }),
        unreachable: () =>
          report({
            success: false,
            errorMsg: `The relay at ${deployment.relay} cannot be reached.`,
          }),
      });
      const report = (result: InitResult) => {
        test.close();
        callback(result);
      };
    },
  };
  Object.defineProperties(surfly, Object.getOwnPropertyDescriptors(members));
  return api;
}
