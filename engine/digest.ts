import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ORGS_FILE, buildsFolder, type DataFiles } from "../inventory/data.ts";
import { fromRoot } from "../inventory/root.ts";

/** What the program is made of, beside its data: the folders it imports from, its packages and its configuration. */
const PROGRAM = ["Pulumi.yaml", "components", "inventory", "package-lock.json", "sdks", "stacks"];

/** Changes whenever the content of a data file, of the program or of the stack's configuration does. */
export function digestOf(stack: string, data: DataFiles): string {
  const hash = createHash("sha256");
  for (const path of [
    ...Object.values<string>({ ...data }),
    buildsFolder(data.infraFile),
    ORGS_FILE,
    `Pulumi.${stack}.yaml`,
    ...PROGRAM,
  ].map(fromRoot)) {
    for (const file of filesAt(path)) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesAt(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}
