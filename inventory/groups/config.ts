import { posix } from "node:path";
import { valueOf } from "../declarations.ts";
import type { Diagnostic } from "../diagnostics.ts";
import type { Position } from "../types.ts";
import { readFile } from "./file.ts";
import type { ConfigFile } from "./schema.ts";
import { configFile, configFormat } from "./schema.ts";
import type { Tree } from "./tree.ts";
import type { GroupsConfig } from "./types.ts";

/** The configuration as the loader needs it. */
export interface ReadConfig {
  /** Undefined when the file cannot be read at all. */
  readonly config: GroupsConfig | undefined;
  /** Relative to the tree, as the next. */
  readonly groupsPath: string;
  readonly restrictionsPath: string;
  /** Where the path of the folder of groups stands. */
  readonly groupsPathAt: Position;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where upstream's program looks when it is not told otherwise. */
const file = "config.yaml";

type Complete = { readonly [K in keyof ConfigFile]-?: NonNullable<ConfigFile[K]> };

/** What stands in for a value that is not of the format, so that one mistake does not hide the next. */
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
  const { data, diagnostics } = readFile(tree, file, configFormat, "secret-version");
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
    groupsPathAt: data?.valueAt(["groups-path"]) ?? {
      file: posix.join(tree.displayName, file),
      line: 1,
      column: 1,
    },
    diagnostics,
  };
}

/** `./a/` is `a`. */
function normalized(path: string): string {
  return posix.normalize(path).replace(/(?<=.)\/$/, "");
}
