import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { releaseCommand, runRelease } from "../../../cli/commands/release.ts";
import { EXIT, UserError } from "../../../terminal/userError.ts";
import { DAYS } from "../../support/days.ts";
import { testFolder } from "../../support/infra.ts";
import { twoRegions } from "../../support/registry.ts";

const [a, b, c] = ["a", "b", "c"].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string, string];

function folderWith(text = twoRegions) {
  const registry = join(testFolder(), "registry");
  mkdirSync(registry);
  const file = join(registry, "proxy.yaml");
  writeFileSync(file, text);
  return { registry, file, content: () => readFileSync(file, "utf8") };
}

function refusal(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error("it was not refused");
}

test("a new digest is added at the top of staging's list, and no other line changes", () => {
  const { registry, file, content } = folderWith();
  expect(runRelease(c, { to: "staging", date: "2026-04-01", registry }).split("\n")).toEqual([
    `${file}: staging runs ${c} since 2026-04-01.`,
    `  before: ${b}, since 2026-03-01`,
    "See what that changes: infra preview staging",
  ]);
  expect(content()).toBe(
    twoRegions.replace(
      `        - digest: ${b}`,
      `        - digest: ${c}\n          date: 2026-04-01\n        - digest: ${b}`,
    ),
  );
  expect(readdirSync(registry)).toEqual(["proxy.yaml"]);
});

test("a digest promoted to prod is inserted above the comment of the previous release", () => {
  const { registry, content } = folderWith();
  runRelease(b, { to: "prod", date: "2026-03-08", registry });
  expect(content()).toContain(
    [
      "      releases:",
      `        - digest: ${b}`,
      "          date: 2026-03-08",
      "        # tried for a week",
      `        - digest: ${a}`,
    ].join("\n"),
  );
});

test("the date defaults to today", () => {
  vi.setSystemTime("2026-11-22T23:59:00Z");
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const { registry, content } = folderWith();
  releaseCommand().parse(["proxy", c, "--registry", registry], { from: "user" });
  vi.useRealTimers();
  vi.restoreAllMocks();
  expect(content()).toContain(`- digest: ${c}\n          date: 2026-11-22\n`);
});

test.each(DAYS)("the release of %s has that day, as text that is read back", (date) => {
  const { registry, content } = folderWith(twoRegions.replaceAll(/(?<=date: )\d{4}/g, "2000"));
  runRelease(c, { to: "staging", date, registry });
  expect(content()).toContain(`- digest: ${c}\n          date: ${date}\n`);
});

test("a digest that already runs changes nothing", () => {
  const { registry, content } = folderWith();
  expect(runRelease(b, { to: "staging", date: "2026-04-01", registry })).toBe(
    `staging runs ${b} already, since 2026-03-01: nothing to change.`,
  );
  expect(content()).toBe(twoRegions);
});

test.each([
  ["a digest that staging never ran", c, "2026-04-01", "release-not-staged"],
  ["a tag", "v0.6.0", "2026-04-01", "malformed-value"],
  ["a date before the last", b, "2026-02-07", "release-order"],
])("%s is refused, and nothing is written", (_, digest, date, rule) => {
  const { registry, content } = folderWith();
  const error = refusal(() => runRelease(digest, { to: "prod", date, registry }));
  expect(error.message).toContain(`[${rule}]`);
  expect(error.message).toMatch(/\nNothing was written\.$/);
  expect(error.exitCode).toBe(EXIT.badData);
  expect(content()).toBe(twoRegions);
});

test("a release list in YAML flow style is refused", () => {
  const flow = twoRegions.replace(
    /releases:\n {8}# tried[^]*$/,
    `releases: [{ digest: ${a}, date: 2026-02-08 }]\n`,
  );
  const { registry, file } = folderWith(flow);
  expect(refusal(() => runRelease(b, { to: "prod", date: "2026-03-08", registry })).message).toBe(
    `${file}: stacks.prod has no list of releases below one another: write it so first.\nNothing was written.`,
  );
});
