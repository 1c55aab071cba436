import { error } from "../../yaml/diagnostics.ts";
import type { Inventory, StagingProject } from "../../projects/types.ts";
import type { Position } from "../../yaml/position.ts";
import { counted, listed } from "../../../terminal/wording.ts";
import { beyondLimit, mostOf, percent, type Change, type Finding } from "../change.ts";

/** The largest share of all projects that one change may remove: more looks like a truncated file. */
const LARGEST_SHARE = 0.05;

/** Up to this many projects are reported individually. */
const FEW = 5;

/** The place of a project in the file. */
interface Entry {
  readonly section: string;
  readonly id: string;
  readonly origin: Position;
}

/**
 * Checks that a staging project is retired in an earlier change before it is removed (docs/adr/retain-and-protect.md),
 * and that no change loses many projects or a whole section: otherwise an unread file would look like an intended
 * removal.
 */
export function checkProjects(change: Change): Finding[] {
  const before = entriesOf(change.base.inventory);
  const after = new Set(entriesOf(change.head.inventory).map(nameOf));
  const retired = new Set(
    change.base.inventory.stagingProjects.filter(({ state }) => state === "retired").map(({ id }) => id),
  );
  const left = before.filter((entry) => !after.has(nameOf(entry)));
  const lost = left.filter(({ section, id }) => section !== "staging" || !retired.has(id));
  return [...checkOrder(change, lost), ...checkShare(lost, before.length), ...checkSections(change, before)];
}

function checkOrder({ base, head }: Change, lost: readonly Entry[]): Finding[] {
  const ids = new Set(lost.filter(({ section }) => section === "staging").map(({ id }) => id));
  const projects = base.inventory.stagingProjects.filter(({ id }) => ids.has(id));
  const [first] = projects;
  if (first === undefined) return [];
  const known = new Set(base.inventory.stagingProjects.map(({ id }) => id));
  const added = head.inventory.stagingProjects.map(({ id }) => id).filter((id) => !known.has(id));
  const noRename =
    added.length === 0 ? "" : `Google Cloud renames no project, so ${listed(added)} is another: `;
  const hint =
    noRename +
    "put it back with `state: retired` and `read_only_until: <day>`, apply that, and remove it on that day or later";
  if (projects.length <= FEW) return projects.map((project) => notRetired(project, hint));
  const names = listed(projects.map(({ id }) => id));
  const message = `${projects.length} staging projects left the data without being retired before: ${names}`;
  return [
    { diagnostic: error("project-not-retired", first.origin, message, hint.replaceAll(" it ", " them ")) },
  ];
}

function notRetired({ id, state, origin }: StagingProject, hint: string): Finding {
  const message = `${id} left the data while it was ${state}; it may hold images that releases are promoted from`;
  return { diagnostic: error("project-not-retired", origin, message, hint) };
}

function checkShare(lost: readonly Entry[], before: number): Finding[] {
  const most = mostOf(before, LARGEST_SHARE);
  const [first] = lost;
  if (first === undefined || lost.length <= most) return [];
  const message =
    `${lost.length} of ${counted(before, "project")} left the data (${listed(lost.map(({ id }) => id))}); ` +
    `one change takes away at most ${most} of them (${percent(LARGEST_SHARE)})`;
  const hint = "put back what was lost by mistake";
  return [beyondLimit("projects-lost", "projects", first.origin, message, hint)];
}

function checkSections({ head }: Change, before: readonly Entry[]): Finding[] {
  const filled = new Set(entriesOf(head.inventory).map(({ section }) => section));
  const empty = [...new Set(before.map(({ section }) => section))].filter((section) => !filled.has(section));
  return empty.map((section) => {
    const former = before.filter((entry) => entry.section === section);
    const message = `infra.${section} has no projects any more; it had ${former.length}`;
    const hint = "put back what was lost by mistake";
    return beyondLimit("section-emptied", section, former[0]!.origin, message, hint);
  });
}

/** In file order. */
function entriesOf({ stagingProjects, otherProjects }: Inventory): Entry[] {
  const staging = stagingProjects.map(({ id, origin }) => ({ section: "staging", id, origin }));
  const others = otherProjects.map(({ type, id, origin }) => ({ section: type, id, origin }));
  return [...staging, ...others].sort((a, b) => a.origin.line - b.origin.line);
}

function nameOf({ section, id }: Entry): string {
  return `${section}/${id}`;
}
