import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compiled } from "./compile.js";
import { googleworkspace, packageVersion } from "./packages.ts";

/** A plugin of a local run: what the engine calls it, and the script that starts it. */
interface Plugin {
  readonly kind: "resource" | "language";
  readonly name: string;
  readonly version: string;
  readonly script: string;
}

/**
 * Fills the plugin folder of a local run's Pulumi home: localcloud for every cloud, so that nothing of the run can
 * reach a real one, and our language host where the CLI brings none.
 *
 * `replaced` gives real provider plugins, by name, that stand in for localcloud's: executables that get an access
 * token of no worth and a proxy that refuses, so that they too reach no cloud.
 */
export async function installPlugins(
  pluginFolder: string,
  ownLanguageHost: boolean,
  replaced: Readonly<Record<string, string>>,
): Promise<void> {
  const plugins: Plugin[] = [];
  const gcp = replaced.gcp === undefined ? await ours("localcloud-gcp") : withoutCloud(replaced.gcp);
  plugins.push({ kind: "resource", name: "gcp", version: packageVersion("@pulumi/gcp"), script: gcp });
  const aws = await ours("localcloud-aws");
  plugins.push({ kind: "resource", name: "aws", version: packageVersion("@pulumi/aws"), script: aws });
  plugins.push({
    kind: "resource",
    name: googleworkspace.name,
    version: googleworkspace.version,
    script: await ours("localcloud-googleworkspace"),
  });
  if (ownLanguageHost) {
    const version = packageVersion("@pulumi/pulumi");
    plugins.push({ kind: "language", name: "nodejs", version, script: await ours("language-host") });
  }
  rmSync(pluginFolder, { recursive: true, force: true });
  for (const { kind, name, version, script } of plugins) {
    writeExecutable(join(pluginFolder, `${kind}-${name}-v${version}`), `pulumi-${kind}-${name}`, script);
  }
}

/** Puts our language host into a folder that is to stand on the PATH, under the name by which an engine looks for it there. */
export async function installLanguageHost(folder: string): Promise<void> {
  writeExecutable(folder, "pulumi-language-nodejs", await ours("language-host"));
}

/** The shell starts at once, Node.js in a second on a busy machine: whose child it was then, it could not tell any more. */
function writeExecutable(folder: string, name: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\nexport ENGINE_PID=$PPID\n${script}\n`, { mode: 0o755 });
}

/** Starts one of our own processes by absolute paths: the engine chooses the working folder. */
async function ours(name: Parameters<typeof compiled>[0]): Promise<string> {
  return `exec ${quote(process.execPath)} ${quote(await compiled(name))} "$@"`;
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
