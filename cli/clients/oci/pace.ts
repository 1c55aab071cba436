import { setTimeout as sleep } from "node:timers/promises";

/** Maximum concurrent requests to a registry, as many as kpromo's threads (facts/upstream.md §7, Limits). */
const maxOpen = 20;

/** Limits the rate and the concurrency of requests to a registry. A pause that the registry asks for applies to all. */
export class Pace {
  readonly #interval: number;
  readonly #waiting: (() => void)[] = [];
  #turn: Promise<void> = Promise.resolve();
  #next = 0;
  #open = 0;

  constructor(perSecond: number) {
    this.#interval = 1000 / perSecond;
  }

  /** Resolves when a request may start. Call {@link leave} when it has ended. */
  async enter(): Promise<void> {
    if (this.#open >= maxOpen) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#open += 1;
    await this.turn();
  }

  /** Passes the place of a finished request to a waiting one. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#open -= 1;
    else next();
  }

  /** Resolves when another request may start in the place of the one that has entered. */
  async turn(): Promise<void> {
    const before = this.#turn;
    let done: () => void = () => undefined;
    this.#turn = new Promise((resolve) => (done = resolve));
    await before;
    // A timer may fire early, and the pause may have been extended meanwhile.
    for (let left = this.#left(); left > 0; left = this.#left()) await sleep(Math.ceil(left));
    this.#next = performance.now() + this.#interval;
    done();
  }

  /** Delays all requests for at least this long. */
  pause(milliseconds: number): void {
    this.#next = Math.max(this.#next, performance.now() + milliseconds);
  }

  #left(): number {
    return this.#next - performance.now();
  }
}
