import { expect, test } from "vitest";
import { alikeViolations } from "../../../../cli/review/report/fold.ts";

test("at most three violations of a rule are shown, and the others are counted", () => {
  const of = (rule: string, ...names: string[]) => names.map((name) => ({ rule, name }));
  const folded = alikeViolations([...of("a", "1", "2"), ...of("b", "3"), ...of("a", "4", "5", "6")]);
  expect(folded).toEqual([
    { shown: of("a", "1", "2", "4"), more: 2 },
    { shown: of("b", "3"), more: 0 },
  ]);
});
