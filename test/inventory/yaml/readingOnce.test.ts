import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readingOnce } from "../../../inventory/yaml/tree.ts";
import { testFolder } from "../../support/infra.ts";

test("what is read once is judged by the limit of each reader", () => {
  const folder = testFolder();
  const path = join(folder, "a.yaml");
  const open = readingOnce();
  const read = (limit: number) => open(folder, "data").read("a.yaml", limit);
  writeFileSync(path, "abc");
  expect(read(2)).toMatchObject({ message: "the file has 3 bytes, at most 2 are read", file: "data/a.yaml" });
  expect(read(3)).toMatchObject({ text: "abc" });
  writeFileSync(path, "other");
  expect(read(3)).toMatchObject({ text: "abc" });
  expect(read(2)).toMatchObject({ rule: "file-too-large" });
});
