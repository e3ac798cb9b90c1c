import { limitKey } from './addresses.js';
import { Budget } from './rate.js';

const TEN_MINUTES = 600_000;
const PER_AGENT = 10;

/** How many wrong PINs are borne. Four digits are soon guessed, so the tries are counted from every side. */
export class PinBudgets {
  readonly #byAddress = new Budget(5, TEN_MINUTES);
  readonly #byWidget = new Budget(20, TEN_MINUTES);

  /** @param byThisAgent - wrong PINs on this agent's connection so far */
  allows(address: string, widgetKey: string, byThisAgent: number): boolean {
    return (
      byThisAgent < PER_AGENT &&
      this.#byAddress.allows(limitKey(address)) &&
      this.#byWidget.allows(widgetKey)
    );
  }

  wrong(address: string, widgetKey: string): void {
    this.#byAddress.spend(limitKey(address));
    this.#byWidget.spend(widgetKey);
  }
}
