import { expect, test } from "vitest";
import { runOnboard } from "../../../../cli/commands/onboard/run.ts";
import { REVIEWED } from "../../../support/days.ts";
import { testFolder } from "../../../support/infra.ts";
import { changed, copyData, filesIn, terminal } from "../../../support/onboarding.ts";

async function answer(name: string | undefined, ...answers: readonly string[]) {
  const root = copyData(testFolder());
  const before = filesIn(root);
  const io = terminal(...answers);
  await runOnboard(name, { day: REVIEWED }, io, root);
  return { shown: io.shown(), files: changed(before, filesIn(root)) };
}

test("on a terminal, missing values are asked for, again after an invalid answer", async () => {
  const { shown, files } = await answer(
    undefined,
    "Hello World",
    "hello",
    "example/hello",
    "kubernetes-sigs/hello, kubernetes-sigs/moin",
    "node",
    "sig-node",
    "ada",
    "ada@example.com bob@example.com",
    "n",
    "yes",
  );
  expect(shown.split("\n\n")[0]!.split("\n")).toEqual([
    "Name, at most 18 lower case letters, digits and hyphens: k8s-staging-Hello World",
    '"Hello World" is no name: lower case letters and digits, with single hyphens between them; hello-world would do',
    "Name, at most 18 lower case letters, digits and hyphens: k8s-staging-hello",
    "Repositories with its code, as <organization>/<name>: example/hello",
    "example/hello cannot be a source of k8s-staging-hello: the project does not own the organisation example; move the code into an organisation of infra/orgs.yaml, or ask the leads of SIG K8s Infra for an exception and add it there",
    "Repositories with its code, as <organization>/<name>: kubernetes-sigs/hello, kubernetes-sigs/moin",
    "The SIG that owns it, such as sig-node: node",
    '"node" is no SIG; write it as sig-node, wg-… or committee-…',
    "The SIG that owns it, such as sig-node: sig-node",
    "Addresses of who may push its images: ada",
    '"ada" is no e-mail address; write it as <name>@<domain>',
    "Addresses of who may push its images: ada@example.com bob@example.com",
    "Build every push to main and every version tag? [Y/n] n",
    "k8s-staging-hello: a new staging project of sig-node, from kubernetes-sigs/hello, kubernetes-sigs/moin",
  ]);
  expect(files["infra/gcp/builds/k8s-staging-hello.yaml"]).toBe(`\
# yaml-language-server: $schema=../../../schemas/builds.schema.json
# The keys are explained in README.md beside this file.
sources:
  - kubernetes-sigs/hello
  - kubernetes-sigs/moin
`);
});

test("for an existing name, the prompts offer to add to the project", async () => {
  const { shown, files } = await answer("kind", "ada@example.com", "", "y");
  expect(shown.split("\n").slice(0, 3)).toEqual([
    "k8s-staging-kind is there already. Addresses of more members, Enter for none: ada@example.com",
    "More repositories, as <organization>/<name>, Enter for none: ",
    "k8s-staging-kind is there already; this adds to it.",
  ]);
  expect(Object.keys(files)).toEqual(["groups/sig-k8s-infra/groups.yaml"]);
});

test("an existing name with nothing to add is refused", async () => {
  await expect(answer("kind", "", "")).rejects.toThrow(
    "k8s-staging-kind is there already; say what to add to it: --repo, --member, --build or --promote.",
  );
});
