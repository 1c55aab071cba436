/** A group is deleted in two runs, the first of which retires it; the gate reads that from the state. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { infra, messages, testFolder, writeData, type StateResource } from "../../support/infra.ts";

test("a retired group may be deleted; an active one may not, even if its description speaks of retirement", async () => {
  const folder = testFolder();
  const state = join(folder, "state");
  const data = writeData(folder, {});
  const file = join(folder, "groups/groups.yaml");
  const others = readFileSync(file, "utf8");
  const group = (name: string, description: string, ...more: readonly string[]) =>
    [
      `  - email-id: ${name}@kubernetes.io`,
      `    name: ${name}`,
      `    description: "${description}"`,
      `    settings: { ReconcileMembers: "true" }`,
      `    members: [ada@example.com]`,
      ...more.map((line) => `    ${line}`),
      "",
    ].join("\n");
  const odd = group("odd", "Retired: people who were maintainers");
  const up = async (...groups: readonly string[]) => {
    writeFileSync(file, [others, ...groups].join(""));
    const { code, stderr } = await infra(["up", "staging", "--state", state, ...data]);
    return [code, messages(stderr)];
  };
  const exists = (name: string) =>
    existsSync(join(state, `cloud/admin.googleapis.com/groups/${name}@kubernetes.io`));

  expect(await up(odd, group("old", "Discussions"))).toEqual([0, []]);
  expect(await up(odd, group("old", "Discussions", "state: retired"))).toEqual([0, []]);
  forgetRetention(state, "odd@kubernetes.io");
  const [code, refusal] = await up();
  expect([code, (refusal as string[]).filter((line) => !line.startsWith(" "))]).toEqual([
    6,
    ["Group odd@kubernetes.io would be deleted.", "The gate refused the change. Nothing was changed."],
  ]);
  expect([exists("old"), exists("odd")]).toEqual([true, true]);
  expect(await up(odd)).toEqual([0, []]);
  expect([exists("old"), exists("odd")]).toEqual([false, true]);
});

/** Edits the state as if a run had applied a program that does not retain a group. */
function forgetRetention(state: string, name: string): void {
  const file = join(state, "state/.pulumi/stacks/k8s-registry/staging.json");
  const content = JSON.parse(readFileSync(file, "utf8")) as {
    checkpoint: { latest: { resources: StateResource[] } };
  };
  const group = content.checkpoint.latest.resources.find(({ urn }) => urn.endsWith(`:Group::${name}`))!;
  Object.assign(group, { retainOnDelete: false });
  writeFileSync(file, JSON.stringify(content));
}
