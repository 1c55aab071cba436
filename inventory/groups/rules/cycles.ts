import type { Diagnostic } from "../../diagnostics.ts";
import { error } from "../../diagnostics.ts";
import type { Listing, NamedDeclaration } from "../declarations.ts";
import { isNamed } from "../declarations.ts";
import type { Declared } from "./declared.ts";

interface Step {
  readonly group: NamedDeclaration;
  /** Of its listings, the next to follow. */
  next: number;
}

/**
 * No group contains itself, through whatever others: Google refuses the membership that closes the circle. One error
 * per such membership, so that without them there is no circle left. Goes through each listing once.
 */
export function checkCycles({ groups }: Declared): Diagnostic[] {
  const named = groups.filter(isNamed).sort((a, b) => (a.email < b.email ? -1 : 1));
  const byEmail = new Map(named.map((group) => [group.email, group]));
  const finished = new Set<string>();
  const found: Diagnostic[] = [];
  for (const start of named) {
    if (finished.has(start.email)) continue;
    // A stack of our own: a long enough chain of groups would overflow the engine's.
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
