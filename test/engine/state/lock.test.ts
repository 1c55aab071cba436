import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { lockStateFolder } from "../../../engine/state/lock.ts";
import { testFolder } from "../../support/infra.ts";

const timestamp = "2026-11-22T10:00:00.000Z";
/** A process id above Linux's maximum (2^22), so that no process has it. */
const dead = { pid: 2 ** 22 + 1, username: "ada", hostname: hostname(), timestamp };
afterEach(() => void vi.useRealTimers());
vi.mock("node:os", { spy: true });

const said: string[] = [];
const say = (line: string) => void said.push(line);

test("the lock names its holder in the engine's own format, and is removed on release", () => {
  const folder = testFolder();
  const unlock = lockStateFolder(folder, say);
  const holder = JSON.parse(readFileSync(join(folder, "run.lock"), "utf8")) as object;
  expect(holder).toMatchObject({ pid: process.pid, username: userInfo().username, hostname: hostname() });
  unlock();
  expect(existsSync(join(folder, "run.lock"))).toBe(false);
});

test("a folder that is already locked is refused with the holder's name", () => {
  const folder = testFolder();
  const unlock = lockStateFolder(folder, say);
  const who = `${userInfo().username}@${hostname()} (process ${process.pid}, since `;
  expect(() => lockStateFolder(folder, say)).toThrow(who);
  unlock();
  lockStateFolder(folder, say)();
});

test("a stack lock left by a killed engine is cleared and reported", () => {
  const folder = testFolder();
  const locks = join(folder, "state/.pulumi/locks/organization/k8s-registry/staging");
  mkdirSync(locks, { recursive: true });
  writeFileSync(join(locks, "9f2c.json"), JSON.stringify(dead));
  said.length = 0;
  lockStateFolder(folder, say)();
  expect(said).toEqual([
    `the engine of ada@${hostname()} (process ${dead.pid}, since ${timestamp}) was killed; its lock is cleared`,
  ]);
  expect(existsSync(join(locks, "9f2c.json"))).toBe(false);
});

test("a lock left by a killed run is taken over and reported", () => {
  const folder = testFolder();
  writeFileSync(join(folder, "run.lock"), JSON.stringify(dead));
  said.length = 0;
  const unlock = lockStateFolder(folder, say);
  expect(said).toEqual([
    `the run of ada@${hostname()} (process ${dead.pid}, since ${timestamp}) was killed; its lock is cleared`,
  ]);
  expect(readFileSync(join(folder, "run.lock"), "utf8")).toContain(`"pid":${process.pid}`);
  unlock();
});

test("a partly written engine lock, left by a full disk, is cleared and reported", () => {
  const folder = testFolder();
  const locks = join(folder, "state/.pulumi/locks/organization/k8s-registry/staging");
  mkdirSync(locks, { recursive: true });
  const half = join(locks, "061e4219-3334-42d3-8353-a7b6664c4556.json.18ea88fda31a4069.tmp");
  writeFileSync(half, "");
  said.length = 0;
  lockStateFolder(folder, say)();
  expect(said).toEqual(["an engine could not write its lock; what it left is cleared"]);
  expect(existsSync(half)).toBe(false);
});

test("an engine that is still running keeps its lock", () => {
  const folder = testFolder();
  const locks = join(folder, "state/.pulumi/locks/organization/k8s-registry/staging");
  mkdirSync(locks, { recursive: true });
  writeFileSync(join(locks, "9f2c.json"), JSON.stringify({ ...dead, pid: process.pid }));
  expect(() => lockStateFolder(folder, say)).toThrow(
    `ada@${hostname()} (process ${process.pid}, since ${timestamp}) is using`,
  );
  expect(existsSync(join(locks, "9f2c.json"))).toBe(true);
  expect(existsSync(join(folder, "run.lock"))).toBe(false);
});

test.each([
  ["back", "2026-11-19T10:00:00.000Z"],
  ["forward", "2026-11-25T10:00:00.000Z"],
])("setting the clock %s by days does not affect whether a lock is stale", (_, now) => {
  vi.useFakeTimers({ now: Date.parse(now), toFake: ["Date"] });
  const folder = testFolder();
  const file = join(folder, "run.lock");
  writeFileSync(file, JSON.stringify({ ...dead, pid: process.pid }));
  expect(() => lockStateFolder(folder, say)).toThrow(
    `ada@${hostname()} (process ${process.pid}, since ${timestamp}) is using`,
  );
  writeFileSync(file, JSON.stringify(dead));
  lockStateFolder(folder, say)();
  expect(existsSync(file)).toBe(false);
});

test("an unreadable lock is left alone and named in the error, for a person to decide", () => {
  const folder = testFolder();
  const file = join(folder, "run.lock");
  writeFileSync(file, "{");
  expect(() => lockStateFolder(folder, say)).toThrow(
    `Somebody is using this state: wait until that run has ended. If there is no such run any more, delete ${file}.`,
  );
});

for (const text of ["", "garbage", "null", "12", "{}", '{"pid":"many"}']) {
  test(`a lock that says ${JSON.stringify(text)} is somebody's, and its file is named`, () => {
    const folder = testFolder();
    const file = join(folder, "run.lock");
    writeFileSync(file, text);
    expect(() => lockStateFolder(folder, say)).toThrow(
      `Somebody is using this state: wait until that run has ended. If there is no such run any more, delete ${file}.`,
    );
    expect(readFileSync(file, "utf8")).toBe(text);
  });
}

test("a user without a name, as in a container, is named by number", () => {
  vi.mocked(userInfo).mockImplementationOnce(() => {
    throw new Error("uv_os_get_passwd returned ENOENT");
  });
  const folder = testFolder();
  const unlock = lockStateFolder(folder, say);
  const { username } = JSON.parse(readFileSync(join(folder, "run.lock"), "utf8")) as { username: string };
  expect(username).toBe(String(process.getuid?.()));
  unlock();
});
