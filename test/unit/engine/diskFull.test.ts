import { expect, test } from "vitest";
import { onFullDisk, unsaid } from "../../../engine/diskFull.ts";
import { UserError } from "../../../engine/userError.ts";
import { testFolder } from "../../support/infra.ts";

test.each(["ENOSPC", "EDQUOT", "EFBIG"])("%s during a run is explained as a full disk", (code) => {
  const error = Object.assign(new Error(`${code}: no room, write`), { code });
  expect(onFullDisk(error)).toEqual(
    new UserError(
      `${code}: no room, write\n` +
        "The disk is full: the state may not record everything that was done. Free at least 256 MB and run this again; it adopts what exists.",
    ),
  );
});

test("any other error is returned unchanged", () => {
  const error = Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
  expect(onFullDisk(error)).toBe(error);
  expect(onFullDisk(new TypeError("a defect"))).toBeInstanceOf(TypeError);
});

test("a full disk is reported for a process that could not report it itself", () => {
  const folder = testFolder();
  expect(unsaid(folder)).toBe("");
  expect(unsaid(folder, 60_000)).toBe(`no space left on device: ${folder}\n`);
});
