import type { Catalog, CatalogEntry } from "../../../inventory/catalog/schema.ts";
import { groupDomain, stagingGroup, stagingName } from "../../../inventory/projects/naming.ts";
import { columns } from "../../../terminal/columns.ts";
import { visible } from "../../../terminal/escape.ts";
import { counted } from "../../../terminal/wording.ts";

/** The width that lines fit, in characters. */
const WIDTH = 100;

/** The widths down to which columns give way alike; names, which people type elsewhere, give way last. */
const NAME_WIDTH = 40;
const USUAL_WIDTH = 12;

/** One column of a table. */
interface Column {
  readonly title: string;
  readonly cell: (entry: CatalogEntry) => string;
  /** What is left out of a cell that is too wide: its start, where its end tells it apart. Numbers stay whole. */
  readonly shortened?: "start" | "end";
  readonly usual?: number;
}

const sig: Column = { title: "SIG", cell: (entry) => entry.sig ?? "-", shortened: "end", usual: USUAL_WIDTH };
const group: Column = { title: "group", cell: groupWords, shortened: "start", usual: USUAL_WIDTH };
const promoted: readonly Column[] = [
  { title: "images", cell: (entry) => String(entry.promoted.images) },
  {
    title: "newest",
    cell: (entry) => entry.promoted.newest?.tag ?? "-",
    shortened: "end",
    usual: USUAL_WIDTH,
  },
  { title: "findings", cell: ({ findings }) => String(findings.length) },
];

/** The columns of each kind. Of a registry, the data has no state and no builds, and it is one repository. */
const COLUMNS: Readonly<Record<CatalogEntry["kind"], readonly Column[]>> = {
  project: [
    { title: "project", cell: bareName, shortened: "end", usual: NAME_WIDTH },
    sig,
    { title: "state", cell: ({ state }) => state },
    group,
    { title: "builds", cell: ({ builds }) => String(builds) },
    { title: "repos", cell: ({ repositories }) => String(repositories.length) },
    ...promoted,
  ],
  registry: [
    { title: "registry", cell: bareName, shortened: "end", usual: NAME_WIDTH },
    sig,
    group,
    ...promoted,
  ],
};

/**
 * The entries as one table per kind, in lines of at most 100 characters, and their number.
 *
 * @param total the number of entries without a filter
 */
export function catalogText({ entries, total, elsewhere }: Catalog): string {
  const kinds = ["project", "registry"] as const;
  const sorted = kinds.map((kind) => entries.filter((entry) => entry.kind === kind));
  const tables = kinds.map((kind, index) => tableOf(COLUMNS[kind], sorted[index]!));
  const [projects = 0, registries = 0] = sorted.map(({ length }) => length);
  const all = entries.length === total ? "" : `, of ${counted(total, "entry")}`;
  const shared = `${counted(registries, "registry")} of k8s-staging-images`;
  const others = `\n${counted(elsewhere, "finding")} elsewhere: \`bin/infra check\` shows all.`;
  const tally = `${counted(projects, "staging project")} and ${shared}${all}${elsewhere > 0 ? others : ""}`;
  return [...tables.filter((lines) => lines.length > 0), [tally]]
    .map((lines) => lines.map((line) => `${line}\n`).join(""))
    .join("\n");
}

function tableOf(all: readonly Column[], entries: readonly CatalogEntry[]): string[] {
  if (entries.length === 0) return [];
  const rows = entries.map((entry) => all.map(({ cell }) => visible(cell(entry))));
  const widths = fitting(all, rows);
  const fitted = rows.map((row) => row.map((text, index) => shortened(text, widths[index]!, all[index]!)));
  return columns([all.map(({ title }) => title), ...fitted]);
}

/** The width of each column: of those that may be shortened, the one most above its usual width gives way first. */
function fitting(all: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  const widths = all.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]!.length)),
  );
  // Each column has two spaces before it.
  let excess = widths.reduce((sum, width) => sum + width + 2, -WIDTH);
  for (; excess > 0; excess--) {
    const above = widths.map((width, index) => width - (all[index]!.usual ?? Infinity));
    widths[above.indexOf(Math.max(...above))]!--;
  }
  return widths;
}

function shortened(text: string, width: number, { shortened: part }: Column): string {
  if (text.length <= width) return text;
  return part === "start" ? `…${text.slice(text.length - width + 1)}` : `${text.slice(0, width - 1)}…`;
}

function bareName({ name }: CatalogEntry): string {
  return stagingName(name).replace(/^images\//, "");
}

/** A group by the naming rule is the usual case; the part that all groups share tells nobody anything. */
function groupWords(entry: CatalogEntry): string {
  if (entry.group === stagingGroup(bareName(entry))) return "default";
  return entry.group.replace(groupDomain, "").replace(/^k8s-infra-/, "");
}
