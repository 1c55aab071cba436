/**
 * Thirty real projects, onboarded again: the project's own data without the project, `infra onboard`, and then exactly
 * the files in its fixture.
 */
import { beforeAll, expect, test } from "vitest";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { checkoutAt } from "../../../../inventory/sources.ts";
import { verified } from "../../../../inventory/check/edited.ts";
import { onboardCommand } from "../../../../cli/commands/onboard/index.ts";
import { evaluate } from "../../../../cli/review/plan/evaluate.ts";
import { REVIEWED, lasting } from "../../../support/days.ts";
import { temporaryFolder } from "../../../support/infra.ts";
import { changed, copyData, filesIn, terminal } from "../../../support/onboarding.ts";
import { described, put, replays, takeOut } from "../../../support/replay.ts";
import { configOver, githubConnections } from "../../../support/settings.ts";

const root = copyData(temporaryFolder());
const live = filesIn(root);
beforeAll(() => () => rmSync(root, { recursive: true, force: true }));

/** Runs the command on the data below the folder, as from a script. */
const onboard = (args: readonly string[]) =>
  onboardCommand(root, terminal(), REVIEWED).parseAsync([...args, "--yes"], { from: "user" });

test("there are thirty onboarding fixtures", () => {
  expect(replays).toHaveLength(30);
});

test.each(replays)("onboarding $name makes its fixture's changes", async ({ name, args, expected }) => {
  takeOut(root, name);
  const before = filesIn(root);
  try {
    await onboard(args);
    const after = filesIn(root);
    expect(described(before, after, live)).toBe(expected);
    expect(lasting(verified(checkoutAt(root), new Map(), REVIEWED).warnings)).toEqual([]);
  } finally {
    put(root, changed(filesIn(root), live));
  }
});

test("onboarding all thirty creates only their own resources and changes no others", async () => {
  const config = {
    ...configOver(join(root, "infra/gcp/infra.yaml"), join(root, "groups"), join(root, "infra/registry")),
    "k8s-registry:githubConnections": JSON.stringify({
      ...githubConnections,
      "etcd-io": githubConnections["kubernetes"],
    }),
  };
  for (const { name } of replays) takeOut(root, name);
  const before = new Map((await evaluate("staging", config)).map((resource) => [resource.urn, resource]));
  for (const { args } of replays) await onboard(args);
  const after = await evaluate("staging", config);

  // Each resource is named after its owner (a project's id or a group's address), followed by a slash.
  const owners = (names: readonly string[]) => [...new Set(names.map((name) => name.split("/")[0]!))].sort();
  const created = after.filter(({ urn }) => !before.has(urn));
  const asked = replays.flatMap(({ name }) => [
    `k8s-staging-${name}`,
    `k8s-infra-staging-${name}@kubernetes.io`,
  ]);
  expect(owners(created.map(({ name }) => name))).toEqual(asked.sort());
  expect(after.filter(({ urn }) => before.has(urn))).toEqual([...before.values()]);
});
