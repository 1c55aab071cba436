import { spawn } from "node:child_process";
import { mkdirSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fromRoot } from "../../boot/root.ts";

const MODULE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
/** The linker variable that holds the version. Unless it is set, the CLI reports itself as a development build. */
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** Returns the path of the CLI built for a version: in the user's cache, shared by all clones. */
export function builtPulumi(version: string): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(cache, "k8s-registry", `pulumi-v${version}`, "pulumi");
}

/**
 * Builds the CLI from its published Go module, which engine/go.mod pins. Returns undefined once the executable is at
 * `builtPulumi(version)`, or else the reason for the failure. An interrupted build leaves no executable there.
 */
export async function buildPulumi(version: string, say: (line: string) => void): Promise<string | undefined> {
  const target = builtPulumi(version);
  const unfinished = `${target}.${process.pid}`;
  const ldflags = `-s -w -X ${VERSION_VARIABLE}=v${version}`;
  say(`building pulumi ${version} from its Go module (once; it takes some minutes) …`);
  try {
    mkdirSync(dirname(target), { recursive: true });
    await runGo(["build", "-trimpath", "-ldflags", ldflags, "-o", unfinished, MODULE]);
    renameSync(unfinished, target);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function runGo(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = spawn("go", args, { cwd: fromRoot("engine"), stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    go.stderr.on("data", (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-2000)));
    go.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "ENOENT" ? new Error("there is no Go") : error),
    );
    go.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`go build failed: ${stderr.trim()}`)),
    );
  });
}
