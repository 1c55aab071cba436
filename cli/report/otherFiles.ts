import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";
import { orgsFile, type DataFiles } from "../../inventory/data.ts";
import { EXCEPTIONS_FILE } from "../../inventory/exceptions/load.ts";
import { fromRoot } from "../../inventory/root.ts";
import { pathsOf } from "../base/data.ts";
import { changedFiles, hasFile, inCheckout, isInCheckout, textAt, type Revision } from "../base/revision.ts";
import type { ChangeReport } from "./schema.ts";

/** What a change is between: the working tree is the head where none is given. */
interface Span {
  readonly start: Revision;
  readonly head: Revision | undefined;
}

/** What changes beside the resources. */
type OtherFiles = Pick<ChangeReport, "notCovered" | "rules">;

/**
 * The changed files that the comparison of resources says nothing about: those that are no data, and those of the data that
 * make no resource, but say what is allowed.
 */
export function otherFiles(span: Span, files: DataFiles, stack: string): OtherFiles {
  const { start, head } = span;
  const named = ({ file }: { readonly file: string }) => inCheckout(start.checkout, file);
  const rules = ruleFiles(files).filter(({ file }) => isInCheckout(start, file));
  const config = relative(start.checkout, fromRoot(`Pulumi.${stack}.yaml`));
  const data = pathsOf(start, files)
    .filter((path) => isInCheckout(start, path))
    .map((path) => inCheckout(start.checkout, path));
  const covered = [config, ...data, ...rules.map(named)];
  const changed = changedFiles(start, head);
  return {
    notCovered: changed.filter(
      (file) => !covered.some((path) => file === path || file.startsWith(`${path}/`)),
    ),
    rules: rules
      .filter((rule) => changed.includes(named(rule)) && saysOther(span, rule.file))
      .map((rule) => ({ file: named(rule), about: rule.about })),
  };
}

/** Files of the data that make no resource, as absolute paths, and what they are about. */
function ruleFiles({
  infraFile,
  groupsFolder,
}: DataFiles): { readonly file: string; readonly about: string }[] {
  return [
    { file: fromRoot(join(groupsFolder, "restrictions.yaml")), about: "which file may declare which group" },
    { file: fromRoot(join(groupsFolder, "limits.yaml")), about: "what a change may take away" },
    { file: fromRoot(orgsFile(infraFile)), about: "whose code may become images" },
    { file: fromRoot(EXCEPTIONS_FILE), about: "which resource need not keep a policy" },
  ];
}

/** Whether a file says something else than before, comments aside. */
function saysOther({ start, head }: Span, file: string): boolean {
  const at = (revision: Revision) => (hasFile(revision, file) ? textAt(revision, file) : "");
  const present = head === undefined ? textOnDisk(file) : at(head);
  return meaningOf(at(start)) !== meaningOf(present);
}

/** The text itself where it is no YAML, as at a base that the change mends. */
function meaningOf(text: string): string {
  try {
    return JSON.stringify(parse(text));
  } catch {
    return text;
  }
}

function textOnDisk(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // It has been removed.
    return "";
  }
}
