/** Shows the progress of a long operation: a line that rewrites itself on a terminal, an occasional line elsewhere. */
export interface Progress {
  /** Steps done so far. */
  step(done: number): void;
  end(): void;
}

/** How often a line is printed without a terminal, in milliseconds. */
const LINE_INTERVAL = 10_000;
/** How often the terminal's line is rewritten, in milliseconds. */
const REWRITE_INTERVAL = 100;

/**
 * Starts to show the progress of one operation. `total` is the number of steps, if known.
 *
 * @example startProgress(process.stderr, "staging: up", 2301)  // staging: up 1,204 of 2,301 (14 s)
 */
export function startProgress(stream: NodeJS.WriteStream, label: string, total?: number): Progress {
  const started = performance.now();
  const terminal = stream.isTTY;
  let done = 0;
  const line = () => {
    const count =
      total === undefined
        ? done.toLocaleString("en")
        : `${done.toLocaleString("en")} of ${total.toLocaleString("en")}`;
    return `${label} ${count} (${Math.round((performance.now() - started) / 1000)} s)`;
  };
  const show = () => stream.write(terminal ? `\r\x1b[K${line()}` : `${line()}\n`);
  const timer = setInterval(show, terminal ? REWRITE_INTERVAL : LINE_INTERVAL);
  timer.unref();
  return {
    step(count) {
      done = count;
    },
    end() {
      clearInterval(timer);
      stream.write(terminal ? "\r\x1b[K" : "");
    },
  };
}
