import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runOnboard, type OnboardOptions } from "../../../../cli/commands/onboard/run.ts";
import { EXIT, UserError } from "../../../../terminal/userError.ts";
import { Checkout } from "../../../support/checkout.ts";
import { REVIEWED } from "../../../support/days.ts";
import { testFolder } from "../../../support/infra.ts";
import { changed, copyData, filesIn, terminal } from "../../../support/onboarding.ts";

type Options = Omit<OnboardOptions, "day">;

const hello: Options = {
  repo: ["kubernetes-sigs/hello"],
  sig: "sig-node",
  member: ["ada@example.com"],
  yes: true,
};

/** Runs the command on a copy of the data, and returns its output and the files that it changed. */
async function onboard(name: string, options: Options, root = copyData(testFolder()), io = terminal()) {
  const before = filesIn(root);
  const failure = await runOnboard(name, { ...options, day: REVIEWED }, io, root).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof UserError) return error;
      throw error;
    },
  );
  return { root, failure, shown: io.shown(), files: changed(before, filesIn(root)) };
}

test("a new name gets its entry, group, restriction and builds, and a second run changes nothing", async () => {
  const { root, failure, shown, files } = await onboard("hello", hello);
  expect(failure).toBeUndefined();
  expect(Object.keys(files)).toEqual([
    "groups/restrictions.yaml",
    "groups/sig-node/groups.yaml",
    "infra/gcp/builds/k8s-staging-hello.yaml",
    "infra/gcp/infra.yaml",
  ]);
  expect(files["infra/gcp/builds/k8s-staging-hello.yaml"]).toBe(`\
# yaml-language-server: $schema=../../../schemas/builds.schema.json
# The keys are explained in README.md beside this file.
sources: [kubernetes-sigs/hello]
builds:
  post-hello-push-images:
    branches: [^main$]
    tags: [semver]
`);
  expect(shown).toContain("+      k8s-staging-hello:\n+        sig: sig-node\n");
  expect(shown).toContain("\nWritten: 4 files.\n");

  const again = await onboard("hello", hello, root);
  expect([again.failure, again.files]).toEqual([undefined, {}]);
  expect(again.shown).toBe("k8s-staging-hello has all of this already; nothing to do.\n");
});

test("in a checkout with Windows line ends, the edited files keep them, and the same lines are added", async () => {
  const usual = await onboard("hello", hello);
  const root = copyData(testFolder());
  for (const path of Object.keys(usual.files).filter((name) => existsSync(join(root, name)))) {
    const text = readFileSync(join(root, path), "utf8");
    writeFileSync(join(root, path), text.replaceAll("\n", "\r\n"));
  }
  const { failure, files, shown } = await onboard("hello", hello, root);
  expect(failure).toBeUndefined();
  const created = "infra/gcp/builds/k8s-staging-hello.yaml";
  expect(files).toEqual({
    ...Object.fromEntries(
      Object.entries(usual.files).map(([path, text]) => [path, text?.replaceAll("\n", "\r\n")]),
    ),
    [created]: usual.files[created],
  });
  expect(shown).toBe(usual.shown);
});

test("without --yes and without a terminal, the change is shown but nothing is written", async () => {
  const { failure, shown, files } = await onboard("hello", { ...hello, yes: false });
  expect(failure?.message).toBe(
    "Nothing was written: there is no terminal to confirm on. Pass --yes to write it.",
  );
  expect([failure?.exitCode, files]).toEqual([EXIT.failed, {}]);
  expect(shown).toContain("+++ b/groups/restrictions.yaml\n");
});

test("on a terminal, onboarding asks for confirmation and writes only after a yes", async () => {
  const no = await onboard("hello", { ...hello, yes: false }, undefined, terminal(""));
  expect([no.failure?.message, no.files]).toEqual(["Nothing was written.", {}]);
  const yes = await onboard("hello", { ...hello, yes: false }, undefined, terminal("y"));
  expect([yes.failure, Object.keys(yes.files).length]).toEqual([undefined, 4]);
  expect(yes.shown).toContain("\nWrite these 4 files? [y/N] y\n");
});

