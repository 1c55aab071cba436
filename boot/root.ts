import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project name in Pulumi.yaml: the namespace of its configuration keys. */
export const PROJECT = "k8s-registry";

/** The root of the sources that this code was compiled from, as boot/compile.js knows it; undeclared in the sources. */
declare const COMPILED_FROM: string | undefined;

/** The project's root: that of the sources. Compiled code may lie in another checkout, so its location says nothing. */
const root =
  typeof COMPILED_FROM === "string" ? COMPILED_FROM : dirname(dirname(fileURLToPath(import.meta.url)));

/** Resolves a path against the project root, never against the working directory. Absolute paths stay as they are. */
export function fromRoot(path: string): string {
  return resolve(root, path);
}
