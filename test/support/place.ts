import { join } from "node:path";
import { cloudObjects, infra, stateOf, testFolder, writeData, type Projects } from "./infra.ts";

/** Two projects: one with everything, one minimal. */
export const few: Projects = { "k8s-staging-dns": [], "k8s-staging-gcb-untrusted": ["profile: build-only"] };
/** The same two and others, in every state. */
export const five: Projects = {
  ...few,
  "k8s-staging-kind": [],
  "k8s-staging-kops": ["state: frozen"],
  "k8s-staging-krm": ["state: retired", "read_only_until: 2027-03-01"],
};

/** The members of every group in `place`. */
export const people = ["ada@example.com", "bob@example.com", "eve@example.com"];

/** Writes projects with their groups to a folder of their own, and returns a way to run `bin/infra` on them. */
export function place(projects: Projects, folder = testFolder()) {
  const state = join(folder, "state");
  const data = writeData(folder, projects, people);
  const run = (command: string, env: Record<string, string> = {}, ...more: string[]) =>
    infra([command, "staging", "--state", state, ...data, ...more], { ...process.env, ...env });
  return { folder, state, run };
}

/**
 * State and cloud without what differs between runs: times and the generated names of liens. Inputs that the program
 * leaves to the cloud are omitted, because only adopted resources have them in the state.
 */
export function comparable(state: string) {
  const lasting = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value, (key, inner: unknown) => (key === "etag" ? undefined : inner))
        .replaceAll(/-l[0-9a-f-]{36}/g, "-l")
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "then"),
    ) as unknown;
  const resources = stateOf(state).map(({ id, inputs = {}, ignoreChanges = [], ...resource }) => [
    resource.urn,
    // The engine generates the ids of providers.
    resource.type.startsWith("pulumi:") ? "" : id,
    Object.fromEntries(Object.entries(inputs).filter(([name]) => !ignoreChanges.includes(name))),
    resource.parent,
    resource.protect,
    resource.retainOnDelete,
    resource.dependencies?.toSorted(),
  ]);
  return { resources: lasting(resources), cloud: lasting(cloudObjects(state)) };
}
