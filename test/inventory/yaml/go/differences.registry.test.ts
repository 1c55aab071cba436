import { expect, test } from "vitest";
import { differences } from "../../../support/goDifferences.ts";

test("no file that passes here is refused or read otherwise by the program in Go that it is for", () => {
  const { accepted, found } = differences(5000);
  expect(found).toEqual([]);
  expect(accepted).toBeGreaterThan(400);
}, 300_000);
