import { expect, test } from "vitest";
import { onDiskError, unsaid } from "../../../engine/operation/diskFull.ts";
import { UserError } from "../../../terminal/userError.ts";
import { testFolder } from "../../support/infra.ts";

test.each(["ENOSPC", "EDQUOT", "EFBIG"])("%s during a run is explained as a full disk", (code) => {
  const error = Object.assign(new Error(`${code}: no room, write`), { code });
  expect(onDiskError(error)).toEqual(
    new UserError(
      `${code}: no room, write\n` +
        "The disk is full: the state may not record everything that was done. Free at least 256 MB and run this again; it adopts what exists.",
    ),
  );
});

test.each(["EACCES", "EPERM", "EROFS"])("%s during a run is explained as a missing permission", (code) => {
  const error = Object.assign(new Error(`${code}: no, open '/s/records/staging.json.new'`), { code });
  expect(onDiskError(error)).toEqual(
    new UserError(
      `${code}: no, open '/s/records/staging.json.new'\n` +
        "Make it readable and writable for you, and run this again; it adopts what exists and is missing from the state.",
    ),
  );
});

test("any other error is returned unchanged", () => {
  const error = Object.assign(new Error("EMFILE: too many open files"), { code: "EMFILE" });
  expect(onDiskError(error)).toBe(error);
  expect(onDiskError(new TypeError("a defect"))).toBeInstanceOf(TypeError);
});

test("a full disk is reported for a process that could not report it itself", () => {
  const folder = testFolder();
  expect(unsaid(folder)).toBe("");
  expect(unsaid(folder, 60_000)).toBe(`no space left on device: ${folder}\n`);
});
