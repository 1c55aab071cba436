import { setTimeout as sleep } from "node:timers/promises";

/** Most requests to a registry at once, as many as kpromo's threads (facts/upstream.md §7, Limits). */
const maxOpen = 20;

/**
 * Lets requests begin one by one, at least so many milliseconds after the one before, and so many of them be open at
 * once. A pause that the registry asks for holds for all of them.
 */
export class Pace {
  readonly #interval: number;
  readonly #waiting: (() => void)[] = [];
  #turn: Promise<void> = Promise.resolve();
  #next = 0;
  #open = 0;

  constructor(perSecond: number) {
    this.#interval = 1000 / perSecond;
  }

  /** Resolves when a request may begin. Call {@link leave} when it has ended. */
  async enter(): Promise<void> {
    if (this.#open >= maxOpen) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#open += 1;
    await this.turn();
  }

  /** The place of a request that has ended goes to one that waits. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#open -= 1;
    else next();
  }

  /** Resolves when one more request may begin, within the one that has entered. */
  async turn(): Promise<void> {
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
