import { error, warning, type Diagnostic } from "../../yaml/diagnostics.ts";
import type { BuildDeclaration, ProjectDeclaration } from "../declarations.ts";
import { triggerName } from "../names.ts";
import { eventsOf } from "../records.ts";
import type { Declared } from "./declared.ts";

/** Checks that a former name is no longer in use, and that only one build claims it: a trigger is renamed only once. */
export function checkRenames({ projects }: Declared): Diagnostic[] {
  return projects.flatMap(({ builds }: ProjectDeclaration) =>
    builds.flatMap((build) => (build.entry.previously === undefined ? [] : checkRename(build, builds))),
  );
}

function checkRename(build: BuildDeclaration, builds: readonly BuildDeclaration[]): Diagnostic[] {
  const { name, entry, keyAt, valueAt } = build;
  const former = entry.previously ?? "";
  if (entry.runner === "prow") {
    const message = `${name}: previously has no effect, since a Prow job has nothing that outlives its name`;
    return [warning("key-without-effect", keyAt(["previously"]), message, "remove the key")];
  }
  const at = valueAt(["previously"]);
  const triggers = triggersNamedAfter(former, build);
  const present = builds.find(
    (other) =>
      other.name === former ||
      (other !== build &&
        triggersNamedAfter(other.name, other).some((trigger) => triggers.includes(trigger))),
  );
  if (present !== undefined) {
    const itself = present === build;
    const message = itself
      ? `${name}: previously is the name that it has`
      : `${name}: previously names ${former}, which is still there (line ${present.origin.line})`;
    const hint = itself ? "remove the key, or name the former one" : "remove the key, or the other build";
    return [error("former-name", at, message, hint)];
  }
  const first = builds.find(({ entry: other }) => other.runner === "trigger" && other.previously === former);
  if (first === undefined || first === build) return [];
  const message = `${name} and ${first.name} (line ${first.origin.line}) were both previously ${former}`;
  return [
    error(
      "former-name",
      at,
      message,
      "only one build can take over these triggers: remove the key from the other",
    ),
  ];
}

function triggersNamedAfter(name: string, { entry }: BuildDeclaration): string[] {
  return entry.runner === "trigger" ? eventsOf(entry).map((on) => triggerName(name, on)) : [];
}
