import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A plugin of a local run: what the engine calls it, and the script that starts it. */
interface Plugin {
  readonly kind: "resource" | "language";
  readonly name: string;
  readonly version: string;
  readonly script: string;
}

const require = createRequire(import.meta.url);

/**
 * Fills the plugin folder of a local run's Pulumi home: localcloud for every cloud, so that nothing of the run can
 * reach a real one, and our language host where the CLI brings none.
 *
 * `replaced` gives real provider plugins, by name, that stand in for localcloud's: executables that get an access
 * token of no worth and a proxy that refuses, so that they too reach no cloud.
 */
export function installPlugins(
  pluginFolder: string,
  ownLanguageHost: boolean,
  replaced: Readonly<Record<string, string>>,
): void {
  const plugins: Plugin[] = [
    { kind: "resource", name: "gcp", version: packageVersion("@pulumi/gcp"), script: localcloud("gcp") },
  ].map((plugin) => {
    const real = replaced[plugin.name];
    return { ...plugin, kind: "resource", script: real === undefined ? plugin.script : withoutCloud(real) };
  });
  if (ownLanguageHost) {
    const version = packageVersion("@pulumi/pulumi");
    plugins.push({ kind: "language", name: "nodejs", version, script: typescript("../engine/host/main.ts") });
  }
  rmSync(pluginFolder, { recursive: true, force: true });
  for (const plugin of plugins) {
    const folder = join(pluginFolder, `${plugin.kind}-${plugin.name}-v${plugin.version}`);
    mkdirSync(folder, { recursive: true });
    const executable = join(folder, `pulumi-${plugin.kind}-${plugin.name}`);
    writeFileSync(executable, `#!/bin/sh\n${plugin.script}\n`);
    chmodSync(executable, 0o755);
  }
}

function packageVersion(name: string): string {
  return (require(`${name}/package.json`) as { version: string }).version;
}

function localcloud(cloud: string): string {
  return typescript(`../localcloud/${cloud}/main.ts`);
}

/** Starts a TypeScript file, given relative to this one, by absolute paths: the engine chooses the working folder. */
function typescript(file: string): string {
  const loader = import.meta.resolve("tsx");
  return `exec ${quote(process.execPath)} --import ${quote(loader)} ${quote(fileURLToPath(new URL(file, import.meta.url)))} "$@"`;
}

/** What the real gcp plugin needs to preview offline: facts, gcp-provider.md, Further. */
function withoutCloud(executable: string): string {
  const env = [
    "GOOGLE_OAUTH_ACCESS_TOKEN=of-no-worth",
    "HTTPS_PROXY=http://127.0.0.1:9",
    "PULUMI_GCP_SKIP_REGION_VALIDATION=true",
  ];
  return `exec env ${env.join(" ")} ${quote(executable)} "$@"`;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
