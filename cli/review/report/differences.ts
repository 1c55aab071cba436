import { ownerOf, kindOf } from "../../../boot/urn.ts";
import { isMap } from "../../../inventory/yaml/values.ts";
import { formersOf } from "../plan/formers.ts";
import type { PlannedResource } from "../plan/monitor.ts";
import { operations, type Change, type Operation, type Owner, type Property, type Tally } from "./schema.ts";

/**
 * Compares two plans, matching resources by URN or alias, in inputs and protection. Differences in dependencies alone
 * do not count. Whether an update replaces a resource is known only to its provider.
 */
export function differences(base: readonly PlannedResource[], head: readonly PlannedResource[]): Owner[] {
  const formers = formersOf(base, head);
  const staying = new Set([...formers.values()].map(({ urn }) => urn));
  const changes = [
    ...base.flatMap((resource) => (staying.has(resource.urn) ? [] : [leaving(resource)])),
    ...head.flatMap((resource) => {
      const former = formers.get(resource.urn);
      return former === undefined ? [changeOf(resource, "create")] : changed(former, resource);
    }),
  ];
  return owners(changes, base, head);
}

/** Counts resources by operation. */
export function tallyOf(changes: readonly Pick<Change, "operation">[]): Tally {
  const tally = Object.fromEntries(operations.map((operation) => [operation, 0])) as Record<
    Operation,
    number
  >;
  for (const { operation } of changes) tally[operation] += 1;
  return tally;
}

/** Components do not exist in the cloud. Pulumi deletes by the options in the state, so the former program's count. */
function leaving(resource: PlannedResource): Change {
  if (resource.protect) return changeOf(resource, "refuse");
  return changeOf(resource, resource.retainOnDelete || isComponent(resource) ? "forget" : "delete");
}

function changed(former: PlannedResource, resource: PlannedResource): Change[] {
  const inputs = differingProperties(former.inputs, resource.inputs, "");
  const state: Property[] = (["protect", "retainOnDelete"] as const)
    .filter((key) => former[key] !== resource[key])
    .map((path) => ({ path, before: former[path], after: resource[path] }));
  if (inputs.length + state.length === 0) return [];
  return [changeOf(resource, inputs.length > 0 ? "update" : "state", [...inputs, ...state])];
}

function changeOf(
  { urn, type, name }: PlannedResource,
  operation: Operation,
  properties: Property[] = [],
): Change {
  return { urn, type, name, operation, properties };
}

/**
 * Lists the differences below a path. Lists are compared as a whole, since an item added to a sorted list moves the
 * rest, unless only some of their entries change in place.
 */
export function differingProperties(before: unknown, after: unknown, path: string): Property[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const places = Array.isArray(before) && Array.isArray(after) ? changedPlaces(before, after) : undefined;
  if (places !== undefined) {
    return places.flatMap(([index, former, present]) =>
      differingProperties(former, present, `${path}[${index}]`),
    );
  }
  if (!isMap(before) || !isMap(after)) {
    return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) =>
    differingProperties(before[key], after[key], path === "" ? key : `${path}.${key}`),
  );
}

/** Returns the maps that differ between two lists, if all other items stay in place. */
function changedPlaces(
  before: readonly unknown[],
  after: readonly unknown[],
): [index: number, former: unknown, present: unknown][] | undefined {
  const strange = (items: readonly unknown[], others: readonly unknown[]) => {
    const known = new Set(others.map((other) => JSON.stringify(other)));
    return items.flatMap((item, index) => (known.has(JSON.stringify(item)) ? [] : [index]));
  };
  const [gone, come] = [strange(before, after), strange(after, before)];
  const inPlace =
    gone.join() === come.join() && gone.every((index) => isMap(before[index]) && isMap(after[index]));
  return inPlace && gone.length > 0 ? gone.map((index) => [index, before[index], after[index]]) : undefined;
}

function isComponent({ type }: Pick<PlannedResource, "type">): boolean {
  return type.startsWith("k8s:") || type === "pulumi:pulumi:Stack";
}

/** Groups changes by owner: the most severe first, then by name. */
function owners(
  changes: readonly Change[],
  base: readonly PlannedResource[],
  head: readonly PlannedResource[],
): Owner[] {
  const before = new Set(base.map(({ name }) => ownerOf(name)));
  const after = new Set(head.map(({ name }) => ownerOf(name)));
  // A project has several components of its name; the first that is created determines the kind.
  const components = [...base, ...head].filter(isComponent).reverse();
  const kinds = new Map(components.map(({ type, name }) => [name, kindOf(type)]));
  const byOwner = new Map<string, Change[]>();
  for (const change of changes) {
    const name = ownerOf(change.name);
    byOwner.set(name, [...(byOwner.get(name) ?? []), change]);
  }
  const made = [...byOwner].map(([name, own]): Owner => {
    const presence = !before.has(name) ? "new" : after.has(name) ? "changed" : "gone";
    const sorted = own.toSorted((a, b) => rank(a) - rank(b) || (a.urn < b.urn ? -1 : 1));
    return { name, kind: kinds.get(name) ?? "", presence, tally: tallyOf(own), changes: sorted };
  });
  return made.sort((a, b) => rank(a.changes[0]!) - rank(b.changes[0]!) || (a.name < b.name ? -1 : 1));
}

function rank({ operation }: Change): number {
  return operations.indexOf(operation);
}
