import { isMap, valueOf } from "../yaml/values.ts";
import { error, type Diagnostic } from "../yaml/diagnostics.ts";
import type { LocatedData } from "../yaml/document.ts";
import { canonical } from "./address.ts";
import { readFile } from "../yaml/file.ts";
import { limitsFormat, waiverEntry } from "./schema.ts";
import type { Tree } from "../yaml/tree.ts";
import type { Limits, RequiredMembers, Waiver } from "./types.ts";

/** Next to config.yaml; upstream's program ignores it. */
export const limitsName = "limits.yaml";

const none: Limits = { requiredMembers: {}, waivers: [] };

/** Reads `limits.yaml`, which is optional. */
export function readLimits(tree: Tree): {
  readonly limits: Limits;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { paths, irregular } = tree.list();
  // A link is followed, or else reported: without its limits, a change could take away anything.
  if (![...paths, ...irregular].includes(limitsName)) return { limits: none, diagnostics: [] };
  const { data, diagnostics, valid } = readFile(tree.read(limitsName), limitsFormat);
  if (data === undefined || !valid) return { limits: none, diagnostics };
  return { limits: { requiredMembers: requiredMembers(data), waivers: waivers(data) }, diagnostics };
}

function requiredMembers(data: LocatedData): Record<string, RequiredMembers> {
  const path = ["required_members"];
  const entries = data.keysOf(path).map((group): [string, RequiredMembers] => {
    const members = valueOf(data.value, [...path, group]) as readonly string[];
    return [
      canonical(group),
      { members: members.map(canonical).sort(), origin: data.keyAt([...path, group]) },
    ];
  });
  return Object.fromEntries(entries);
}

function waivers(data: LocatedData): Waiver[] {
  const list = valueOf(data.value, ["waivers"]);
  if (!Array.isArray(list)) return [];
  return list.filter(isMap).map((raw, index) => ({
    ...waiverEntry.parse(raw),
    origin: data.keyAt(["waivers", index]),
  }));
}

/** Reports expired waivers, which could be mistaken for valid ones. `today` is `YYYY-MM-DD`. */
export function checkExpiry({ waivers: all }: Limits, today: string): Diagnostic[] {
  return all
    .filter(({ expires }) => expires < today)
    .map(({ rule, subject, expires, origin }) => {
      const message = `the waiver of ${rule} for ${subject} expired on ${expires}`;
      return error(
        "waiver-expired",
        origin,
        message,
        "remove it; a change that still needs it brings a new one",
      );
    });
}
