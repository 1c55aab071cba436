import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { isNamed, type Listing, type NamedDeclaration } from "../declarations.ts";
import type { Declared } from "./declared.ts";

interface Step {
  readonly group: NamedDeclaration;
  /** Index of the listing to follow next. */
  next: number;
}

/**
 * Checks that no group contains itself, directly or indirectly: Google rejects the membership that closes a cycle.
 * Reports each such membership, so that removing them all leaves no cycle. Visits each listing once.
 */
export function checkCycles({ groups }: Declared): Diagnostic[] {
  const named = groups.filter(isNamed).sort((a, b) => (a.email < b.email ? -1 : 1));
  const byEmail = new Map(named.map((group) => [group.email, group]));
  const finished = new Set<string>();
  const found: Diagnostic[] = [];
  for (const start of named) {
    if (finished.has(start.email)) continue;
    // An explicit stack: recursion along a long chain of groups would overflow the call stack.
    const stack: Step[] = [{ group: start, next: 0 }];
    const open = new Map([[start.email, 0]]);
    for (let step = stack.at(-1); step !== undefined; step = stack.at(-1)) {
      const listing = step.group.listings[step.next++];
      if (listing === undefined) {
        open.delete(step.group.email);
        finished.add(step.group.email);
        stack.pop();
        continue;
      }
      const inner = byEmail.get(listing.address);
      if (inner === undefined || finished.has(inner.email)) continue;
      const depth = open.get(inner.email);
      if (depth !== undefined) {
        found.push(
          cycle(
            stack.slice(depth).map(({ group }) => group.email),
            listing,
          ),
        );
      } else {
        open.set(inner.email, stack.length);
        stack.push({ group: inner, next: 0 });
      }
    }
  }
  return found;
}

function cycle(emails: readonly string[], { address, position }: Listing): Diagnostic {
  if (emails.length === 1) {
    return error("group-cycle", position, `${address} contains itself`, "remove it from its own members");
  }
  const message = `groups contain each other: ${[...emails, address].join(" > ")}`;
  return error("group-cycle", position, message, "remove one of these memberships, for example this one");
}
