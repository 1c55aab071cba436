import { readFileSync } from "node:fs";
import type { Data } from "../../../../inventory/data.ts";
import { dataIn } from "../../../support/load.ts";
import { formatDiagnostics } from "../../../../inventory/yaml/format.ts";
import { memoryTree } from "../../../../inventory/yaml/tree.ts";
import { fromRoot } from "../../../../boot/root.ts";

/** An edit of the frozen dozen, its groups or its registry: the text to find, and its replacement. */
export interface Edit {
  readonly infra?: readonly [find: string, replacement: string];
  readonly groups?: readonly [find: string, replacement: string];
  readonly registry?: readonly [find: string, replacement: string];
}

const text = (path: string) => readFileSync(fromRoot(`test/fixtures/${path}`), "utf8");
const originals = {
  infra: text("dozen/infra.yaml"),
  groups: text("few-groups/groups.yaml"),
  registry: text("no-proxy/proxy.yaml"),
};

/** The dozen with an edit. Throws when the text to find is missing. */
export function dozen(edit: Edit = {}): Data {
  const edited = (key: keyof typeof originals): string => {
    const [find, replacement] = edit[key] ?? ["", ""];
    if (!originals[key].includes(find)) throw new Error(`${JSON.stringify(find)} is not in ${key}`);
    return originals[key].replace(find, replacement);
  };
  const groups = new Map([
    ["config.yaml", text("few-groups/config.yaml")],
    ["restrictions.yaml", text("few-groups/restrictions.yaml")],
    ["groups.yaml", edited("groups")],
  ]);
  const folders = new Map([
    [".", new Map([["infra.yaml", edited("infra")]])],
    ["groups", groups],
    [
      "registry",
      new Map([
        ["proxy.yaml", edited("registry")],
        ["production.yaml", text("no-proxy/production.yaml")],
        ["mirrors.yaml", text("no-proxy/mirrors.yaml")],
      ]),
    ],
  ]);
  const names = { infraFile: "infra.yaml", groupsFolder: "groups", registryFolder: "registry" };
  const { data, diagnostics } = dataIn(names, (name) =>
    memoryTree(folders.get(name) ?? new Map<string, string>(), name),
  );
  if (data === undefined) throw new Error(formatDiagnostics(diagnostics));
  return data;
}
