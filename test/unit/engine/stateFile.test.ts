import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pendingCreations } from "../../../engine/stateFile.ts";
import { testFolder } from "../../support/infra.ts";

test("creations that an engine had begun are told from its other operations", () => {
  const file = join(testFolder(), "staging.json");
  const pending = (type: string, urn: string) => ({ type, resource: { urn } });
  const latest = { pending_operations: [pending("creating", "urn:a"), pending("updating", "urn:b")] };
  writeFileSync(file, JSON.stringify({ version: 3, checkpoint: { latest } }));
  expect(pendingCreations(file, "staging")).toEqual(["urn:a"]);
});

test("a stack that was never applied has begun nothing", () => {
  const file = join(testFolder(), "staging.json");
  writeFileSync(file, JSON.stringify({ version: 3, checkpoint: { stack: "staging" } }));
  expect(pendingCreations(file, "staging")).toEqual([]);
});
