import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeAll } from "../../../../cli/edits/apply/files.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { UserError } from "../../../../terminal/userError.ts";
import { testFolder } from "../../../support/infra.ts";

const read = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");

test("a change creates, edits and deletes files, and is undone, permissions included, if what follows fails", () => {
  const folder = testFolder();
  writeFileSync(join(folder, "changed"), "old", { mode: 0o755 });
  writeFileSync(join(folder, "gone"), "old");
  const edits = new Map([
    ["changed", "new"],
    ["gone", undefined],
    ["a/b/made", "new"],
  ]);
  const refusal = new UserError("the hook refuses");
  const refuse = () => {
    const there = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
    expect(there.filter((path) => !path.startsWith("edit-"))).toEqual(["a", "a/b", "a/b/made", "changed"]);
    expect([read(folder, "changed"), read(folder, "a/b/made")]).toEqual(["new", "new"]);
    throw refusal;
  };
  expect(() => {
    writeAll(folder, edits, refuse);
  }).toThrow(refusal);
  expect(readdirSync(folder).sort()).toEqual(["changed", "gone"]);
  expect([read(folder, "changed"), read(folder, "gone")]).toEqual(["old", "old"]);
  expect(statSync(join(folder, "changed")).mode & 0o777).toBe(0o755);
});

test("when one file cannot be written, all others are left unchanged", () => {
  const folder = testFolder();
  writeFileSync(join(folder, "first"), "old");
  mkdirSync(join(folder, "second/full"), { recursive: true });
  expect(() =>
    writeAll(
      folder,
      new Map([
        ["first", "new"],
        ["made/x", "new"],
        ["second", "new"],
      ]),
    ),
  ).toThrow(/^nothing was written: second: /);
  expect(readdirSync(folder).sort()).toEqual(["first", "second"]);
  expect(read(folder, "first")).toBe("old");
});

const COUNT = 3000;

/** Writes many files in a separate process that receives a signal once `when` returns true. Returns how it ended. */
async function ended(folder: string, sent: NodeJS.Signals, when: () => boolean) {
  const program = `
    const { writeAll } = await import(${JSON.stringify(fromRoot("cli/edits/apply/files.ts"))});
    const edits = Array.from({ length: ${COUNT} }, (_, index) => ["out/" + index, "new"]);
    writeAll(${JSON.stringify(folder)}, new Map(edits));`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
    cwd: fromRoot("."),
  });
  const exit = once(child, "exit");
  let was = false;
  const timer = setInterval(() => {
    if (!was && when()) was = child.kill(sent);
  }, 0);
  const [code, signal] = (await exit) as [number | null, NodeJS.Signals | null];
  clearInterval(timer);
  return { was, by: signal ?? code };
}

test("a process killed before the moves applies nothing, and the next change cleans up after it", async () => {
  const folder = testFolder();
  const waiting = () => readdirSync(folder).some((name) => name.startsWith("edit-"));
  expect(await ended(folder, "SIGKILL", waiting)).toEqual({ was: true, by: "SIGKILL" });
  expect(existsSync(join(folder, "out")) ? readdirSync(join(folder, "out")) : []).toEqual([]);
  writeAll(folder, new Map([["next", "new"]]));
  expect(readdirSync(folder).filter((name) => name !== "out")).toEqual(["next"]);
});

test("a change killed during the moves is completed by the next change", async () => {
  const folder = testFolder();
  const moving = () => existsSync(join(folder, "out/0"));
  expect(await ended(folder, "SIGKILL", moving)).toEqual({ was: true, by: "SIGKILL" });
  expect(readdirSync(join(folder, "out")).length).toBeLessThan(COUNT);
  writeAll(folder, new Map([["next", "new"]]));
  expect(readdirSync(join(folder, "out"))).toHaveLength(COUNT);
  expect(readdirSync(folder).sort()).toEqual(["next", "out"]);
});

test("completing a killed change skips what it had done already, deletions included", () => {
  const folder = testFolder();
  // No process has this id: Linux and macOS stop below it.
  const own = join(folder, "edit-99999999-x");
  mkdirSync(own);
  writeFileSync(join(own, "1"), "new");
  const moves = [{ to: join(folder, "gone") }, { from: join(own, "1"), to: join(folder, "made") }];
  writeFileSync(join(own, "journal.json"), JSON.stringify(moves));
  writeAll(folder, new Map([["next", "new"]]));
  expect(readdirSync(folder).sort()).toEqual(["made", "next"]);
});

test("Ctrl-C during the moves waits until all of them are done", async () => {
  const folder = testFolder();
  const moving = () => existsSync(join(folder, "out/0"));
  expect(await ended(folder, "SIGINT", moving)).toEqual({ was: true, by: 0 });
  expect(readdirSync(join(folder, "out"))).toHaveLength(COUNT);
  expect(readdirSync(folder)).toEqual(["out"]);
});
