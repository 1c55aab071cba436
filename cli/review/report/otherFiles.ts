import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";
import { orgsFile, type DataFiles } from "../../../inventory/sources.ts";
import { EXCEPTIONS_FILE } from "../../../inventory/exceptions/load.ts";
import { fromRoot } from "../../../boot/root.ts";
import { pathsOf } from "../../clients/git/data.ts";
import {
  changedFiles,
  hasFile,
  inCheckout,
  isInCheckout,
  textAt,
  type Revision,
} from "../../clients/git/revision.ts";
import type { ChangeReport } from "./schema.ts";

/** The two ends of a change; the head is the working tree if undefined. */
interface Span {
  readonly start: Revision;
  readonly head: Revision | undefined;
}

/** The changes besides resources. */
type OtherFiles = Pick<ChangeReport, "notCovered" | "rules">;

/**
 * Lists the changed files that the comparison of resources does not cover: those outside the data, and those in the
 * data that define rules, not resources.
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

/** The data files that define rules, not resources, as absolute paths, and what the rules are about. */
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

/** Whether the content of a file changed, apart from comments. */
function saysOther({ start, head }: Span, file: string): boolean {
  const at = (revision: Revision) => (hasFile(revision, file) ? textAt(revision, file) : "");
  const present = head === undefined ? textOnDisk(file) : at(head);
  return meaningOf(at(start)) !== meaningOf(present);
}

/** Parses YAML; falls back to the text if it is invalid, as at a base that the change repairs. */
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
    // The file was removed.
    return "";
  }
}
