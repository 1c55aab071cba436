/** What the code imports is what package.json declares: a package that another one brings along may go with it. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import ts from "typescript";
import { expect, test } from "vitest";
import { fromRoot } from "../boot/root.ts";

const declared = JSON.parse(readFileSync(fromRoot("package.json"), "utf8")) as Record<
  "dependencies" | "devDependencies",
  Record<string, string>
>;
const installed = Object.keys(declared.dependencies);
const forTests = [...installed, ...Object.keys(declared.devDependencies)];

/** The tracked modules outside sdks/, which are packages of their own. */
const modules = execFileSync("git", ["ls-files", "*.ts", "*.js", "*.cjs", "*.mjs"], {
  cwd: fromRoot("."),
  encoding: "utf8",
})
  .trim()
  .split("\n")
  .filter((path) => !path.startsWith("sdks/"));

/** The packages that a module imports, however it does. */
function packagesOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(fromRoot(path), "utf8"), true, true);
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith(".") && !isBuiltin(name))
    .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
}

test("every package that the code imports is a declared dependency", () => {
  const undeclared = modules.flatMap((path) => {
    // Tests and the configuration of tools run only where the development packages are installed.
    const known = path.startsWith("test/") || !path.includes("/") ? forTests : installed;
    return packagesOf(path)
      .filter((name) => !known.includes(name))
      .map((name) => `${path} imports ${name}`);
  });
  expect(undeclared).toEqual([]);
});

test("the packages of a module are found in every kind of import", () => {
  expect(packagesOf("cli/review/plan/monitor.ts")).toContain("google-protobuf");
  expect(packagesOf("boot/compile.js")).toEqual(["esbuild"]);
  expect(modules.length).toBeGreaterThan(500);
});
