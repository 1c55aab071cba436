import { setTimeout as sleep } from "node:timers/promises";

/**
 * Lets one request at a time begin, at least so many milliseconds after the one before. A pause asked for by the
 * registry holds for all of them.
 */
export class Pace {
  readonly #interval: number;
  #turn: Promise<void> = Promise.resolve();
  #next = 0;

  constructor(perSecond: number) {
    this.#interval = 1000 / perSecond;
  }

  /** Resolves when a request may begin. */
  async wait(): Promise<void> {
    const before = this.#turn;
    let done: () => void = () => undefined;
    this.#turn = new Promise((resolve) => (done = resolve));
    await before;
    // A timer may fire early, and the pause may have grown meanwhile.
    for (let left = this.#left(); left > 0; left = this.#left()) await sleep(Math.ceil(left));
    this.#next = performance.now() + this.#interval;
    done();
  }

  /** No request begins within the next milliseconds. */
  pause(milliseconds: number): void {
    this.#next = Math.max(this.#next, performance.now() + milliseconds);
  }

  #left(): number {
    return this.#next - performance.now();
  }
}
