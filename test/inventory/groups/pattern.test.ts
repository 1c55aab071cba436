import { expect, test } from "vitest";
import { patternFor } from "../../../inventory/groups/pattern.ts";
import { compileRe2 } from "../../../inventory/yaml/re2.ts";

test("the pattern for an address finds that address only", () => {
  const text = patternFor("a.b+c@kubernetes.io");
  expect(text).toBe("^a\\.b\\+c@kubernetes\\.io$");
  const expression = compileRe2(text);
  if ("fault" in expression) throw new Error(expression.fault);
  const tested = ["a.b+c@kubernetes.io", "a.b+c@kubernetes-io"].map((text) => expression.test(text));
  expect(tested).toEqual([true, false]);
});
