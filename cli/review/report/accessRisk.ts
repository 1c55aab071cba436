import { stagingPrefix } from "../../../inventory/projects/naming.ts";
import { counted, listed } from "../../../terminal/wording.ts";
import { capability, pushes, stores } from "../access/capabilities.ts";
import type { AccessChange, Right } from "../access/schema.ts";
import type { Evidence } from "./evidence.ts";
import type { ChangeReport, Level, Reason } from "./schema.ts";

/** The gains of one address that matter: outside what the change itself creates, where they are its purpose. */
interface Gaining {
  readonly who: AccessChange;
  readonly rights: readonly Right[];
}

/** Derives risks from who gains or loses access. The same right by another role is reported as such. */
export function fromAccess(
  { access, owners }: Pick<ChangeReport, "access" | "owners">,
  { pools }: Pick<Evidence, "pools">,
): Reason[] {
  const made = new Set(owners.filter(({ presence }) => presence === "new").map(({ name }) => name));
  const gaining = access.flatMap((who): Gaining[] => {
    const rights = who.gains.filter(({ project, otherwise }) => !made.has(project) && otherwise !== "there");
    return rights.length === 0 ? [] : [{ who, rights }];
  });
  const promoting = gaining.filter(({ rights }) => inProduction(rights).some((right) => pushes([right])));
  const storing = without(gaining, promoting).filter(({ rights }) => stores(inProduction(rights)));
  const others = without(gaining, [...promoting, ...storing]);
  const strange = others.filter(({ who, rights }) => pushes(rights) && isStrange(who, pools));
  const pushing = without(others, strange).filter(({ rights }) => pushes(rights));
  const acquiring = without(others, [...strange, ...pushing]);
  const losing = access.filter(({ loses }) => loses.some(({ otherwise }) => otherwise !== "there"));
  const stopped = losing.filter(({ loses }) =>
    pushes(loses.filter(({ otherwise }) => otherwise === "nowhere")),
  );
  const exchanging = access.filter(
    (who) =>
      !gaining.some((each) => each.who === who) &&
      !losing.includes(who) &&
      [...who.gains, ...who.loses].some(({ project }) => !made.has(project)),
  );
  const projects = (of: readonly Gaining[], counts: (rights: readonly Right[]) => boolean = () => true) =>
    new Set(
      of.flatMap(({ rights }) => rights.filter((right) => counts([right])).map(({ project }) => project)),
    );
  const production = (of: readonly Gaining[], counts: (rights: readonly Right[]) => boolean) =>
    listed([...projects(of, (rights) => counts(inProduction(rights)))], 3);
  const existing = (of: readonly Gaining[], counts?: (rights: readonly Right[]) => boolean) =>
    counted(projects(of, counts).size, "existing project");
  return [
    ...whoReason("high", promoting, `can push images to production: ${production(promoting, pushes)}`),
    ...whoReason("high", storing, `can write what production serves: ${production(storing, stores)}`),
    ...whoReason("high", strange, `of another cluster can push images to ${existing(strange, pushes)}`),
    ...whoReason("medium", pushing, `can push images to ${existing(pushing, pushes)}`),
    ...whoReason("medium", acquiring, `can do more in ${existing(acquiring)}${words(acquiring)}`),
    ...whoReason("medium", named(stopped), "can no longer push images"),
    ...whoReason("medium", named(without(losing, stopped)), "can do less"),
    ...whoReason("medium", named(exchanging), "can do the same by other roles"),
  ];
}

/** Whether somebody is a job of a cluster that no build account trusted before. */
function isStrange({ address }: AccessChange, pools: Evidence["pools"] = new Set()): boolean {
  const [, pool] = /^([a-z0-9-]+\.svc\.id\.goog)\[/.exec(address) ?? [];
  return pool !== undefined && !pools.has(pool);
}

/** The capability that all of them gain, if it is only one. */
function words(gaining: readonly Gaining[]): string {
  const all = [...new Set(gaining.flatMap(({ rights }) => rights.map(({ role }) => capability(role))))];
  return all.length === 1 ? `: ${all[0]!}` : "";
}

/** Clients do not read staging projects: their images are promoted from there. */
function inProduction(rights: readonly Right[]): Right[] {
  return rights.filter(({ project }) => !project.startsWith(stagingPrefix));
}

function named(access: readonly AccessChange[]): Pick<Gaining, "who">[] {
  return access.map((who) => ({ who }));
}

function whoReason(level: Level, all: readonly Pick<Gaining, "who">[], what: string): Reason[] {
  if (all.length === 0) return [];
  const who = all.map((each) => each.who);
  // Readers know groups and people; list these first.
  const known = who.toSorted(
    (a, b) => Number(a.kind === "service account") - Number(b.kind === "service account"),
  );
  const names = known.map(({ address, kind }) => (kind === "everybody" ? "everybody" : address));
  return [{ level, text: `${listed(names, 3)} ${what}.` }];
}

function without<T>(all: readonly T[], some: readonly T[]): T[] {
  return all.filter((item) => !some.includes(item));
}
