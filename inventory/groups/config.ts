import { posix } from "node:path";
import { valueOf } from "../yaml/values.ts";
import type { Diagnostic } from "../yaml/diagnostics.ts";
import { startOf, type Position } from "../yaml/position.ts";
import { readFile } from "../yaml/file.ts";
import { configFile, configFormat, type ConfigFile } from "./schema.ts";
import type { Tree } from "../yaml/tree.ts";
import type { GroupsConfig } from "./types.ts";

/** The configuration, as the loader needs it. */
export interface ReadConfig {
  /** Undefined if the file cannot be read at all. */
  readonly config: GroupsConfig | undefined;
  /** Relative to the tree, like `restrictionsPath`. */
  readonly groupsPath: string;
  readonly restrictionsPath: string;
  /** Position of `groups-path`. */
  readonly groupsPathAt: Position;
  readonly diagnostics: readonly Diagnostic[];
}

/** The default of upstream's program. */
const file = "config.yaml";

type Complete = { readonly [K in keyof ConfigFile]-?: NonNullable<ConfigFile[K]> };

/** Replaces values that violate the schema, so that one mistake does not hide another. */
const fallback: Complete = {
  "secret-version": "",
  "bot-id": "",
  "groups-path": ".",
  "restrictions-path": "restrictions.yaml",
  domains: [],
  "skip-kubernetes-io-tests": false,
};

/** Reads `config.yaml`. */
export function readConfig(tree: Tree): ReadConfig {
  const { data, diagnostics } = readFile(tree.read(file), configFormat);
  const value = <K extends keyof Complete>(key: K): Complete[K] => {
    const stated = configFile.shape[key].safeParse(valueOf(data?.value, [key]));
    return (stated.data ?? fallback[key]) as Complete[K];
  };
  const config: GroupsConfig = {
    secretVersion: value("secret-version"),
    botId: value("bot-id"),
    domains: value("domains"),
    skipKubernetesIoTests: value("skip-kubernetes-io-tests"),
  };
  return {
    config: data && config,
    groupsPath: normalized(value("groups-path")),
    restrictionsPath: normalized(value("restrictions-path")),
    groupsPathAt: data?.valueAt(["groups-path"]) ?? startOf(posix.join(tree.displayName, file)),
    diagnostics,
  };
}

/** Normalizes `./a/` to `a`. */
function normalized(path: string): string {
  return posix.normalize(path).replace(/(?<=.)\/$/, "");
}
