/**
 * A run of a part leaves what a run of everything leaves: each change is applied both ways from the same state, and then
 * states, outputs and clouds are equal.
 *
 * PART_SEQUENCES sets how many random sequences of edits are tried, PART_SEED their seed.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { connectedCheckout } from "../../support/connectedCheckout.ts";
import {
  allOf,
  buildsOf,
  edited,
  emptyWorld,
  entriesOf,
  lost,
  membersOf,
  sequence,
} from "../../support/edits.ts";
import { infra, looked, stateOf, testFolder, writeData, type Projects } from "../../support/infra.ts";
import { comparable } from "../../support/place.ts";

const sequences = Number(process.env.PART_SEQUENCES ?? 1);
const seed = Number(process.env.PART_SEED ?? 20261);

/** The data of one moment. */
interface Moment {
  readonly projects: Projects;
  readonly members?: Readonly<Record<string, readonly string[]>>;
  /** The description of the group of artifact admins, which every project binds. */
  readonly admins?: string;
  /** Lines of further groups. */
  readonly groups?: readonly string[];
  /** The text of the file of each project that has builds. */
  readonly builds?: Readonly<Record<string, string>>;
}

/** A state folder, and a way to apply data to it. */
function world() {
  const checkout = connectedCheckout();
  const folder = testFolder();
  const state = join(folder, "state");
  const write = ({ projects, members, admins = "", groups = [], builds = {} }: Moment) => {
    const data = writeData(folder, projects, [], members);
    const file = join(folder, "groups/groups.yaml");
    const text = readFileSync(file, "utf8").replace(
      /(name: k8s-infra-artifact-admins)\n/,
      `$1\n    description: "${admins}"\n`,
    );
    writeFileSync(file, [text, ...groups.map((line) => `${line}\n`)].join(""));
    rmSync(join(folder, "builds"), { recursive: true, force: true });
    mkdirSync(join(folder, "builds"));
    for (const [project, text] of Object.entries(builds))
      writeFileSync(join(folder, "builds", `${project}.yaml`), text);
    return data;
  };
  const up = async (into: string, data: readonly string[], ...more: readonly string[]) => {
    const args = ["up", "staging", "--state", into, ...data, ...more];
    const { code, stdout, stderr } = await infra(args, process.env, join(checkout, "bin/infra"));
    expect(code, stderr).toBe(0);
    return looked(stdout) ?? "";
  };
  return {
    start: (moment: Moment) => up(state, write(moment)),
    /** Applies a change both ways, and returns what the run of a part looked at. */
    bothWays: async (moment: Moment) => {
      const data = write(moment);
      const other = join(folder, "other");
      cpSync(state, other, { recursive: true });
      const part = await up(state, data);
      expect(await up(other, data, "--full")).toBe("everything: as --full asks");
      const [ours, whole] = [state, other].map((of) => ({ ...comparable(of), outputs: outputsIn(of) }));
      expect(ours).toEqual(whole);
      rmSync(other, { recursive: true });
      return part;
    },
  };
}

/** The stack's outputs. */
function outputsIn(state: string): unknown {
  return stateOf(state).find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs;
}

const group = (name: string, description: string, ...members: readonly string[]) => [
  `  - email-id: ${name}@kubernetes.io`,
  `    name: ${name}`,
  `    description: ${description}`,
  '    settings: { ReconcileMembers: "true" }',
  `    members: [${members.join(", ")}]`,
];
const outer = group("outer", "Everybody", "inner@kubernetes.io");
const build = (name: string) =>
  `sources: [kubernetes-sigs/kind]\nbuilds:\n  ${name}: { branches: [^main$]${name === "post-kind-b" ? ", previously: post-kind-a" : ""} }\n`;

test("of members, a nested group, a new project, a renamed build, a removed project and group, and a principal of every project", async () => {
  const { start, bothWays } = world();
  const [dns, krm] = [[], ["state: retired", "read_only_until: 2027-03-01"]];
  await start({
    projects: { "k8s-staging-dns": dns, "k8s-staging-kind": [], "k8s-staging-krm": krm },
    members: { "staging-dns": ["ada@example.com"] },
    groups: [...group("inner", "Some", "ada@example.com"), ...outer],
    builds: { "k8s-staging-kind": build("post-kind-a") },
  });
  const changed = await bothWays({
    projects: { "k8s-staging-dns": dns, "k8s-staging-kind": [], "k8s-staging-new": [] },
    members: { "staging-dns": ["ada@example.com", "bob@example.com"] },
    groups: [...group("inner", "Some others", "ada@example.com"), ...outer],
    builds: { "k8s-staging-kind": build("post-kind-b") },
  });
  expect(changed).toMatch(/^\d+ of \d+ resources, those of the change of the data \(--full looks at all\)$/);
  // Every project has bindings that depend on the group of artifact admins; "outer" leaves.
  const principal = await bothWays({
    admins: "Administrators of artifacts",
    projects: { "k8s-staging-dns": dns, "k8s-staging-kind": [], "k8s-staging-new": [] },
    members: { "staging-dns": ["ada@example.com", "bob@example.com"] },
    groups: [...group("inner", "Some others", "ada@example.com")],
    builds: { "k8s-staging-kind": build("post-kind-b") },
  });
  expect(principal).toMatch(/^\d+ of \d+ resources/);
});

test("of random edits", { timeout: 600_000 * sequences }, async () => {
  const width = 3;
  for (const batch of fc.sample(fc.tuple(...Array.from({ length: width }, () => sequence)), {
    seed,
    numRuns: sequences,
  })) {
    const { start, bothWays } = world();
    const momentOf = (worlds: readonly ReturnType<typeof emptyWorld>[]): Moment => {
      const all = allOf(worlds);
      return { projects: entriesOf(all), members: membersOf(all), builds: buildsOf(all) };
    };
    let worlds = batch.map((edits, number) => edited(emptyWorld(number), edits[0]));
    await start(momentOf(worlds));
    for (let round = 1; round < Math.max(...batch.map(({ length }) => length)); round += 1) {
      const next = worlds.map((before, number) => {
        const after = edited(before, batch[number]![round]);
        return lost(before, after).length > 0 ? before : after;
      });
      if (next.some((after, number) => after !== worlds[number])) await bothWays(momentOf(next));
      worlds = next;
    }
  }
});