test("an existing project gets only what it lacks", async () => {
  const options = { repo: ["kubernetes-sigs/cri-tools"], member: ["Ada@example.com"], yes: true };
  const { shown, files } = await onboard("k8s-staging-cri-tools", options);
  expect(Object.keys(files)).toEqual(["groups/sig-node/groups.yaml"]);
  expect(files["groups/sig-node/groups.yaml"]).toContain(
    "    members:\n      - ada@example.com\n      - k8s-infra-release-editors@kubernetes.io\n",
  );
  expect(shown.split("\n")[0]).toBe("k8s-staging-cri-tools is there already; this adds to it.");
});

test.each<[string, string, Options, string]>([
  [
    "a name that somebody has",
    "kind",
    { repo: ["kubernetes-sigs/hello"] },
    "the name kind is taken: k8s-staging-kind publishes kubernetes-sigs/kind; choose another, such as hello, or say --add to add kubernetes-sigs/hello to it",
  ],
  [
    "a name of another SIG",
    "nfd",
    { sig: "sig-storage" },
    "the name nfd is taken: k8s-staging-nfd belongs to sig-node; choose another, or say --sig sig-node to add to it",
  ],
  [
    "a name that is too long",
    "cluster-api-provider-hello",
    hello,
    '"cluster-api-provider-hello" is too long: it has 26 characters, and there is room for 18; capi-hello is free, and short enough',
  ],
  [
    "a malformed name",
    "Hello_World",
    hello,
    '"Hello_World" is no name: lower case letters and digits, with single hyphens between them; hello-world would do',
  ],
  [
    "code of somebody else",
    "hello",
    { ...hello, repo: ["example/hello"] },
    "example/hello cannot be a source of k8s-staging-hello: the project does not own the organisation example; move the code into an organisation of infra/orgs.yaml, or ask the leads of SIG K8s Infra for an exception and add it there",
  ],
  [
    "what is no address",
    "hello",
    { ...hello, member: ["ada"] },
    '"ada" is no e-mail address; write it as <name>@<domain>',
  ],
  [
    "options that are missing, all of them",
    "hello",
    { yes: true },
    "There is no k8s-staging-hello yet, so say also --repo, --sig, --member.",
  ],
])("%s is refused in one sentence, and nothing is written", async (_, name, options, message) => {
  const { failure, files } = await onboard(name, { yes: true, ...options });
  expect(failure?.message).toBe(`${message}\nNothing was written.`);
  expect(files).toEqual({});
});

test("all mistakes are reported at once", async () => {
  const { failure } = await onboard("Hello", { repo: ["x"], sig: "node", member: ["ada"], build: ["a=b"] });
  expect(failure?.message.split("\n")).toHaveLength(6);
});

test("a SIG that looks misspelled gets a note", async () => {
  const { shown } = await onboard("hello", { ...hello, sig: "sig-nodes" });
  expect(shown).toContain("note: sig-nodes has no groups here yet; did you mean sig-node?\n");
});

test("a name that the shared project already has gets a note", async () => {
  const { shown } = await onboard("kro", hello);
  expect(shown).toContain(
    "note: the shared project k8s-staging-images has a repository kro already; is that what you need?\n",
  );
});

test("adding members to a project without a group is refused", async () => {
  const member = ["ada@example.com"];
  const { failure } = await onboard("gcb-untrusted", { member, yes: true });
  expect(failure?.message).toBe(
    "k8s-staging-gcb-untrusted has no group: nobody writes images there (profile build-only)\nNothing was written.",
  );
});

