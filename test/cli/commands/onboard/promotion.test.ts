import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { promotionIn } from "../../../../cli/commands/onboard/promotion.ts";
import { runOnboard, type OnboardOptions } from "../../../../cli/commands/onboard/run.ts";
import { runPromoteCheck } from "../../../../cli/commands/promote/check.ts";
import { REVIEWED } from "../../../support/days.ts";
import { testFolder } from "../../../support/infra.ts";
import { changed, copyData, filesIn, terminal } from "../../../support/onboarding.ts";
import { digestOf } from "../../../support/promotion.ts";

type Options = Omit<OnboardOptions, "day">;

const hello: Options = {
  repo: ["kubernetes-sigs/hello"],
  sig: "sig-node",
  member: ["ada@example.com"],
  yes: true,
};

async function onboard(root: string, name: string, options: Options) {
  const before = filesIn(root);
  const io = terminal();
  await runOnboard(name, { ...options, day: REVIEWED }, io, root);
  return { shown: io.shown(), files: changed(before, filesIn(root)) };
}

test.each([
  ["a/b@" + digestOf("1") + ":v1,v1.0", { image: "a/b", digest: digestOf("1"), tags: ["v1", "v1.0"] }],
  ["a@" + digestOf("1"), { image: "a", digest: digestOf("1"), tags: [] }],
  ["a:v1", '--promote "a:v1" is no image with its digest; write it as <image>@sha256:<64 digits>:<tag>'],
  ["a@" + digestOf("1") + ":latest", expect.stringMatching(/: "latest" is no tag to promote$/)],
])("--promote %s is parsed, or refused with a reason", (typed, result) => {
  expect(promotionIn(typed)).toEqual(result);
});

test("a first promotion adds the directory's three files, and a later one changes only the image list", async () => {
  const root = copyData(testFolder());
  const first = await onboard(root, "hello", {
    ...hello,
    promote: [`hello@${digestOf("1")}:v1`],
    approver: ["@ada"],
  });
  const inTree = Object.keys(first.files).filter((path) => path.startsWith("registry.k8s.io/"));
  expect(inTree).toEqual([
    "registry.k8s.io/images/k8s-staging-hello/OWNERS",
    "registry.k8s.io/images/k8s-staging-hello/images.yaml",
    "registry.k8s.io/manifests/k8s-staging-hello/promoter-manifest.yaml",
  ]);
  expect(first.files[inTree[0]!]).toBe(
    "# See the OWNERS docs at https://go.k8s.io/owners\n\napprovers:\n- ada\n\nlabels:\n- sig/node\n",
  );
  expect(first.files[inTree[1]!]).toBe(`- name: hello\n  dmap:\n    "${digestOf("1")}": ["v1"]\n`);
  expect(
    runPromoteCheck({ tree: join(root, "registry.k8s.io"), infra: join(root, "infra/gcp/infra.yaml") })
      .exitCode,
  ).toBe(0);

  const second = await onboard(root, "hello", { promote: [`hello@${digestOf("2")}:v2`], yes: true });
  expect(Object.keys(second.files)).toEqual([inTree[1]]);
  const again = await onboard(root, "hello", { promote: [`hello@${digestOf("2")}:v2`], yes: true });
  expect([again.shown, again.files]).toEqual([
    "k8s-staging-hello has all of this already; nothing to do.\n",
    {},
  ]);
  await expect(onboard(root, "hello", { promote: [`hello@${digestOf("3")}:v2`], yes: true })).rejects.toThrow(
    /a promoted tag never moves\nNothing was written\.$/,
  );
});

test("an invalid approver is refused", async () => {
  const root = copyData(testFolder());
  await expect(onboard(root, "hello", { ...hello, approver: ["x\n- evil"] })).rejects.toThrow(
    '--approver "x\\n- evil": expected a GitHub name or an alias, such as sig-apps-leads',
  );
});

test("--cloudbuild writes a first build file, but never overwrites an existing one", async () => {
  const root = copyData(testFolder());
  const file = join(testFolder(), "cloudbuild.yaml");
  const { shown } = await onboard(root, "hello", { ...hello, cloudbuild: file });
  expect(shown).toContain(
    `A trigger builds kubernetes-sigs/hello from its cloudbuild.yaml: a first one is in ${file}.`,
  );
  expect(readFileSync(file, "utf8")).toContain(
    "serviceAccount: projects/k8s-staging-hello/serviceAccounts/gcb-builder-hello@k8s-staging-hello.iam.gserviceaccount.com\n",
  );
  writeFileSync(file, "mine");
  await expect(
    onboard(root, "moin", { ...hello, repo: ["kubernetes-sigs/moin"], cloudbuild: file }),
  ).rejects.toThrow(`${file} is there already: name another file, or remove it\nNothing was written.`);
  expect(readFileSync(file, "utf8")).toBe("mine");
  expect(existsSync(join(root, "infra/gcp/builds/k8s-staging-moin.yaml"))).toBe(false);
});

test("an image is added to a list of more than 1 MiB, and the rest of the list stays", async () => {
  const root = copyData(testFolder());
  await onboard(root, "hello", { ...hello, promote: [`hello@${digestOf("1")}:v1`], approver: ["ada"] });
  const path = join(root, "registry.k8s.io/images/k8s-staging-hello/images.yaml");
  const long = `# ${"x".repeat(1024 * 1024)}\n${readFileSync(path, "utf8")}`;
  writeFileSync(path, long);
  await onboard(root, "hello", { promote: [`hello@${digestOf("2")}:v2`], yes: true });
  expect(readFileSync(path, "utf8") === `${long}    "${digestOf("2")}": ["v2"]\n`).toBe(true);
});
