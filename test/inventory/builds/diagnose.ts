import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { loadBuilds, type BuildsResult } from "../../../inventory/builds/load.ts";
import { sourceOf } from "../../../inventory/yaml/source.ts";
import { memoryTree } from "../../../inventory/yaml/tree.ts";

/**
 * The organizations in these tests: two that are owned, one that is inactive, one that was refused; and two exceptions.
 */
export const orgs = `organizations:
  kubernetes: { source: community }
  kubernetes-sigs: { source: community }
  kubernetes-incubator: { source: community, state: inactive }
exceptions:
  - repository: coredns/coredns
    projects: [k8s-staging-coredns]
    reason: part of every cluster
    approver: SIG K8s Infra
    date: 2026-08-22
  - repository: example/old
    projects: [k8s-staging-kind]
    reason: being moved
    approver: SIG K8s Infra
    date: 2025-12-01
    expires: 2026-12-01
refused:
  cri-o: its images are not part of Kubernetes
`;

/** Loads files by name, relative to the folder. */
export function load(files: Readonly<Record<string, string>>, { orgsText = orgs } = {}): BuildsResult {
  const tree = memoryTree(new Map(Object.entries(files)), "builds");
  return loadBuilds(tree, sourceOf("infra/orgs.yaml", orgsText));
}

/** All messages about files: one line per diagnostic or hint. */
export function diagnoseFiles(
  files: Readonly<Record<string, string>>,
  options?: Parameters<typeof load>[1],
): string[] {
  return formatDiagnostics(load(files, options).diagnostics).split("\n").slice(0, -1);
}

/** Like {@link diagnoseFiles}, for `k8s-staging-kind.yaml` with these lines. */
export function diagnose(...lines: string[]): string[] {
  return diagnoseFiles({ "k8s-staging-kind.yaml": lines.join("\n") });
}

/** Like {@link diagnose}, for one build. Its first line is line 4 of the file, column 5. */
export function diagnoseBuild(...lines: string[]): string[] {
  return diagnose(
    "sources: [kubernetes-sigs/kind]",
    "builds:",
    "  post-kind:",
    ...lines.map((line) => `    ${line}`),
  );
}
