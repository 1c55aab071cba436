import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project name in Pulumi.yaml: the namespace of its configuration keys. */
export const PROJECT = "k8s-registry";

/** The folder that contains Pulumi.yaml. Searched upward from this file, which may be compiled into another folder. */
const root = (function find(folder: string): string {
  return existsSync(join(folder, "Pulumi.yaml")) ? folder : find(dirname(folder));
})(dirname(fileURLToPath(import.meta.url)));

/** Resolves a path against the project root, never against the working directory. Absolute paths stay as they are. */
export function fromRoot(path: string): string {
  return resolve(root, path);
}
