import { expect, test } from "vitest";
import { wayWords } from "../../../../cli/review/access/wayWords.ts";

test("a way through groups is one phrase, and each account on it another", () => {
  const account = "gcb-builder-kind@k8s-staging-kind.iam.gserviceaccount.com";
  expect(wayWords(["a@kubernetes.io", "b@example.com", account, "c@kubernetes.io"])).toEqual([
    "through a → b@example.com",
    `acting as ${account}`,
    "through c",
  ]);
  expect(wayWords([])).toEqual([]);
});
