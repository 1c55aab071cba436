import { isMap, valueOf } from "../yaml/values.ts";
import type { Diagnostic } from "../yaml/diagnostics.ts";
import type { Source } from "../yaml/source.ts";
import { readFile } from "../yaml/file.ts";
import type { SourceException } from "./types.ts";
import { exceptionEntry, orgsFile, orgsFormat } from "./schema.ts";

/** The contents of `infra/orgs.yaml`: which repositories may be sources of images (facts/upstream.md §9). */
export interface Organizations {
  /** Name of the file in messages. */
  readonly file: string;
  /** Owned organizations by name, and whether they are active. */
  readonly owned: ReadonlyMap<string, "active" | "inactive">;
  readonly exceptions: readonly SourceException[];
  /** Refused organizations by name, and why. */
  readonly refused: ReadonlyMap<string, string>;
}

/**
 * Reads `orgs.yaml`, or the diagnostic of a failed read. `organizations` is undefined if the file cannot be read.
 */
export function readOrganizations(source: Source | Diagnostic): {
  readonly organizations: Organizations | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { data, diagnostics } = readFile(source, orgsFormat);
  if (data === undefined) return { organizations: undefined, diagnostics };
  const part = (key: keyof typeof orgsFile.shape): unknown => valueOf(data.value, [key]);
  const owned = isMap(part("organizations")) ? (part("organizations") as Record<string, unknown>) : {};
  const list: unknown = part("exceptions");
  const exceptions = (Array.isArray(list) ? list : []).flatMap((raw: unknown, index) => {
    const entry = exceptionEntry.safeParse(raw).data;
    if (entry === undefined) return [];
    return [{ ...entry, expires: entry.expires, origin: data.keyAt(["exceptions", index]) }];
  });
  const refused = orgsFile.shape.refused.safeParse(part("refused")).data ?? {};
  return {
    organizations: {
      file: data.keyAt([]).file,
      owned: new Map(
        Object.entries(owned).map(([name, entry]) => [
          name,
          isMap(entry) && entry["state"] === "inactive" ? "inactive" : "active",
        ]),
      ),
      exceptions,
      refused: new Map(Object.entries(refused)),
    },
    diagnostics,
  };
}
