/**
 * The jobs that apply merged changes and detect drift, from a clean clone and as defined in prow/jobs. Everything runs
 * as it does against the real clouds, except the providers' own plugins and the bucket.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runJob } from "../support/cleanClone.ts";
import { gitHubStandIn } from "../support/gitHub.ts";
import { looked, messages, testFolder } from "../support/infra.ts";
import { prowJobs } from "../support/prowJobs.ts";
import { RealStack } from "../support/realStack.ts";

const job = (name: string) => prowJobs.get(name)!;
const one = { "k8s-staging-dns": [] };
const edited = { "k8s-staging-dns": ["retention: { days: 30, dry_run: false }"] };

/** Runs a job, and also returns the artifact that it leaves for its viewer. */
async function run(
  stack: RealStack,
  name: string,
  env: Readonly<Record<string, string>> = {},
  replaced: Readonly<Record<string, string>> = {},
) {
  const artifacts = testFolder();
  const all = { ...stack.env, ARTIFACTS: artifacts, ...env };
  const ended = await runJob(job(name), stack.clone, all, replaced);
  const [, file = ""] = /"\$ARTIFACTS\/([\w.-]+)"/.exec(job(name).spec.containers[0]!.command.at(-1)!) ?? [];
  return { ...ended, kept: readFileSync(join(artifacts, file), "utf8") };
}

const tagOf = ({ bucket }: RealStack) =>
  JSON.parse(readFileSync(join(bucket, ".pulumi/stacks/k8s-registry/staging.pulumi-tags"), "utf8")) as {
    tags: { applied: string };
  };

/** In milliseconds: a job takes half a minute, and several times that on a busy machine. */
const PATIENCE = 900_000;

test(
  "the deploy job applies only committed revisions, and the drift job detects manual changes",
  { timeout: PATIENCE },
  async () => {
    const stack = await RealStack.make(one);
    const deploy = () => run(stack, "post-k8sio-infra-deploy-staging");
    const drift = () => run(stack, "ci-k8sio-infra-drift-staging");

    const first = await deploy();
    expect([first.code, messages(first.stderr)]).toEqual([0, []]);
    expect(first.stdout).toMatch(
      /^staging on the real clouds: 1 staging project, \d+ resources\n {2}\d+ created\n/,
    );
    expect(first.kept).toBe(first.stdout);

    const calm = await drift();
    expect([calm.code, calm.kept]).toEqual([
      0,
      expect.stringMatching(/^staging: \d+ resources, no drift\n$/),
    ]);

    const unknown = join(stack.clone, "unknown-to-git.yaml");
    writeFileSync(unknown, "");
    const dirty = await deploy();
    expect([dirty.code, dirty.stdout]).toEqual([6, ""]);
    expect(messages(dirty.stderr)).toEqual([
      "Only a revision is applied to the real clouds, and this checkout has changes of its own.",
      "    Commit them, or look with `bin/infra preview staging --clouds real`. Nothing was changed.",
    ]);
    rmSync(unknown);
    stack.write(edited);
    const revision = stack.commit();
    const changed = await deploy();
    expect([changed.code, changed.stdout.split("\n")[1]]).toEqual([0, "  2 updated"]);
    expect(looked(changed.stdout)).toMatch(/^\d+ of [\d,]+ resources, those of the change of the data/);
    expect(tagOf(stack).tags.applied.split(" ")[0]).toBe(revision);

    const file = join(
      stack.cloud,
      "artifactregistry.googleapis.com/projects/k8s-staging-dns/locations/us-central1/repositories/images.json",
    );
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace('"cleanupPolicyDryRun": false', '"cleanupPolicyDryRun": true'),
    );
    const drifted = await drift();
    expect([drifted.code, drifted.kept.split("\n").slice(0, 2)]).toEqual([
      7,
      ["k8s-staging-dns", "  different: Repository k8s-staging-dns/images: cleanupPolicyDryRun"],
    ]);
  },
);

test(
  "a killed deploy job leaves a lock; once it is cleared, the next run adopts what the killed run created",
  { timeout: PATIENCE },
  async () => {
    const stack = await RealStack.make(one);
    const deploy = (env = {}) => run(stack, "post-k8sio-infra-deploy-staging", env);

    const killed = await deploy({ LOCALCLOUD_KILL_ENGINE: "gcp:20" });
    expect([killed.code, messages(killed.stderr).at(-1)]).toEqual([
      1,
      "The engine was killed: the clouds may hold resources that the state does not know. Run this again to adopt them and go on.",
    ]);
    const locked = await deploy();
    expect([locked.code, locked.stdout]).toEqual([8, ""]);
    expect(messages(locked.stderr).slice(-3)).toEqual([
      "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.",
      expect.stringMatching(/^ {2}\S+: created by \S+@\S+ \(pid \d+\) at \S+$/),
      "Nothing was changed.",
    ]);
    await stack.pulumi("cancel", "--stack", "staging", "--yes");

    const resumed = await deploy();
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(messages(resumed.stderr)).toContain("staging: an earlier run did not finish");
    expect(resumed.stdout).toMatch(/ [1-9]\d* adopted/);
    const again = await deploy();
    expect([again.code, messages(again.stderr), again.stdout.split("\n")[1]]).toEqual([
      0,
      [],
      "  no changes",
    ]);
    expect(looked(again.stdout)).toMatch(/^nothing: data, program and state are as the last run left them/);
  },
);

test(
  "the prod job deploys once staging has succeeded, and the rehearse job applies a pull request over its base",
  { timeout: PATIENCE },
  async () => {
    const stack = await RealStack.make(one, "prod");
    const base = stack.commit();
    const status = { state: "success", context: "post-k8sio-infra-deploy-staging" };
    const { endpoint, requests } = await gitHubStandIn(() => ({ body: [status] }));
    const prod = await run(
      stack,
      "post-k8sio-infra-deploy-prod",
      { PULL_BASE_SHA: base },
      {
        "http://ghproxy.test-pods.svc.cluster.local": endpoint,
      },
    );
    expect(prod.code, prod.stderr).toBe(0);
    expect(requests.map(({ url }) => url)).toEqual([
      `/repos/kubernetes/k8s.io/commits/${base}/statuses?per_page=100&page=1`,
    ]);
    expect(prod.kept).toMatch(/^prod on the real clouds: \d+ resources\n/);

    stack.write(edited);
    stack.commit();
    const artifacts = testFolder();
    const rehearsed = await runJob(job("pull-k8sio-infra-rehearse"), stack.clone, {
      PULL_BASE_SHA: base,
      ARTIFACTS: artifacts,
    });
    expect(rehearsed.code, rehearsed.stderr).toBe(0);
    expect(readFileSync(join(artifacts, "rehearse-staging.txt"), "utf8")).toContain("  2 updated\n");
    expect(readFileSync(join(artifacts, "rehearse-prod.txt"), "utf8")).toContain(
      "The change touches no resource of prod.\n",
    );
  },
);
