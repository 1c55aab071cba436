import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRunRecord, writeRunRecord } from "../../../engine/runRecord.ts";
import { testFolder } from "../../support/infra.ts";

test("a record is read as it was written, per stack, and is empty before that", () => {
  const folder = testFolder();
  const record = { unfinished: { since: "2026-11-22T10:00:00.000Z", creating: ["urn:a"] } };
  writeRunRecord(folder, "staging", record);
  expect(readRunRecord(folder, "staging")).toEqual(record);
  expect(readRunRecord(folder, "prod")).toEqual({});
  expect(readdirSync(folder)).toEqual(["staging.json"]);
});

test("a damaged record is refused with the remedy", () => {
  const folder = testFolder();
  const file = join(folder, "staging.json");
  writeFileSync(file, "{");
  expect(() => readRunRecord(folder, "staging")).toThrow(
    `${file} is damaged, which says what the last run left behind: delete it and run \`bin/infra recover staging\`.`,
  );
});
