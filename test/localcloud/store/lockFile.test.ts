import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tryLock, unlock } from "../../../localcloud/store/lockFile.ts";
import { temporaryDirectory } from "../sandbox.ts";

const place = () => {
  const folder = temporaryDirectory();
  return { folder, lock: join(folder, "lock"), temporary: join(folder, "ours") };
};
const never = () => false;

test("a lock is held by one owner, and only that owner can release it", () => {
  const { folder, lock, temporary } = place();
  expect(tryLock(lock, temporary, "a", never)).toBe(true);
  expect(tryLock(lock, temporary, "b", never)).toBe(false);
  unlock(lock, "b");
  expect(readFileSync(lock, "utf8")).toBe("a");
  expect(readdirSync(folder)).toEqual(["lock"]);
  unlock(lock, "a");
  expect(existsSync(lock)).toBe(false);
});

test("a stale lock is taken over", () => {
  const { lock, temporary } = place();
  writeFileSync(lock, "dead");
  expect(tryLock(lock, temporary, "a", (owner) => owner === "dead")).toBe(true);
  expect(readFileSync(lock, "utf8")).toBe("a");
});

test("of two processes that find the same stale lock, only one takes it over", () => {
  const { folder, lock, temporary } = place();
  writeFileSync(lock, "dead");
  const isDead = (owner: string) => owner === "dead";
  const overtaken = tryLock(lock, temporary, "slow", (owner) => {
    // Happens between the slow process's check and its takeover.
    if (isDead(owner)) expect(tryLock(lock, join(folder, "theirs"), "fast", isDead)).toBe(true);
    return isDead(owner);
  });
  expect(overtaken).toBe(false);
  expect(readFileSync(lock, "utf8")).toBe("fast");
  expect(readdirSync(folder)).toEqual(["lock"]);
});
