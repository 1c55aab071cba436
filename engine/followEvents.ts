import { createReadStream, existsSync, statSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";

/** How often the log is looked at, in milliseconds. */
const INTERVAL = 100;

/** What is no event is for a person to read, in characters. */
const LONGEST = 1000;

/**
 * Follows the file that the engine writes its events to, one JSON object a line. `end()` reads what is left once the
 * engine has stopped, and gives the lines that are no events.
 */
export function followEvents(file: string, onEvent: (event: EngineEvent) => void) {
  const ended = new AbortController();
  let offset = 0;
  let rest = "";

  async function readNew(): Promise<void> {
    if (!existsSync(file) || statSync(file).size <= offset) return;
    // A line that is not finished yet is read again, whole, the next time.
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

/** Undefined for half an event, which a full disk leaves; its number is then missing among the others. */
function parsed(line: string): EngineEvent | undefined {
  try {
    return JSON.parse(line) as EngineEvent;
  } catch {
    return undefined;
  }
}
