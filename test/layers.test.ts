/** The lint rules of docs/adr/layers.md refuse an import that points the wrong way, however it is written. */
import { ESLint } from "eslint";
import { expect, test } from "vitest";
import tseslint from "typescript-eslint";
import { fromRoot } from "../boot/root.ts";

const eslint = new ESLint({
  cwd: fromRoot("."),
  // Rules about types would need the samples on disk.
  overrideConfig: [tseslint.configs.disableTypeChecked, { rules: { "no-unused-vars": "off" } }],
  ruleFilter: ({ ruleId }) => ["no-restricted-imports", "no-restricted-syntax"].includes(ruleId),
});

/** What the layer rules say of a text, if it were that file's. */
async function refused(path: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: fromRoot(path) });
  return result!.messages.map(({ message }) => message.replace(/^.* by a pattern\. /, ""));
}

test.each([
  ["boot/x.js", 'import { counted } from "../terminal/wording.ts";', "boot/ must not import from terminal/."],
  ["terminal/x.ts", 'import "../inventory/data.ts";', "terminal/ must not import from inventory/."],
  ["inventory/a/x.ts", 'export * from "../../cli/main.ts";', "inventory/ must not import from cli/."],
  ["components/a/x.ts", 'import "../../boot/root.ts";', "components/ must not import from boot/."],
  ["stacks/load.js", 'import "../engine/up/up.ts";', "stacks/ must not import from engine/."],
  ["policy/load.cjs", 'require("../engine/up/up.ts");', "policy/ must not import from engine/."],
  ["policy/x.mjs", 'import "../stacks/index.ts";', "policy/ must not import from stacks/."],
  ["engine/up/x.ts", 'import type { A } from "../../cli/main.ts";', "engine/ must not import from cli/."],
  ["localcloud/x.ts", 'import "../components/tokens.ts";', "localcloud/ must not import from components/."],
  ["cli/main.ts", 'await import("../localcloud/world.ts");', "cli/ must not import from localcloud/."],
  [
    "engine/up/x.ts",
    'export type A = import("../../policy/rule.ts").Rule;',
    "engine/ must not import from policy/.",
  ],
])("%s may not say %s", async (path, code, message) => {
  expect(await refused(path, code)).toEqual([message]);
});

test.each([
  ["cli/clients/git/x.ts", "../../review/plan/monitor.ts", "cli/clients/ must not import from review/."],
  ["cli/options/x.ts", "../commands/up.ts", "cli/options/ must not import from commands/."],
  ["cli/edits/apply/x.ts", "../onboarding/plan.ts", "cli/edits/apply/ must not import from onboarding/."],
  ["cli/edits/x.ts", "../review/plan/monitor.ts", "cli/edits/ must not import from review/."],
  ["cli/review/x.ts", "../edits/release.ts", "cli/review/ must not import from edits/."],
  ["cli/review/plan/x.ts", "../report/page.ts", "cli/review/plan/ must not import from report/."],
  ["cli/review/access/x.ts", "../../commands/up.ts", "cli/review/access/ must not import from commands/."],
  ["cli/review/report/x.ts", "../../../localcloud/world.ts", "cli/review/ must not import from localcloud/."],
  ["cli/commands/x.ts", "./up.ts", "A command must not import from another command."],
  ["cli/commands/a/x.ts", "../groups/text.ts", "A command must not import from another command."],
  ["cli/commands/a/b/x.ts", "../../up.ts", "A command must not import from another command."],
])("in cli/, %s may not import %s", async (path, imported, message) => {
  expect(await refused(path, `import "${imported}";`)).toEqual([message]);
  expect(await refused(path, `await import("${imported}");`)).toEqual([message]);
});

test("components may import types of the inventory, and values of a few modules", async () => {
  const message = "components/ must import only types from there.";
  const file = "components/builds/x.ts";
  expect(await refused(file, 'import { loadData } from "../../inventory/data.ts";')).toEqual([message]);
  expect(await refused(file, 'await import("../../inventory/data.ts");')).toEqual([message]);
  for (const code of [
    'import type { Data } from "../../inventory/data.ts";',
    'import { type Data } from "../../inventory/data.ts";',
    'export type D = import("../../inventory/data.ts").Data;',
    'import { stagingName } from "../../inventory/projects/naming.ts";',
  ]) {
    expect(await refused(file, code)).toEqual([]);
  }
});

test.each([
  ["boot/leanPack.ts", 'import "@pulumi/policy/deserialize.js";'],
  ["stacks/load.js", 'import "../boot/compile.js"; import(path);'],
  [
    "cli/commands/a/x.ts",
    'import "./text.ts"; import "../../review/plan/monitor.ts"; import "../../main.ts";',
  ],
  ["cli/commands/a/b/x.ts", 'import "../text.ts"; import "../../../clients/git/git.ts";'],
  ["cli/review/report/x.ts", 'import "../plan/report.ts"; import "../../clients/git/git.ts";'],
])("%s may say %s", async (path, code) => {
  expect(await refused(path, code)).toEqual([]);
});
