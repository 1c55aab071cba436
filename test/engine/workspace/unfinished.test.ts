import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readUnfinished, writeUnfinished } from "../../../engine/workspace/unfinished.ts";
import { testFolder } from "../../support/infra.ts";

test("a run record is read back as written, per stack, and removed when nothing is unfinished", () => {
  const folder = testFolder();
  const record = { since: "2026-11-22T10:00:00.000Z", creating: ["urn:a"], recovering: true };
  writeUnfinished(folder, "staging", record);
  expect(readUnfinished(folder, "staging")).toEqual(record);
  expect(readUnfinished(folder, "prod")).toBeUndefined();
  expect(readdirSync(folder)).toEqual(["staging.json"]);
  writeUnfinished(folder, "staging", undefined);
  expect(readdirSync(folder)).toEqual([]);
});

test("a damaged run record is refused with a remedy", () => {
  const folder = testFolder();
  const file = join(folder, "staging.json");
  for (const text of ["{", "", "null", '{"creating":{}}']) {
    writeFileSync(file, text);
    expect(() => readUnfinished(folder, "staging")).toThrow(
      `${file}, the record of the last run, is damaged: delete it and run \`bin/infra recover staging\`.`,
    );
  }
});
