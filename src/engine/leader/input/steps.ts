/**
 * What a hand does is several events. Between two of a browser's own, the promises of the page have their turn (HTML Standard,
 * "clean up after running script"): there frameworks draw what the first has changed, and the second finds it drawn. Events that
 * a script dispatches follow each other at once. So an action is carried out in steps, with a pause after each event.
 */
export type Steps<T> = Generator<undefined, T, void>;

/** Of how many promises in a row, each made by the one before, the page sees the end before the next event. */
const IN_A_ROW = 32;

/** Carries out the steps, and lets the promises of the page have their turn after each. No task comes between. */
export async function oneByOne<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    for (let turn = 0; turn < IN_A_ROW; turn++) await Promise.resolve();
  }
}

/** Carries out the steps without a pause: nobody is there to wait for. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * Dispatches an event.
 * @returns false where the page called `preventDefault()`, be it once a promise was kept
 */
export function* tell(target: EventTarget, event: Event): Steps<boolean> {
  target.dispatchEvent(event);
  yield;
  return !event.defaultPrevented;
}
