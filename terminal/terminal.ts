import { createInterface } from "node:readline/promises";
import { EXIT, UserError } from "./userError.ts";

/** Where a command shows what it would do, and asks questions. */
export interface Terminal {
  /** True if somebody can answer. */
  readonly interactive: boolean;
  readonly colours: boolean;
  readonly print: (text: string) => void;
  /** Asks for one line. Throws a `UserError` on Ctrl-C and Ctrl-D. */
  readonly ask: (question: string) => Promise<string>;
}

/** The terminal of this process. */
export function ownTerminal(): Terminal {
  const interactive = process.stdin.isTTY && process.stdout.isTTY;
  return {
    interactive,
    colours: process.stdout.isTTY && !process.env.NO_COLOR,
    print: (text) => process.stdout.write(text),
    ask,
  };
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const stop = new AbortController();
  lines.once("close", () => stop.abort());
  lines.once("SIGINT", () => stop.abort());
  try {
    return (await lines.question(question, { signal: stop.signal })).trim();
  } catch {
    throw new UserError("\nNothing was written.", EXIT.interrupted);
  } finally {
    lines.close();
  }
}
