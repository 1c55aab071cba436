import { basename, join } from "node:path";
import { parse } from "yaml";
import { allDataPaths, orgsFile, PROW_FOLDER, type DataSources } from "../../../inventory/sources.ts";
import { FILES } from "../../../inventory/promotion/names.ts";
import { STACKS, stackFileOf } from "../../../inventory/stacks.ts";
import { readSource } from "../../../inventory/yaml/source.ts";
import { isMap } from "../../../inventory/yaml/values.ts";
import { pathsOf } from "../../clients/git/data.ts";
import { hasFile, inCheckout, isInCheckout, textAt, type Revision } from "../../clients/git/revision.ts";
import { differingProperties } from "./differences.ts";
import type { ChangeReport, Reason, RuleFile } from "./schema.ts";
import { fromPromotionFile, fromSharedFile, type Content } from "./promotion/settings.ts";

/** The two ends of a change; the head is the working tree if undefined. */
export interface Span {
  readonly start: Revision;
  readonly head: Revision | undefined;
}

/** The changes besides resources. */
interface OtherFiles extends Pick<ChangeReport, "notCovered" | "rules"> {
  /** What the changed files of the data mean. */
  readonly reasons: readonly Reason[];
}

/**
 * Lists the changed files that the comparison of resources does not cover: those outside the data, and those in the
 * data that no resource is made of.
 *
 * @param changed the files that differ, from the root of the checkout
 */
export function otherFiles(span: Span, sources: DataSources, changed: readonly string[]): OtherFiles {
  const { checkout } = span.start;
  const own = sources.replaced.size === 0;
  const covered = (own ? allDataPaths(sources) : replacedPaths(span.start, sources))
    .filter((path) => isInCheckout(span.start, path))
    .map((path) => inCheckout(checkout, path));
  const isCovered = (file: string) => covered.some((path) => file === path || file.startsWith(`${path}/`));
  const rules = changed.filter(isCovered).flatMap((file): (RuleFile & { readonly reasons: Reason[] })[] => {
    const kind = ruleOf(join(checkout, file), sources);
    if (kind === undefined) return [];
    const content = contentOf(span, join(checkout, file));
    const properties = differingProperties(content.before, content.after, "");
    if (properties.length === 0) return [];
    const { about, reasonsOf } = kind;
    const reasons = reasonsOf?.(content) ?? [];
    return [{ file, about, properties, reasons: reasons.length > 0 ? reasons : [changedRule(file, about)] }];
  });
  return {
    notCovered: changed.filter((file) => !isCovered(file)),
    rules: rules.map(({ file, about, properties }) => ({ file, about, properties })),
    reasons: rules.flatMap(({ reasons }) => reasons),
  };
}

/** Rules apply to everything that is merged from then on. */
function changedRule(file: string, about: string): Reason {
  return { level: "medium", text: `What is allowed or set changes: ${about} (${file}).` };
}

/** What is covered where data stands in place of the project's own: what is promoted is then not looked at. */
function replacedPaths(start: Revision, { paths, root }: DataSources): string[] {
  const stackFiles = STACKS.map((stack) => join(root, stackFileOf(stack)));
  return [...pathsOf(start, paths), paths.exceptionsFile, ...stackFiles];
}

/** A kind of file that no resource is made of. */
interface RuleKind {
  readonly about: string;
  readonly reasonsOf?: (content: Content) => Reason[];
}

/** The kind of a data file, by its absolute path; undefined for files that resources and promotions are made of. */
function ruleOf(file: string, { paths, root }: DataSources): RuleKind | undefined {
  const { groupsFolder, promotionFolder } = paths;
  const kinds = new Map<string, RuleKind>([
    [join(groupsFolder, "restrictions.yaml"), { about: "which file may declare which group" }],
    [join(groupsFolder, "limits.yaml"), { about: "what a change may take away" }],
    [join(groupsFolder, "config.yaml"), { about: "who manages the groups, and of which domains" }],
    [orgsFile(paths.infraFile), { about: "whose code may become images" }],
    [paths.exceptionsFile, { about: "which resource need not keep a policy" }],
    [
      paths.promotionFile,
      { about: "where images are promoted to, and by whom", reasonsOf: fromPromotionFile },
    ],
    [paths.sharedFile, { about: "who writes the shared staging project", reasonsOf: fromSharedFile }],
    ...STACKS.map((stack): [string, RuleKind] => [
      join(root, stackFileOf(stack)),
      { about: `what the stack ${stack} is configured with` },
    ]),
  ]);
  const isBelow = (folder: string) => file.startsWith(join(folder, "/"));
  if (isBelow(join(root, PROW_FOLDER))) return { about: "which jobs Prow runs" };
  if (isBelow(promotionFolder) && basename(file) === FILES.owners)
    return { about: "who approves what is promoted" };
  return kinds.get(file);
}

/** The content of a file on both sides, without comments, as maps. */
function contentOf({ start, head }: Span, file: string): Content {
  const at = (revision: Revision) => (hasFile(revision, file) ? textAt(revision, file) : "");
  return { before: parsed(at(start)), after: parsed(head === undefined ? textOnDisk(file) : at(head)) };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = parse(text);
    return isMap(value) ? value : { content: value ?? undefined };
  } catch {
    // Such as at a base that the change repairs.
    return { "not YAML": text };
  }
}

function textOnDisk(file: string): string {
  const source = readSource(file, file);
  return "rule" in source ? "" : source.text;
}
