import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { expect, test } from "vitest";
import { followEvents } from "../../../engine/operation/followEvents.ts";
import { testFolder } from "../../support/infra.ts";

test("events arrive while the engine writes them, and whole even if its writes split them", async () => {
  const file = join(testFolder(), "up.jsonl");
  const seen: number[] = [];
  const following = followEvents(file, (event: EngineEvent) => seen.push(event.sequence));
  writeFileSync(file, '{"sequence":1}\n{"sequ');
  while (seen.length < 1) await delay(10);
  appendFileSync(file, 'ence":2,"stdoutEvent":{"message":"…"}}\n');
  while (seen.length < 2) await delay(10);
  appendFileSync(file, '{"sequence":3}\n');
  expect(await following.end()).toBe("");
  expect(seen).toEqual([1, 2, 3]);
});

test("lines that are not events are returned, and a truncated last line is dropped", async () => {
  const file = join(testFolder(), "up.jsonl");
  writeFileSync(file, 'error: something\n{"sequence":1}\n\n{"sequence":');
  const seen: number[] = [];
  const following = followEvents(file, (event: EngineEvent) => seen.push(event.sequence));
  expect(await following.end()).toBe("error: something\n");
  expect(seen).toEqual([1]);
});

test("a partial event, as a full disk leaves it, is not an event and does not stop later ones", async () => {
  const file = join(testFolder(), "up.jsonl");
  const half = `{"sequence":2,"a":"${"b".repeat(2000)}`;
  writeFileSync(file, `{"sequence":1}\n${half}{"sequence":3}\n{"sequence":4}\n`);
  const seen: number[] = [];
  const following = followEvents(file, (event: EngineEvent) => seen.push(event.sequence));
  expect(await following.end()).toBe(`${half.slice(0, 1000)}\n`);
  expect(seen).toEqual([1, 4]);
});

test("an engine that wrote nothing yields no output", async () => {
  expect(await followEvents(join(testFolder(), "none"), () => undefined).end()).toBe("");
});
