import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { quoted } from "../../../terminal/wording.ts";
import type { BuildDeclaration, ProjectDeclaration } from "../declarations.ts";
import { buildNamePattern, maxTriggerName, triggerName } from "../names.ts";
import { eventsOf } from "../records.ts";
import type { Declared } from "./declared.ts";

/** Checks that Prow and Cloud Build accept the names of builds, and that the names of their triggers are unique. */
export function checkNames({ projects }: Declared): Diagnostic[] {
  return projects.flatMap((project) => [...project.builds.flatMap(checkName), ...checkTriggerNames(project)]);
}

function checkName({ name, origin }: BuildDeclaration): Diagnostic[] {
  if (buildNamePattern.test(name)) return [];
  const message = `${quoted(name)} is no name of a build: lower case letters, digits and hyphens, starting with a letter`;
  return [error("build-name", origin, message, "for example `post-kind-push-images`")];
}

function checkTriggerNames({ builds }: ProjectDeclaration): Diagnostic[] {
  const first = new Map<string, BuildDeclaration>();
  return builds.flatMap((build) => {
    const names = eventsOf(build.entry).map((on) => triggerName(build.name, on));
    const taken = names.find((name) => first.has(name));
    const other = taken === undefined ? undefined : first.get(taken);
    for (const name of names) if (!first.has(name)) first.set(name, build);
    if (taken === undefined || other === undefined) return [];
    const message = `the triggers of ${build.name} and of ${other.name} (line ${other.origin.line}) would both be named ${taken}`;
    const hint = `a trigger's name has at most ${maxTriggerName} characters: make one of the names differ further in front`;
    return [error("trigger-name", build.origin, message, hint)];
  });
}
