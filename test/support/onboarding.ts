import { cpSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Terminal } from "../../terminal/terminal.ts";
import { fromRoot } from "../../boot/root.ts";

/** All files of a checkout that hold data. */
const DATA = ["infra", "groups", "registry.k8s.io", "Pulumi.prod.yaml", "Pulumi.staging.yaml"];

/** Copies the project's own data to a folder, and returns that. */
export function copyData(folder: string): string {
  for (const name of DATA) cpSync(fromRoot(name), join(folder, name), { recursive: true });
  return folder;
}

/** The text of every file below a folder by relative path, except git's own. */
export function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.filter((path) => !path.startsWith(".git/") && statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** The files that differ, each with its new text, or undefined when it is gone. */
export function changed(before: Record<string, string>, after: Record<string, string>) {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return Object.fromEntries(
    paths.filter((path) => before[path] !== after[path]).map((path) => [path, after[path]]),
  );
}

/** A terminal that records its output. With answers, it is interactive and gives them in turn. */
export function terminal(...answers: readonly string[]): Terminal & { shown: () => string } {
  let shown = "";
  const left = [...answers];
  return {
    interactive: answers.length > 0,
    colours: false,
    print: (text) => {
      shown += text;
    },
    ask: (question) => {
      const answer = left.shift();
      if (answer === undefined) throw new Error(`nobody answers ${question}`);
      shown += `${question}${answer}\n`;
      return Promise.resolve(answer);
    },
    shown: () => shown,
  };
}
