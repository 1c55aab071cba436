import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkoutAt } from "../../../../inventory/sources.ts";
import { promotionBase } from "../../../../cli/clients/git/promotionBase.ts";
import { checkAll } from "../../../../inventory/check/index.ts";
import { requiredSettings } from "../../../../inventory/check/required.ts";
import { destinationsOf } from "../../../../inventory/promotion/destinations.ts";
import { digestOf, entry, writeDirectory } from "../../../support/promotion.ts";
import { verified } from "../../../../inventory/check/edited.ts";
import { loaded } from "../../../../cli/commands/onboard/run.ts";
import { runFreeze, runOffboard } from "../../../../cli/commands/onboard/retire.ts";
import { daysAfter } from "../../../../inventory/yaml/day.ts";
import { projectNamed } from "../../../../cli/edits/onboarding/request.ts";
import { planRetirement } from "../../../../cli/edits/onboarding/retire.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { Checkout } from "../../../support/checkout.ts";
import { DAYS, REVIEWED, holdingAlways, lasting } from "../../../support/days.ts";
import { changed, copyData, filesIn, terminal } from "../../../support/onboarding.ts";

const now = { yes: true, day: REVIEWED };

/** A day from which the command looks ahead to one that a comment of infra.yaml names. */
const comments = readFileSync(fromRoot("infra/gcp/infra.yaml"), "utf8").match(/^#.*/gm)!.join("\n");
const named = DAYS.findLast((day) => comments.includes(daysAfter(day, 90))) ?? "2028-02-29";

/** A checkout with a copy of the project's own data, all of it merged, whose exceptions hold on every day. */
function merged(): Checkout {
  const checkout = new Checkout();
  holdingAlways(copyData(checkout.folder));
  checkout.commit({});
  return checkout;
}

async function offboard(checkout: Checkout, name: string, day = REVIEWED) {
  const before = filesIn(checkout.folder);
  const io = terminal();
  await runOffboard(name, { ...now, day }, io, checkout.folder);
  return { shown: io.shown(), files: changed(before, filesIn(checkout.folder)) };
}

/** The added and removed lines of a diff in the output. */
function edits(shown: string): string[] {
  const [diff = ""] = shown.split("\nWritten: ");
  return diff.split("\n").filter((line) => /^[+-](?![+-])/.test(line));
}

const life =
  "offboarding takes three changes, each after the previous one is merged, and removes nothing else";
test.each([REVIEWED, named])(`from %s, ${life}`, async (day) => {
  const last = daysAfter(day, 90);
  const checkout = merged();
  const before = filesIn(checkout.folder);
  const first = await offboard(checkout, "kmm", day);
  expect(first.shown.split("\n")[0]).toBe("Step 1 of 3: k8s-staging-kmm is active; this freezes it.");
  expect(edits(first.shown)).toEqual(["+        state: frozen"]);

  const early = await offboard(checkout, "kmm", day);
  expect(early.files).toEqual({});
  expect(early.shown).toMatch(
    /^k8s-staging-kmm is frozen here and active in main \([0-9a-f]{10}\): nothing to do until this is merged and applied\.\n$/,
  );

  checkout.commit({});
  const second = await offboard(checkout, "k8s-staging-kmm", day);
  expect(edits(second.shown)).toEqual([
    "-        state: frozen",
    "+        state: retired",
    `+        read_only_until: ${last}`,
    "+    state: retired",
  ]);

  checkout.commit({});
  const waiting = await offboard(checkout, "kmm", daysAfter(last, -1));
  expect(waiting.files).toEqual({});
  expect(waiting.shown).toBe(
    `k8s-staging-kmm is retired, and its images can be read until ${last}: nothing to do before that.\n`,
  );

  const third = await offboard(checkout, "kmm", last);
  expect(Object.entries(third.files).map(([path, text]) => [path, text === undefined])).toEqual([
    ["groups/restrictions.yaml", false],
    ["groups/sig-node/groups.yaml", false],
    ["infra/gcp/builds/k8s-staging-kmm.yaml", true],
    ["infra/gcp/infra.yaml", false],
  ]);
  expect((await offboard(checkout, "kmm", last)).shown).toBe(
    "k8s-staging-kmm has left the data. Nothing to do once that is merged and applied.\n",
  );
  expect(lasting(verified(checkoutAt(checkout.folder), new Map(), last).warnings)).toEqual([]);
  for (const [path, text = ""] of Object.entries(changed(before, filesIn(checkout.folder)))) {
    const left = new Set(text.split("\n"));
    const gone = before[path]!.split("\n").filter((line) => !left.has(line));
    expect(gone.filter((line) => !line.includes("kmm"))).toEqual(text === "" ? expect.anything() : []);
    expect(text).not.toContain("kmm");
  }

  checkout.commit({});
  await expect(offboard(checkout, "kmm", last)).rejects.toThrow(/^There is no k8s-staging-kmm; /);
});

test("the last step also removes the directories that promote from the project, and the change passes its checks", async () => {
  const checkout = merged();
  const last = daysAfter(REVIEWED, 90);
  const tree = join(checkout.folder, "registry.k8s.io");
  const from = (source: string) => ({
    source,
    destinations: [],
    images: { kmm: [entry(digestOf("1"), "v1")] },
  });
  writeDirectory(tree, "k8s-staging-kmm", from("gcr.io/k8s-staging-kmm"));
  writeDirectory(
    tree,
    "k8s-staging-kmm-charts",
    from("us-central1-docker.pkg.dev/k8s-staging-kmm/images/charts"),
  );
  for (const name of ["kmm", "kmm-charts"]) {
    const path = join(tree, `manifests/k8s-staging-${name}/promoter-manifest.yaml`);
    writeFileSync(path, readFileSync(path, "utf8") + destinations(name));
  }
  checkout.write({ "registry.k8s.io/images/k8s-staging-kmm/README.md": "kmm\n" });
  checkout.commit({});
  for (const day of [REVIEWED, REVIEWED]) {
    expect(Object.keys((await offboard(checkout, "kmm", day)).files).join()).not.toContain("registry.k8s.io");
    checkout.commit({});
  }
  const { files } = await offboard(checkout, "kmm", last);
  const gone = Object.keys(files).filter((path) => path.startsWith("registry.k8s.io/"));
  expect(gone).toEqual([
    "registry.k8s.io/images/k8s-staging-kmm-charts/OWNERS",
    "registry.k8s.io/images/k8s-staging-kmm-charts/images.yaml",
    "registry.k8s.io/images/k8s-staging-kmm/OWNERS",
    "registry.k8s.io/images/k8s-staging-kmm/README.md",
    "registry.k8s.io/images/k8s-staging-kmm/images.yaml",
    "registry.k8s.io/manifests/k8s-staging-kmm-charts/promoter-manifest.yaml",
    "registry.k8s.io/manifests/k8s-staging-kmm/promoter-manifest.yaml",
  ]);
  expect(gone.map((path) => files[path])).toEqual(gone.map(() => undefined));
  const promotion = { tree: promotionBase(tree, "HEAD"), changedOnly: false };
  const { diagnostics } = checkAll(checkoutAt(checkout.folder), { scope: "all", promotionBase: promotion });
  expect(diagnostics).toEqual([]);
});

/** The destinations of a manifest, as the project's own settings want them. */
function destinations(name: string): string {
  const settings = requiredSettings(checkoutAt(fromRoot(".")));
  return destinationsOf(`k8s-staging-${name}`, settings)
    .map((address) => `- name: ${address}\n  service-account: ${settings.promoter}\n`)
    .join("");
}

test("--until is accepted only in the step that retires, and only with a future date", async () => {
  const last = daysAfter(REVIEWED, 90);
  const checkout = merged();
  const until = (day: string) => runOffboard("kmm", { ...now, until: day }, terminal(), checkout.folder);
  await expect(until("2999-06-30")).rejects.toThrow(
    "k8s-staging-kmm is active: --until is for the step that retires a project with images, and this step would freeze it.\nNothing was written.",
  );
  await offboard(checkout, "kmm");
  checkout.commit({});
  await expect(until("next year")).rejects.toThrow(
    `--until next year is not a day: give a day in the future, such as ${last}.\nNothing was written.`,
  );
  await expect(until(REVIEWED)).rejects.toThrow(
    `--until ${REVIEWED} is not in the future: give a day in the future, such as ${last}.\nNothing was written.`,
  );
  await until("2999-06-30");
  expect(filesIn(checkout.folder)["infra/gcp/infra.yaml"]).toContain(
    "        state: retired\n        read_only_until: 2999-06-30\n",
  );
});

test("removing the last group of a SIG also removes its file and its restriction", () => {
  const current = loaded(fromRoot("."));
  const project = projectNamed("sig-docs", current)!;
  const plan = planRetirement("remove", { ...project, state: "retired" }, current);
  if ("unedited" in plan) throw new Error(plan.unedited);
  const text = (path: string) => plan.find((change) => change.path === path)?.text;
  expect(plan.map(({ path, text }) => [path, text === undefined])).toEqual([
    ["infra/gcp/infra.yaml", false],
    ["groups/sig-docs/groups.yaml", true],
    ["groups/restrictions.yaml", false],
    ["infra/gcp/builds/k8s-staging-sig-docs.yaml", true],
  ]);
  expect(text("groups/restrictions.yaml")).not.toContain("sig-docs");
  const edited = new Map(plan.map((change) => [change.path, change.text]));
  expect(lasting(verified(checkoutAt(fromRoot(".")), edited, REVIEWED).warnings)).toEqual([]);
});

test("a project with a special case is refused until the special case is removed", async () => {
  const checkout = merged();
  await offboard(checkout, "kustomize");
  checkout.commit({});
  await expect(offboard(checkout, "kustomize")).rejects.toThrow(
    "k8s-staging-kustomize has the special case kustomize-release-secrets: take it out of special_cases in infra/gcp/infra.yaml first.\nNothing was written.",
  );
});

test("offboarding outside of git is refused, since nothing tells what is merged", async () => {
  const { folder } = merged();
  rmSync(join(folder, ".git"), { recursive: true });
  await expect(runOffboard("kmm", now, terminal(), folder)).rejects.toThrow(
    /^What is merged says which step comes next, and .* is in no git history: run this in a clone\.$/,
  );
});

test("freezing a frozen project changes nothing, and freezing an unknown one is refused", async () => {
  const { folder } = merged();
  const before = filesIn(folder);
  await runFreeze("kind", now, terminal(), folder);
  const files = changed(before, filesIn(folder));
  expect(Object.keys(files)).toEqual(["infra/gcp/infra.yaml"]);
  expect(files["infra/gcp/infra.yaml"]).toContain("      k8s-staging-kind:\n        state: frozen\n");
  const io = terminal();
  await runFreeze("kind", now, io, folder);
  expect(io.shown()).toBe("k8s-staging-kind is frozen already; nothing to do.\n");
  await expect(runFreeze("kin", now, terminal(), folder)).rejects.toThrow(
    "There is no k8s-staging-kin; did you mean kind?\nNothing was written.",
  );
});
