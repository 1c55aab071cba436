import { expect, test } from "vitest";
import { pause } from "../../../engine/operation/pause.ts";

test("a wait ends by itself, or at once when somebody interrupts it", async () => {
  const listening = process.listenerCount("SIGINT");
  expect(await pause(0.01)).toBe(true);
  const waiting = pause(600);
  process.emit("SIGINT");
  expect(await waiting).toBe(false);
  expect(process.listenerCount("SIGINT")).toBe(listening);
});
