import { expect, test } from "vitest";
import { diffOf } from "../../../../cli/edits/apply/diff.ts";

const files = [{ path: "a", before: "x\nkept\n", after: "y\nkept\n" }];

test("a diff is plain, or colored as git colors it", () => {
  expect(diffOf(files, false)).toBe("--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n-x\n+y\n kept\n");
  expect(diffOf(files, true)).toBe(
    "\x1b[1m--- a/a\x1b[22m\n\x1b[1m+++ b/a\x1b[22m\n\x1b[36m@@ -1,2 +1,2 @@\x1b[39m\n\x1b[31m-x\x1b[39m\n\x1b[32m+y\x1b[39m\n kept\n",
  );
});
