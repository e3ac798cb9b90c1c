import type { Surfly } from '../../surfly/api.js';
import { Emitter } from '../emitter.js';
import type { Host } from './host.js';
import { InsideSession } from './inside-session.js';

/**
 * The `Surfly` of a page that is shown in a session. It starts nothing: the session is there already.
 *
 * @param surfly - the object to fill in: the loader snippet's stub where the page has one
 */
export function insideSurfly(surfly: Partial<Surfly>, host: Host): Surfly {
  const emitter = new Emitter();
  const api = surfly as Surfly;
  const session = new InsideSession(host, (source, event, payload) =>
    // `agent_status` is a global event: its handlers get Surfly itself.
    emitter.emit(event, event === 'agent_status' ? api : source, payload),
  );
  const result = Promise.resolve({ success: true, errorMsg: null });
  let initialised: typeof result | null = null;
  const members: Surfly = {
    isInsideSession: true,
    currentSession: session,
    get agentAvailable() {
      return host.agentAvailable;
    },
    get initialised() {
      return initialised;
    },
    init(settings, callback) {
      const ready = typeof settings === 'function' ? (settings as typeof callback) : callback;
      initialised = result;
      void result.then(ready);
    },
    listSessions: () => [session],
    on(eventName: string, callback: unknown) {
      emitter.on(eventName, callback);
      return api;
    },
    // A page may call `Surfly.session().end()` wherever it is shown.
    session: () => session,
    button: () => undefined,
    testConnection: (callback) => void result.then(callback),
  };
  Object.defineProperties(surfly, Object.getOwnPropertyDescriptors(members));
  return api;
}
