import { execFile, spawn } from "node:child_process";
import { mkdirSync, renameSync, existsSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { fromRoot } from "../../boot/root.ts";
import { testFolder } from "./infra.ts";

const run = promisify(execFile);

/** The name includes the version that test/support/crane/go.mod pins, so that a new version is built. */
const crane = join(
  process.env.XDG_CACHE_HOME || join(homedir(), ".cache"),
  "k8s-registry",
  "crane-v0.22.1",
  "crane",
);

/** Builds crane from its published Go module, once for all clones. */
export async function buildCrane(): Promise<void> {
  if (existsSync(crane)) return;
  const unfinished = `${crane}.${process.pid}`;
  mkdirSync(dirname(crane), { recursive: true });
  const args = ["build", "-trimpath", "-o", unfinished, "github.com/google/go-containerregistry/cmd/crane"];
  await run("go", args, { cwd: fromRoot("test/support/crane") });
  renameSync(unfinished, crane);
}

/** Starts a registry on this machine for one test, and returns its host. */
export async function startRegistry(): Promise<string> {
  const child = spawn(crane, ["registry", "serve", "--address", "127.0.0.1:0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void child.kill());
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("exit", () => reject(new Error(`crane registry serve ended: ${said}`)));
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const port = /serving on port (\d+)\s/.exec(said)?.[1];
      if (port !== undefined) resolve(`127.0.0.1:${port}`);
    });
  });
}

/** Pushes an image with one layer, whose content makes it unique. Returns its digest. */
export async function pushImage(reference: string, content: string): Promise<string> {
  const folder = testFolder();
  writeFileSync(join(folder, "file"), content);
  await run("tar", [
    "--create",
    "--file",
    join(folder, "layer.tar"),
    "--mtime=@0",
    "--directory",
    folder,
    "file",
  ]);
  await run(crane, ["append", "--new_layer", join(folder, "layer.tar"), "--new_tag", reference]);
  return digestOfPushed(reference);
}

/** Pushes an index of images that have been pushed before. Returns its digest. */
export async function pushIndex(reference: string, images: readonly string[]): Promise<string> {
  await run(crane, [
    "index",
    "append",
    ...images.flatMap((image) => ["--manifest", image]),
    "--tag",
    reference,
  ]);
  return digestOfPushed(reference);
}

/** Copies an image with everything it consists of, as kpromo does. */
export async function copyImage(from: string, to: string): Promise<void> {
  await run(crane, ["copy", from, to]);
}

async function digestOfPushed(reference: string): Promise<string> {
  return (await run(crane, ["digest", reference])).stdout.trim();
}
