import { expect, test } from "vitest";
import { differences } from "../../../support/goDifferences.ts";
import { buildGoYaml } from "../../../support/goYaml.ts";

test("no file that passes here is refused or read otherwise by the program in Go that it is for", async () => {
  await buildGoYaml();
  const { accepted, found } = differences(500_000);
  expect(found).toEqual([]);
  expect(accepted).toBeGreaterThan(40_000);
}, 7_200_000);