test("data that already has an error is not changed", async () => {
  const root = copyData(testFolder());
  const file = join(root, "infra/gcp/infra.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("k8s-staging-bom:", "k8s-staging-bom: { sig: no }"));
  const { failure, files } = await onboard("hello", hello, root);
  expect(failure?.message).toMatch(
    /k8s-staging-bom: sig must name a SIG.*Fix this first\. Nothing was written\.$/s,
  );
  expect([failure?.exitCode, files]).toEqual([EXIT.badData, {}]);
});

test("an error that only the whole data shows is found before anything is written", async () => {
  const options = { ...hello, build: ["name=post-kind-push-base-image"] };
  const { failure, files } = await onboard("hello", options);
  expect(failure?.message).toMatch(/\[duplicate-build\]\n.*\nNothing was written\.$/);
  expect([failure?.exitCode, files]).toEqual([EXIT.badData, {}]);
});

test("a folder where a file would be written refuses the whole change", async () => {
  const root = copyData(testFolder());
  mkdirSync(join(root, "infra/gcp/builds/k8s-staging-hello.yaml/x"), { recursive: true });
  const { failure, files } = await onboard("hello", hello, root);
  expect(failure).toEqual(
    new UserError(
      "infra/gcp/builds/k8s-staging-hello.yaml:1:1: error: the file cannot be read: it is a directory [unreadable-file]\nNothing was written.",
      EXIT.badData,
    ),
  );
  expect(files).toEqual({});
});

test("--branch commits only the edited files, and refuses an existing branch or uncommitted changes", async () => {
  const checkout = new Checkout();
  copyData(checkout.folder);
  checkout.commit({});
  checkout.git("config", "user.name", "Ada");
  checkout.git("config", "user.email", "ada@example.com");
  checkout.write({ "infra/gcp/builds/README.md": "mine\n" });
  const { failure, shown } = await onboard("hello", { ...hello, branch: true }, checkout.folder);
  expect(failure).toBeUndefined();
  expect(checkout.git("rev-parse", "--abbrev-ref", "HEAD")).toBe("onboard-hello");
  expect(checkout.git("show", "--format=%s", "--name-only", "HEAD").split("\n")).toEqual([
    "Add k8s-staging-hello",
    "",
    "groups/restrictions.yaml",
    "groups/sig-node/groups.yaml",
    "infra/gcp/builds/k8s-staging-hello.yaml",
    "infra/gcp/infra.yaml",
  ]);
  expect(checkout.git("status", "--porcelain")).toBe("M infra/gcp/builds/README.md");
  expect(shown).toContain("`git push --set-upstream origin onboard-hello`");

  const taken = await onboard(
    "moin",
    { ...hello, repo: ["kubernetes-sigs/moin"], branch: "main" },
    checkout.folder,
  );
  expect([taken.failure?.message, taken.files]).toEqual([
    "The branch main is there already: name another with --branch, or delete it.\nNothing was written.",
    {},
  ]);

  checkout.write({
    "groups/restrictions.yaml": `${readFileSync(join(checkout.folder, "groups/restrictions.yaml"), "utf8")}# mine\n`,
  });
  const dirty = await onboard(
    "moin",
    { ...hello, repo: ["kubernetes-sigs/moin"], branch: "moin" },
    checkout.folder,
  );
  expect(dirty.failure?.message).toBe(
    "groups/restrictions.yaml has changes that are not committed: commit or stash them first, or run this without --branch.\nNothing was written.",
  );
  expect([dirty.files, checkout.git("branch", "--list", "moin")]).toEqual([{}, ""]);
});

test("a file that is there but is no text is not taken for a new one", async () => {
  const root = copyData(testFolder());
  const path = "infra/gcp/builds/k8s-staging-hello.yaml";
  writeFileSync(join(root, path), Buffer.from([0xff, 0xfe]));
  const { failure, files } = await onboard("hello", hello, root);
  expect(failure).toEqual(
    new UserError(
      `${path}:1:1: error: the file is not UTF-8 text [not-text]\n    save it as UTF-8\nNothing was written.`,
      EXIT.badData,
    ),
  );
  expect(files).toEqual({});
});

test("a byte order mark stays where it is", async () => {
  const root = copyData(testFolder());
  const path = join(root, "infra/gcp/infra.yaml");
  const before = `\uFEFF${readFileSync(path, "utf8")}`;
  writeFileSync(path, before);
  const { failure, shown } = await onboard("hello", hello, root);
  expect(failure).toBeUndefined();
  const after = readFileSync(path, "utf8");
  expect(after.replace("      k8s-staging-hello:\n        sig: sig-node\n", "")).toBe(before);
  expect(shown).not.toContain("\\ufeff");
});
