import { createReadStream, existsSync, statSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";

/** How often the log is polled, in milliseconds. */
const INTERVAL = 100;

/** Lines that are not events are for people, and are cut at this length, in characters. */
const LONGEST = 1000;

/**
 * Follows the file that the engine writes its events to, one JSON object per line, and calls `onEvent` for each.
 * `end()` reads the rest once the engine has stopped, and resolves to the lines that are not events.
 */
export function followEvents(file: string, onEvent: (event: EngineEvent) => void) {
  const ended = new AbortController();
  let offset = 0;
  let rest = "";

  async function readNew(): Promise<void> {
    if (!existsSync(file) || statSync(file).size <= offset) return;
    // An incomplete line is read again, as a whole, the next time.
    const bytes = await buffer(createReadStream(file, { start: offset }));
    const complete = bytes.lastIndexOf(0x0a) + 1;
    offset += complete;
    for (const line of bytes.subarray(0, complete).toString("utf8").split("\n")) {
      const event = line.startsWith("{") ? parsed(line) : undefined;
      if (event !== undefined) onEvent(event);
      else if (line !== "") rest += `${line.slice(0, LONGEST)}\n`;
    }
  }

  const following = (async () => {
    while (!ended.signal.aborted) {
      await readNew();
      await delay(INTERVAL);
    }
    await readNew();
    return rest;
  })();
  return {
    end: (): Promise<string> => {
      ended.abort();
      return following;
    },
  };
}

/** Returns undefined for a truncated event, left by a full disk; the sequence numbers then have a gap. */
function parsed(line: string): EngineEvent | undefined {
  try {
    return JSON.parse(line) as EngineEvent;
  } catch {
    return undefined;
  }
}
