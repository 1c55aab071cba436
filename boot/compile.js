// Plain JavaScript: it runs before anything can strip types.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The entry points that are started often enough to be worth compiling, by output name. */
const ENTRY_POINTS = {
  infra: "cli/main.ts",
  "language-host": "engine/pulumi/host/main.ts",
  "localcloud-aws": "localcloud/aws/main.ts",
  "localcloud-gcp": "localcloud/gcp/main.ts",
  "localcloud-googleworkspace": "localcloud/googleworkspace/main.ts",
  "policy-pack": "policy/pack.ts",
  program: "stacks/index.ts",
};
/** In milliseconds. */
const DAY = 24 * 60 * 60 * 1000;
const SOURCES = [
  "boot",
  "cli",
  "components",
  "engine",
  "inventory",
  "localcloud",
  "policy",
  "sdks",
  "stacks",
  "terminal",
  "package-lock.json",
];

/**
 * Returns the absolute path of a compiled entry point. Compiles all of them, in about 0.3 s, when a source has changed
 * since the last time. Each is bundled because loading many small files through a TypeScript loader took four times as
 * long as all the work of `infra check` (docs/adr/compile-on-demand.md).
 *
 * @param {keyof typeof ENTRY_POINTS} name
 * @param {string} root the checkout to compile: by default that of this file. Compiled code must pass it, since it lies
 *   below `node_modules`, which may be a link into another checkout.
 * @returns {Promise<string>}
 */
export async function compiled(name, root = dirname(dirname(fileURLToPath(import.meta.url)))) {
  const folder = join(root, "node_modules", ".cache", "k8s-registry");
  const current = join(folder, sourceDigest(root));
  if (existsSync(current)) keep(current);
  else await compile(root, folder, current);
  return join(current, `${name}.js`);
}

/**
 * Compiles into a temporary folder and renames it to the target, so that concurrent processes never see partial output.
 *
 * @param {string} root
 * @param {string} folder
 * @param {string} target
 */
async function compile(root, folder, target) {
  const { build } = await import("esbuild");
  const unfinished = `${target}.${process.pid}`;
  await build({
    absWorkingDir: root,
    entryPoints: ENTRY_POINTS,
    outdir: unfinished,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: "linked",
    sourcesContent: false,
    // Not bundled: these packages load files relative to their own location.
    external: [
      "@pulumi/pulumi",
      "@pulumi/aws",
      "@pulumi/gcp",
      "@pulumi/policy",
      "@grpc/grpc-js",
      "google-protobuf",
      "esbuild",
      "pulumi",
      "tsx",
    ],
    // Read by boot/root.ts: the location of the output does not tell the root.
    define: { COMPILED_FROM: JSON.stringify(root) },
    // Some bundled packages are CommonJS and call `require`.
    banner: { js: 'import { createRequire as r } from "node:module"; const require = r(import.meta.url);' },
    logLevel: "error",
  });
  try {
    renameSync(unfinished, target);
  } catch (error) {
    // Another process finished first, with the same result.
    if (!existsSync(target)) throw error;
    rmSync(unfinished, { recursive: true });
  }
  // A run still in progress may start plugins from a folder that is no longer current, or is another checkout's.
  for (const name of readdirSync(folder)) {
    const old = join(folder, name);
    const used = statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (Date.now() - used > DAY) rmSync(old, { recursive: true, force: true });
  }
}

/**
 * Marks an output folder as used now.
 *
 * @param {string} folder
 */
function keep(folder) {
  try {
    utimesSync(folder, new Date(), new Date());
  } catch {
    // Where it cannot be marked, it cannot be removed either.
  }
}

/**
 * Returns a digest that changes whenever a source file is edited, added or removed. Paths are absolute, so that
 * checkouts that share a `node_modules` share no output.
 *
 * @param {string} root
 */
function sourceDigest(root) {
  const hash = createHash("sha256").update(process.version);
  for (const source of SOURCES.map((name) => join(root, name)).filter((path) => existsSync(path))) {
    const files = statSync(source).isDirectory()
      ? readdirSync(source, { recursive: true, encoding: "utf8" })
          .sort()
          .map((name) => join(source, name))
      : [source];
    for (const file of files.filter((name) => !name.endsWith(".md"))) {
      const { mtimeMs, size } = statSync(file);
      hash.update(`${file}:${mtimeMs}:${size}\n`);
    }
  }
  return hash.digest("hex").slice(0, 16);
}
