import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import type { BuildDeclaration } from "../declarations.ts";

/** Checks that sources and logs go to a bucket of the project: its build account has access to no other. */
export function checkScratchBuckets({ project, name, entry, valueAt }: BuildDeclaration): Diagnostic[] {
  const bucket = entry.flags["scratch-bucket"];
  const own = [`gs://${project}-gcb`, `gs://${project}`];
  if (bucket === undefined || own.includes(bucket)) return [];
  const message = `${name}: ${bucket} is no bucket of ${project}`;
  return [
    error(
      "scratch-bucket",
      valueAt(["flags", "scratch-bucket"]),
      message,
      `remove the flag to get ${own[0]!}`,
    ),
  ];
}
