import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { fromRoot } from "../../boot/root.ts";

/** A kind of file that a program in Go reads, as test/support/goYaml/main.go names it. */
export type GoKind =
  "images" | "promoter-manifest" | "owners" | "jobs" | "service-account" | "stack" | "cron";

/** What the program makes of a text: a value, or the error with which it refuses it. */
export interface GoAnswer {
  readonly value?: unknown;
  readonly error?: string;
}

const folder = fromRoot("test/support/goYaml");

/** The name includes what the reader is built from, so that a change is built. */
const reader = ((): string => {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum", "main.go", "shapes.go"])
    hash.update(readFileSync(join(folder, file)));
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(cache, "k8s-registry", `go-yaml-${hash.digest("hex").slice(0, 16)}`, "reader");
})();

/** Builds the reader from Go's published modules, once for all clones. */
export async function buildGoYaml(): Promise<void> {
  const target = reader;
  if (existsSync(target)) return;
  const unfinished = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  await promisify(execFile)("go", ["build", "-trimpath", "-o", unfinished, "."], { cwd: folder });
  renameSync(unfinished, target);
}

/** Reads texts as the programs in Go do, in one process. Answers in the same order. */
export function readAsGo(requests: readonly { readonly kind: GoKind; readonly text: string }[]): GoAnswer[] {
  const output = execFileSync(reader, {
    input: requests.map((request) => JSON.stringify(request)).join("\n"),
    encoding: "utf8",
    maxBuffer: 1024 * 1024 * 1024,
  });
  return output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as GoAnswer);
}
