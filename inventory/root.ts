import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The absolute path of a file given relative to the project's root: data is never found from the working directory. */
export function fromRoot(path: string): string {
  return resolve(root, path);
}
