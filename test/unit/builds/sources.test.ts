/** The source requirements: whose code may become images. */
import { expect, test } from "vitest";
import { OWN_DATA, loadData } from "../../../inventory/data.ts";
import { checkExpiries } from "../../../inventory/expiry.ts";
import { formatDiagnostics } from "../../../inventory/format.ts";
import { diagnose, diagnoseFiles, load } from "./diagnose.ts";

test("repositories of owned organisations may be sources, also without a build", () => {
  expect(diagnose("sources: [kubernetes-sigs/kind, kubernetes/kubernetes]")).toEqual([]);
});

test("a repository of anybody else is refused, with the way to ask", () => {
  expect(diagnose("sources: [somebody/kind]")).toEqual([
    "builds/k8s-staging-kind.yaml:1:11: error: somebody/kind cannot be a source of k8s-staging-kind: the project does not own the organisation somebody [source-not-owned]",
    "    move the code into an organisation of infra/orgs.yaml, or ask the leads of SIG K8s Infra for an exception and add it there",
  ]);
});

test("a misspelt organisation is probably meant to be the owned one", () => {
  expect(diagnose("sources: [kubernetes-sig/kind]")[1]).toBe("    did you mean kubernetes-sigs/kind?");
});

test("whoever was refused gets the answer again", () => {
  expect(diagnose("sources: [cri-o/cri-o]")).toEqual([
    "builds/k8s-staging-kind.yaml:1:11: error: cri-o/cri-o cannot be a source of k8s-staging-kind: the project does not own the organisation cri-o [source-not-owned]",
    "    SIG K8s Infra has refused cri-o: its images are not part of Kubernetes",
  ]);
});

test("an organisation that nobody works in any more is a warning", () => {
  expect(diagnose("sources: [kubernetes-incubator/old]")).toEqual([
    "builds/k8s-staging-kind.yaml:1:11: warning: kubernetes-incubator/old is a source of k8s-staging-kind, but nobody works in kubernetes-incubator any more [inactive-source]",
    "    name the repository that its code has moved to",
  ]);
});

test("an exception holds for its repository and its projects alone", () => {
  const source = (project: string, repository: string) =>
    diagnoseFiles({ [`${project}.yaml`]: `sources: [${repository}]` });
  expect(source("k8s-staging-coredns", "coredns/coredns")).toEqual([]);
  expect(source("k8s-staging-coredns", "coredns/other")[0]).toContain("[source-not-owned]");
  expect(source("k8s-staging-kind", "coredns/coredns")[0]).toContain("[source-not-owned]");
});

test("an exception holds to its last day, and is announced 30 days before that", () => {
  const { exceptions } = load({ "k8s-staging-kind.yaml": "sources: [example/old]" });
  const on = (day: string) =>
    formatDiagnostics(
      checkExpiries({ ...loadData(OWN_DATA).data!, sourceExceptions: exceptions }, day).filter(({ rule }) =>
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

test("a source is named once", () => {
  expect(diagnose("sources:", "  - kubernetes-sigs/kind", "  - kubernetes-sigs/kind")).toEqual([
    "builds/k8s-staging-kind.yaml:3:5: error: kubernetes-sigs/kind is already a source on line 2 [duplicate-source]",
    "    remove one of the two",
  ]);
});

test("orgs.yaml is read strictly, and sources are still judged by the rest of it", () => {
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

test("without orgs.yaml nothing is said about sources but that it is missing", () => {
  const { diagnostics } = load({ "k8s-staging-kind.yaml": "sources: [somebody/kind]" }, { orgsText: "" });
  expect(diagnostics.map(({ rule, file }) => [rule, file])).toEqual([["empty-file", "infra/orgs.yaml"]]);
});
