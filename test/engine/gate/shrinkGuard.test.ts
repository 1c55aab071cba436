import { expect, test } from "vitest";
import { guardAgainstShrinking } from "../../../engine/gate/shrinkGuard.ts";
import { checkExpiries } from "../../../inventory/check/expiry.ts";
import { dataIn } from "../../support/load.ts";
import { EXIT } from "../../../terminal/userError.ts";
import { DAYS } from "../../support/days.ts";

const data = dataIn().data!;

test.each(DAYS)("on %s, unchanged data are refused only for what has expired by then", (day) => {
  const errors = checkExpiries(data, day).filter(({ severity }) => severity === "error");
  const guard = () => guardAgainstShrinking(data, data, "0123456789abcdef", day);
  if (errors.length === 0) {
    guard();
    return;
  }
  const refusal = "The gate refused the change since revision 0123456789. Nothing was changed.";
  expect(guard).toThrow(expect.objectContaining({ exitCode: EXIT.refused }));
  for (const text of [...errors.map(({ message }) => message), refusal]) expect(guard).toThrow(text);
});
