/** Milliseconds of the page's time that one record may take for reading nodes; as much again goes into writing it down. */
const LONGEST = 8;
/** Nodes between two looks at the clock, and the fewest in a slice: however slow the machine, it gets on. */
const STEP = 128;

/**
 * How much of the page may be read in one go. What does not fit goes into the next record, so that the page's own work, its
 * drawing and its answers to the leader's hand get their turn in between.
 */
export class Slice {
  #end = 0;
  #nodes = 0;
  #over = false;

  begin(): void {
    this.#end = performance.now() + LONGEST;
    this.#nodes = 0;
    this.#over = false;
  }

  /** To be asked for every node. */
  isOver(): boolean {
    if (this.#over) return true;
    this.#nodes += 1;
    if (this.#nodes % STEP === 0) this.#over = performance.now() > this.#end;
    return this.#over;
  }
}
