import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyEdit } from "../../../../cli/edits/apply/applyEdit.ts";
import { UserError } from "../../../../terminal/userError.ts";
import { Checkout } from "../../../support/checkout.ts";

/** A checkout with a file, a person, and a hook that refuses. */
function checkoutWith(hook: string): Checkout {
  const checkout = new Checkout();
  checkout.commit({ file: "old\n" });
  checkout.git("config", "user.name", "Ada");
  checkout.git("config", "user.email", "ada@example.com");
  const script = "#!/bin/sh\necho 'error: the hook refuses' >&2\nexit 1\n";
  writeFileSync(join(checkout.folder, ".git/hooks", hook), script, { mode: 0o755 });
  return checkout;
}

test.each([
  ["post-checkout", "switch"],
  ["pre-commit", "commit"],
])(
  "when a %s hook refuses, branch and files are as before, and the error has the hook's words",
  (hook, command) => {
    for (const detached of [false, true]) {
      const checkout = checkoutWith(hook);
      if (detached) checkout.write({ ".git/HEAD": `${checkout.git("rev-parse", "HEAD")}\n` });
      const state = () => [
        checkout.git("rev-parse", "--abbrev-ref", "HEAD"),
        checkout.git("rev-parse", "HEAD"),
        checkout.git("for-each-ref", "--format=%(refname)"),
        checkout.git("status", "--porcelain"),
      ];
      const before = state();
      const edits = new Map([
        ["file", "new\n"],
        ["folder/more", "more\n"],
      ]);
      expect(() => applyEdit(checkout.folder, edits, { branch: "change", commit: true }, "Change")).toThrow(
        new UserError(`git ${command} failed: the hook refuses\nNothing was written.`),
      );
      expect(state()).toEqual(before);
    }
  },
);
