/** Killed runs and lost states: the next run says what happened, adopts and continues. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { infra, messages, temporaryFolder, testFolder, type Projects } from "../../support/infra.ts";
import { comparable, few, five, place } from "../../support/place.ts";
import { createdTwice, requestsIn } from "../../support/requests.ts";

const killed =
  "The engine was killed: localcloud may hold resources that the state does not know. Run this again to adopt them and go on.";

/** In milliseconds: some seventy runs of a quarter of a minute each, and several times that on a busy machine. */
const AT_EVERY_STEP = 2 * 60 * 60 * 1000;

/** The result of an uninterrupted run with the five projects. */
let undisturbed: ReturnType<typeof comparable>;
beforeAll(async () => {
  const folder = temporaryFolder();
  const { state, run } = place(five, folder);
  expect((await run("up")).code).toBe(0);
  undisturbed = comparable(state);
  rmSync(folder, { recursive: true });
});

for (const checkpoints of [false, true]) {
  test(`killing up 3 times ${checkpoints ? "with" : "without"} checkpoints gives the same final result`, async () => {
    const { state, run } = place(five);
    const option = checkpoints ? ["--checkpoints"] : [];
    // Each run is killed after more changes than the last, by either plugin.
    for (const kill of ["googleworkspace:5", "gcp:29", "gcp:40"]) {
      const { code, stderr } = await run("up", { LOCALCLOUD_KILL_ENGINE: kill }, ...option);
      expect([kill, code, messages(stderr).at(-1)]).toEqual([kill, 1, killed]);
    }
    const { code, stdout, stderr } = await run("up", {}, ...option);
    expect(stderr).toMatch(/staging: the run of \S+ did not finish\n/);
    expect(stderr).toMatch(/staging: \d+ resources? exists? in localcloud and not in the state: adopting\n/);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(" adopted");
    expect(comparable(state)).toEqual(undisturbed);
    expect((await run("up")).stdout).toContain("  no changes\n");
  });
}

/** One project with everything and four minimal ones, because every step restarts the engine, which then adopts. */
const smallFive: Projects = {
  ...few,
  "k8s-staging-kind": ["profile: build-only"],
  "k8s-staging-kops": ["profile: build-only"],
  "k8s-staging-krm": ["profile: build-only", "state: retired", "read_only_until: 2027-03-01"],
};

test(
  "an up killed at every step with checkpoints ends like an uninterrupted one",
  { timeout: AT_EVERY_STEP },
  async () => {
    const good = place(smallFive);
    expect((await good.run("up")).code).toBe(0);
    const { folder, state, run } = place(smallFive);
    const log = join(folder, "requests.jsonl");
    const steps = new Set<string>();
    // The next run repeats an update that the state has not recorded: it is killed one change later, to get further.
    for (let again = 0, logged = 0; ;) {
      const kill = { LOCALCLOUD_KILL_ENGINE: String(1 + again), LOCALCLOUD_LOG: log };
      const { code, stderr } = await run("up", kill, "--checkpoints");
      const changes = requestsIn(log).filter(({ changed }) => changed);
      const before = steps.size;
      for (const { method, urn } of changes.slice(logged)) steps.add(`${method} ${urn}`);
      if (code === 0) break;
      expect([code, messages(stderr).at(-1)], stderr).toEqual([1, killed]);
      // At most one by each plugin.
      expect(steps.size - before).toBeLessThanOrEqual(2);
      again = steps.size === before ? again + 1 : 0;
      expect(again).toBeLessThan(5);
      logged = changes.length;
    }
    expect(createdTwice(log, state)).toEqual([]);
    expect(comparable(state)).toEqual(comparable(good.state));
    expect((await run("up")).stdout).toContain("  no changes\n");
  },
);

test("recover rebuilds a lost state and reverts a manual change made in the meantime", async () => {
  const { state, run } = place(few);
  await run("up");
  const before = comparable(state);
  rmSync(join(state, "state/.pulumi/stacks"), { recursive: true });
  // Somebody is added to the list by hand while there is no state.
  const list = join(state, "cloud/admin.googleapis.com/groups/k8s-infra-staging-dns@kubernetes.io/members");
  const [ada, mallory] = ["ada", "mallory"].map((name) => join(list, `${name}@example.com.json`));
  const { properties } = JSON.parse(readFileSync(ada!, "utf8")) as { properties: { id: string } };
  const inList = readFileSync(ada!, "utf8").replaceAll("ada@", "mallory@");
  writeFileSync(mallory!, inList.replace(properties.id, [...properties.id].reverse().join("")));
  const shown = await run("recover", {}, "--preview");
  expect(shown.stdout).toContain("to adopt");
  expect((await run("recover")).code).toBe(0);
  expect(comparable(state)).toEqual(before);
  expect((await run("up")).stdout).toContain("  no changes\n");
});

test("an up finishes a recovery that was killed", async () => {
  const { state, run } = place(few);
  await run("up");
  const before = comparable(state);
  rmSync(join(state, "state/.pulumi/stacks"), { recursive: true });
  // Something must be created, too: adoptions alone do not kill the engine.
  rmSync(join(state, "cloud/storage.googleapis.com"), { recursive: true });
  const { code, stderr } = await run("recover", { LOCALCLOUD_KILL_ENGINE: "3" });
  expect([code, messages(stderr).at(-1)]).toEqual([1, killed]);
  const next = await run("up");
  expect(next.code, next.stderr).toBe(0);
  expect(comparable(state).resources).toEqual(before.resources);
  expect((await run("up")).stdout).toContain("  no changes\n");
});

test("recover rebuilds the lost state of the prod stack in both clouds", async () => {
  const state = join(testFolder(), "state");
  const run = (command: string) => infra([command, "prod", "--state", state]);
  const made = /(\d+) resources$/m.exec((await run("up")).stdout)![1];
  rmSync(join(state, "state/.pulumi/stacks"), { recursive: true });
  const recovered = await run("recover");
  expect(recovered.code, recovered.stderr).toBe(0);
  expect(recovered.stdout).toContain(`prod on localcloud: ${made} resources\n`);
  expect((await run("up")).stdout).toContain("  no changes\n");
});
