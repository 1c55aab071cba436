import { shortDigest } from "../../../../inventory/promotion/names.ts";
import { counted } from "../../../../terminal/wording.ts";
import type { PlannedEdge, ProjectPlan } from "./project.ts";
import type { Stop } from "./stops.ts";
import type { WaiverProof } from "./waivers.ts";

/** The maximum number of groups of edges shown per directory. */
const maxShown = 20;

/** The maximum number of reasons shown why nothing is promoted. */
const maxStops = 10;

/** Formats the plan for a terminal. `asked` is the number of requests that it took. */
export function planText(
  plans: readonly ProjectPlan[],
  proofs: readonly WaiverProof[],
  stops: readonly Stop[],
  asked: number,
): string {
  const busy = plans.filter(({ edges }) => edges.length > 0);
  const lines = [...busy.flatMap(projectLines), ...proofs.flatMap(proofLines)];
  return [
    ...lines,
    ...(lines.length > 0 ? [""] : []),
    ...stopLines(stops),
    ...totalLines(plans, stops.length > 0, asked),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function projectLines({ directory, counts, edges, problems }: ProjectPlan): string[] {
  const states = (["new", "present", "conflict", "lost", "unknown"] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state].toLocaleString("en")} ${words[state]}`);
  const groups = grouped(edges);
  return [
    `${directory}: ${states.join(", ")}`,
    ...groups.slice(0, maxShown).map((line) => `  ${line}`),
    ...(groups.length > maxShown ? [`  and ${counted(groups.length - maxShown, "more image")}`] : []),
    ...problemLines(problems).map((line) => `  ! ${line}`),
  ];
}

/** Combines registries with the same problem on one line. A problem starts with the registry's host. */
function problemLines(problems: readonly string[]): string[] {
  const hosts = new Map<string, string[]>();
  for (const problem of problems) {
    const space = problem.indexOf(" ");
    const what = problem.slice(space + 1);
    hosts.set(what, [...(hosts.get(what) ?? []), problem.slice(0, space)]);
  }
  return [...hosts].map(([what, [first = "", ...others]]) =>
    others.length === 0 ? `${first} ${what}` : `${first} and ${others.length} more: ${what}`,
  );
}

const words = {
  new: "to promote",
  present: "there",
  conflict: "in conflict",
  lost: "lost",
  unknown: "not known",
} as const;

/** One line for all destinations with the same finding, the worst first. */
function grouped(edges: readonly PlannedEdge[]): string[] {
  const groups = new Map<string, { readonly edge: PlannedEdge; readonly addresses: string[] }>();
  for (const edge of edges) {
    const found = edge.finding.state === "conflict" ? edge.finding.found : "";
    const key = [edge.image, edge.digest, edge.tag, edge.finding.state, found].join(" ");
    const group = groups.get(key) ?? { edge, addresses: [] };
    groups.set(key, group);
    group.addresses.push(edge.destination);
  }
  const order = { conflict: 0, lost: 1, unknown: 2, new: 3, present: 4 };
  return [...groups.values()]
    .sort((a, b) => order[a.edge.finding.state] - order[b.edge.finding.state])
    .map(({ edge, addresses }) => groupLine(edge, addresses));
}

function groupLine({ image, tag, digest, finding }: PlannedEdge, addresses: readonly string[]): string {
  const name = `${image}${tag === undefined ? "" : `:${tag}`} ${shortDigest(digest)}`;
  const where = placesOf(addresses);
  switch (finding.state) {
    case "conflict":
      return `conflict  ${name}: the tag has ${shortDigest(finding.found)} in ${where}; a tag never moves`;
    case "lost":
      return `lost      ${name}: not in the staging repository, and not in ${where}`;
    case "unknown":
      return `unknown   ${name} in ${where}`;
    default:
      return `promote   ${name} to ${where}`;
  }
}

/** What production says about a waived digest. */
function proofLines({ waiver, state, asked, found, problems }: WaiverProof): string[] {
  const what = `${waiver.image} ${shortDigest(waiver.digest)}`;
  const said = {
    free: `was never promoted: it is in none of ${counted(asked, "location")}, and may leave the list`,
    promoted: `was promoted: it is in ${placesOf(found)}, and stays in the list`,
    unknown: `may have been promoted: not every one of ${counted(asked, "location")} answered`,
  };
  return [
    `${waiver.directory}: 1 waiver`,
    `  waived    ${what} ${said[state]}`,
    ...problemLines(problems).map((line) => `  ! ${line}`),
  ];
}

/** The locations of addresses, or their number. */
function placesOf(addresses: readonly string[]): string {
  const places = addresses.map(placeOf);
  return places.length > 3 ? counted(places.length, "location") : places.join(", ");
}

/** Returns the location in an address of the production registry, or else the host. */
function placeOf(address: string): string {
  const [host = ""] = address.split("/");
  return host.replace(/-docker\.pkg\.dev$/, "");
}

/** What keeps kpromo from promoting anything; the first is to be mended first. */
function stopLines(stops: readonly Stop[]): string[] {
  if (stops.length === 0) return [];
  const shown = stops.slice(0, maxStops).map(({ by, directory, what }) => {
    const where = directory === undefined ? "" : `${directory}: `;
    return `  ${where}${by === "conflict" ? `the tag of ${what} would move` : by === "file" ? `${what} cannot be read` : what}`;
  });
  const more = stops.length > maxStops ? [`  and ${stops.length - maxStops} more`] : [];
  return ["kpromo promotes nothing, in no directory, as long as this is so:", ...shown, ...more];
}

function totalLines(plans: readonly ProjectPlan[], stopped: boolean, asked: number): string[] {
  const sum = (pick: (plan: ProjectPlan) => number) => plans.reduce((total, plan) => total + pick(plan), 0);
  const work = sum(({ counts }) => counts.new);
  const bytes = sum(({ cost }) => cost.bytes);
  const requests = sum(({ cost }) => cost.requests);
  const least = plans.every(({ cost }) => cost.complete) ? "" : "at least ";
  const rest = (["conflict", "lost", "unknown"] as const)
    .map((state) => [sum(({ counts }) => counts[state]), words[state]] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count.toLocaleString("en")} ${word}`);
  const todo =
    work === 0
      ? sum(({ counts }) => counts.unknown) > 0
        ? "Unknown whether there is anything to promote"
        : `Nothing ${stopped ? "else " : ""}to promote`
      : `${stopped ? "Otherwise " : ""}${counted(work, "edge")} to promote: ${least}${size(bytes)}, ${least}${counted(requests, "request")}`;
  return [`${[todo, ...rest].join("; ")}.`, `Sent ${counted(asked, "request")}.`];
}

function size(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ""}`;
}
