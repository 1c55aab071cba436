import type { Change } from "../changes/change.ts";
import type { Data } from "../data.ts";

/** A part of the data, by name: what a change touches, and whatever that needs. */
export interface Part {
  /** Ids of staging projects. */
  readonly projects: readonly string[];
  /** Addresses. */
  readonly groups: readonly string[];
  /** The Google Cloud projects of production registries. */
  readonly registries: readonly string[];
  /** Whether the proxy belongs to it, in every stack. */
  readonly proxy: boolean;
  /** Whether the AWS mirrors belong to it, in every stack. */
  readonly mirrors: boolean;
}

/** What the program registers in a run of a part. The runner writes it to a file, which is empty for everything. */
export interface RegisteredPart {
  readonly part: Part;
  /** The stack's outputs of the last run, by name; those about the rest are kept. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Returns the data of a part, in the same order. Names that the data lacks are ignored. */
export function select(data: Data, { projects, groups, registries, proxy, mirrors }: Part): Data {
  const { inventory, registry } = data;
  const [ids, emails, production] = [new Set(projects), new Set(groups), new Set(registries)];
  return {
    ...data,
    inventory: { ...inventory, stagingProjects: inventory.stagingProjects.filter(({ id }) => ids.has(id)) },
    groups: data.groups.filter(({ email }) => emails.has(email)),
    registry: {
      proxy: proxy ? registry.proxy : { ...registry.proxy, stacks: {} },
      production: {
        ...registry.production,
        registries: registry.production.registries.filter(({ project }) => production.has(project)),
      },
      mirrors: mirrors ? registry.mirrors : {},
    },
  };
}

/** The same for both sides of a change; all of it without a part. */
export function selectBoth(change: Change, part: Part | undefined): Change {
  return part === undefined ? change : { base: select(change.base, part), head: select(change.head, part) };
}

/** Whether a part has nothing. */
export function isEmpty({ projects, groups, registries, proxy, mirrors }: Part): boolean {
  return projects.length + groups.length + registries.length === 0 && !proxy && !mirrors;
}
