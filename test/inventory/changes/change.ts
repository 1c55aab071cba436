import type { Change } from "../../../inventory/changes/change.ts";
import { checkChange } from "../../../inventory/changes/index.ts";
import { type Data } from "../../../inventory/data.ts";
import { fromRoot } from "../../../boot/root.ts";
import { sourceOf } from "../../../inventory/yaml/source.ts";
import { diskTree, memoryTree } from "../../../inventory/yaml/tree.ts";
import { dataIn } from "../../support/load.ts";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { folder, groupsFile } from "../groups/diagnose.ts";

/** One revision of the data; omitted parts are empty. */
export interface Written {
  /** The lines below `infra:`. */
  readonly infra?: readonly string[];
  /** The lines below `groups:`. */
  readonly groups?: readonly string[];
  readonly limits?: readonly string[];
  /** The lines below `builds:` of k8s-staging-kind, whose images come from kubernetes-sigs/kind. */
  readonly builds?: readonly string[];
}

/** Loads data written in a test; its files are named after the revision. */
export function dataOf(revision: string, { infra = [], groups = [], limits, builds }: Written): Data {
  const text = ["infra:", ...infra.map((line) => `  ${line}`)].join("\n");
  const files = folder({
    "groups.yaml": groupsFile(...(groups.length > 0 ? groups : ["[]"])),
    ...(limits && { "limits.yaml": limits.join("\n") }),
  });
  const registryFolder = "test/fixtures/no-proxy";
  const kind = ["sources: [kubernetes-sigs/kind]", "builds:", ...(builds ?? []).map((line) => `  ${line}`)];
  const names = { infraFile: `${revision}/infra.yaml`, groupsFolder: revision, registryFolder };
  const { data, diagnostics } = dataIn(names, (name) => {
    if (name === registryFolder) return diskTree(fromRoot(name), name);
    if (name !== revision)
      return memoryTree(new Map(builds && [["k8s-staging-kind.yaml", kind.join("\n")]]), name);
    const groupsTree = memoryTree(files, name);
    const read = (path: string) =>
      path === "infra.yaml"
        ? sourceOf(names.infraFile, infra.length > 0 ? text : "infra: {}")
        : groupsTree.read(path);
    return { ...groupsTree, read };
  });
  if (data === undefined) throw new Error(formatDiagnostics(diagnostics));
  return data;
}

/** The change from `base` to `head`. */
export function changeOf(base: Written, head: Written): Change {
  return { base: dataOf("base", base), head: dataOf("head", head) };
}

/** All messages about a change on 2026-11-22: one line per diagnostic, hint or line to add. */
export function judged(base: Written, head: Written): string[] {
  return formatDiagnostics(checkChange(changeOf(base, head), "2026-11-22"))
    .split("\n")
    .slice(0, -1);
}

/** The errors only, without positions and hints. */
export function faults(base: Written, head: Written): string[] {
  return checkChange(changeOf(base, head), "2026-11-22")
    .filter(({ severity }) => severity === "error")
    .map(({ rule, message }) => `${rule}: ${message}`);
}
