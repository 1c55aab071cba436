import { valueOf } from "../yaml/values.ts";
import { error, type Diagnostic } from "../yaml/diagnostics.ts";
import type { Group } from "../groups/types.ts";
import { nearest } from "../../terminal/nearest.ts";
import { parse } from "../yaml/parse.ts";
import { PROJECT } from "../../boot/root.ts";
import type { Tree } from "../yaml/tree.ts";
import { STACKS, stackFileOf } from "../stacks.ts";

/** The configuration keys whose value is a group. */
const GROUP_KEYS = [`${PROJECT}:artifactAdmins`];

/**
 * Checks that the groups named in the stack files are declared. Roles are bound to them in every project, so a typo
 * would fail all deployments (facts/upstream.md §10, row 7).
 *
 * @param folder the folder of the stack files
 */
export function checkStackGroups(groups: readonly Group[], folder: Tree): Diagnostic[] {
  const emails = groups.filter(({ state }) => state === "active").map(({ email }) => email);
  return STACKS.flatMap((stack) => {
    const source = folder.read(stackFileOf(stack));
    if ("rule" in source) return [source];
    const { data, diagnostics } = parse(source, "config");
    if (data === undefined) return diagnostics;
    return GROUP_KEYS.flatMap((key) => {
      const email = valueOf(data.value, ["config", key]);
      if (typeof email !== "string" || emails.includes(email)) return [];
      const near = nearest(email, emails);
      const message = `${key} names the group ${email}, which is not declared`;
      const hint = near === undefined ? "declare the group below groups/" : `did you mean ${near}?`;
      return [error("stack-group", data.valueAt(["config", key]), message, hint)];
    });
  });
}
