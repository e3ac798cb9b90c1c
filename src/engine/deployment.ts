/**
 * Where this script came from decides everything else: the relay, the pages behind the links and the parts that are
 * loaded when a session starts all live beside it.
 */
export interface Deployment {
  /** Folder of the script, with a slash at its end. */
  base: string;
  /** Address of the relay's WebSocket. */
  relay: string;
}

/** @param script - absolute URL of this script */
export function deploymentOf(script: string): Deployment {
  const base = new URL('.', script).href;
  return { base, relay: new URL('relay', base).href.replace(/^http/, 'ws') };
}
