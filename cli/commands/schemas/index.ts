import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Command } from "commander";
import { fromRoot } from "../../../boot/root.ts";
import { counted } from "../../../terminal/wording.ts";
import { staleFiles } from "./generated.ts";

const help = `
Generates schemas/ and docs/reference/ from the schemas that \`check\` uses, and
the first line of each data file, which tells an editor where its schema is.
Exit status: 0 done, 1 with --check: a file is not current.

Examples:
  $ infra schemas
  $ infra schemas --check`;

/** The command `infra schemas`, which `make generate` runs. */
export function schemasCommand(): Command {
  return new Command("schemas")
    .description("write the JSON Schemas and the reference of the data files")
    .option("--check", "write nothing and say which files are not current")
    .addHelpText("after", help)
    .action(({ check = false }: { check?: boolean }) => {
      const stale = staleFiles();
      if (!check) stale.forEach(({ path, text }) => write(path, text));
      const verb = check ? "not current" : "written";
      process.stdout.write(stale.map(({ path }) => `${path}\n`).join(""));
      process.stdout.write(`${counted(stale.length, "file")} ${verb}\n`);
      process.exitCode = check && stale.length > 0 ? 1 : 0;
    });
}

function write(path: string, text: string): void {
  const file = fromRoot(path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
