import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compiled } from "../../boot/compile.js";
import { fromRoot } from "../../boot/root.ts";
import { googleworkspace, packageVersion } from "./packages.ts";

/** A plugin of a local run: its name to the engine, and the script that starts it. */
interface Plugin {
  readonly kind: "resource" | "language";
  readonly name: string;
  readonly version: string;
  readonly script: string;
}

/**
 * Fills the plugin folder of a local run's Pulumi home: localcloud for every cloud, so that nothing in the run can
 * reach a real one, and our language host where the CLI has none.
 *
 * `replaced` maps provider names to real plugin executables that take the place of localcloud's. They get a worthless
 * access token and a proxy that refuses connections, so they cannot reach a cloud either.
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

/** Installs our language host into a folder meant for the PATH, under the name that an engine looks for there. */
export async function installLanguageHost(folder: string): Promise<void> {
  writeExecutable(folder, "pulumi-language-nodejs", await ours("language-host"));
}

/** The script passes the engine's process id, because the engine may be gone before Node.js has started. */
function writeExecutable(folder: string, name: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\nexport ENGINE_PID=$PPID\n${script}\n`, { mode: 0o755 });
}

/** Starts one of our own processes by absolute paths, because the engine chooses the working directory. */
async function ours(name: Parameters<typeof compiled>[0]): Promise<string> {
  return `exec ${quote(process.execPath)} ${quote(await compiled(name, fromRoot(".")))} "$@"`;
}

/** The environment that the real gcp plugin needs to preview offline: facts, gcp-provider.md, Further. */
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
