/** The source requirements: whose code may become images. */
import { expect, test } from "vitest";
import { dataIn } from "../../support/load.ts";
import { checkExpiries } from "../../../inventory/check/expiry.ts";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { diagnose, diagnoseFiles, load } from "./diagnose.ts";

test("a repository of an owned organization may be a source, even without builds", () => {
  expect(diagnose("sources: [kubernetes-sigs/kind, kubernetes/kubernetes]")).toEqual([]);
});

test("a repository of any other organization is refused, with how to ask for an exception", () => {
  expect(diagnose("sources: [somebody/kind]")).toEqual([
    "builds/k8s-staging-kind.yaml:1:11: error: somebody/kind cannot be a source of k8s-staging-kind: the project does not own the organisation somebody [source-not-owned]",
    "    move the code into an organisation of infra/orgs.yaml, or ask the leads of SIG K8s Infra for an exception and add it there",
  ]);
});

test("a misspelled organization gets the owned one as a suggestion", () => {
  expect(diagnose("sources: [kubernetes-sig/kind]")[1]).toBe("    did you mean kubernetes-sigs/kind?");
});

test("an organization that was refused before gets the recorded reason again", () => {
  expect(diagnose("sources: [cri-o/cri-o]")).toEqual([
    "builds/k8s-staging-kind.yaml:1:11: error: cri-o/cri-o cannot be a source of k8s-staging-kind: the project does not own the organisation cri-o [source-not-owned]",
    "    SIG K8s Infra has refused cri-o: its images are not part of Kubernetes",
  ]);
});

test("a source in an inactive organization gets a warning", () => {
  expect(diagnose("sources: [kubernetes-incubator/old]")).toEqual([
    "builds/k8s-staging-kind.yaml:1:11: warning: kubernetes-incubator/old is a source of k8s-staging-kind, but nobody works in kubernetes-incubator any more [inactive-source]",
    "    name the repository that its code has moved to",
  ]);
});

test("an exception applies only to its repository and its projects", () => {
  const source = (project: string, repository: string) =>
    diagnoseFiles({ [`${project}.yaml`]: `sources: [${repository}]` });
  expect(source("k8s-staging-coredns", "coredns/coredns")).toEqual([]);
  expect(source("k8s-staging-coredns", "coredns/other")[0]).toContain("[source-not-owned]");
  expect(source("k8s-staging-kind", "coredns/coredns")[0]).toContain("[source-not-owned]");
});

test("an exception is valid through its last day, with a warning from 30 days before", () => {
  const { exceptions } = load({ "k8s-staging-kind.yaml": "sources: [example/old]" });
  const on = (day: string) =>
    formatDiagnostics(
      checkExpiries({ ...dataIn().data!, sourceExceptions: exceptions }, day).filter(({ rule }) =>
        rule.startsWith("source-exception"),
      ),
    );
  const hint = "    remove it if it is no longer needed; else review it and set `date` and `expires` anew\n";
  expect(on("2026-10-31")).toBe("");
  const announced =
    "infra/orgs.yaml:11:5: warning: the exception for example/old expires on 2026-12-01 [source-exception-expires]\n";
  expect(on("2026-11-01")).toBe(announced + hint);
  expect(on("2026-12-01")).toBe(announced + hint);
  expect(on("2026-12-02")).toBe(
    `infra/orgs.yaml:11:5: error: the exception for example/old expired on 2026-12-01 [source-exception-expired]\n${hint}`,
  );
});

test("a source that is listed twice is refused", () => {
  expect(diagnose("sources:", "  - kubernetes-sigs/kind", "  - kubernetes-sigs/kind")).toEqual([
    "builds/k8s-staging-kind.yaml:3:5: error: kubernetes-sigs/kind is already a source on line 2 [duplicate-source]",
    "    remove one of the two",
  ]);
});

test("orgs.yaml is parsed strictly, and sources are still checked against its valid part", () => {
  const orgsText = `organizations:
  kubernetes: { source: community, state: gone }
exceptions:
  - repository: example/code
    projects: [k8s-staging-kind]
    reason: moved soon
    date: yesterday
`;
  expect(diagnoseFiles({ "k8s-staging-kind.yaml": "sources: [kubernetes/kind]" }, { orgsText })).toEqual([
    'infra/orgs.yaml:2:43: error: organizations.kubernetes.state must be active or inactive, not the text "gone" [wrong-value]',
    "infra/orgs.yaml:4:5: error: exceptions[0].approver is missing [missing-key]",
    "    for example `approver: sig-k8s-infra-leads`",
    "infra/orgs.yaml:7:11: error: exceptions[0].date must be a date, as 2026-11-22 [malformed-value]",
    "    for example `date: 2026-11-22`",
  ]);
});

test("with an empty orgs.yaml, only that is reported and sources are not checked", () => {
  const { diagnostics } = load({ "k8s-staging-kind.yaml": "sources: [somebody/kind]" }, { orgsText: "" });
  expect(diagnostics.map(({ rule, file }) => [rule, file])).toEqual([["empty-file", "infra/orgs.yaml"]]);
});
