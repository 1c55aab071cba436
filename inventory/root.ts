import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's name in Pulumi.yaml, which stands before every key of its configuration. */
export const PROJECT = "k8s-registry";

/** The folder that Pulumi.yaml stands in; found upwards from this file, which may be compiled into another folder. */
const root = (function find(folder: string): string {
  return existsSync(join(folder, "Pulumi.yaml")) ? folder : find(dirname(folder));
})(dirname(fileURLToPath(import.meta.url)));

/** The absolute path of a file given relative to the project's root: data is never found from the working directory. */
export function fromRoot(path: string): string {
  return resolve(root, path);
}
