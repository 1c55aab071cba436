import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { digestsOf } from "../../../engine/workspace/digest.ts";
import { testFolder, writeData } from "../../support/infra.ts";

test("the digest changes only with the content of the data files", () => {
  const folder = testFolder();
  const write = (lines: string[]) => {
    const [, infraFile = "", , groupsFolder = "", , registryFolder = ""] = writeData(folder, {
      "k8s-staging-kind": lines,
    });
    return digestsOf("staging", { infraFile, groupsFolder, registryFolder }, "3.256.0").data;
  };
  const before = write([]);
  expect(write(["state: frozen"])).not.toBe(before);
  expect(write([])).toBe(before);
  writeFileSync(join(folder, "groups", "more.yaml"), "groups: []\n");
  expect(write([])).not.toBe(before);
});
