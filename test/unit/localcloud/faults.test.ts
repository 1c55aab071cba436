import { join } from "node:path";
import { expect, test } from "vitest";
import { faults, faultsFromEnvironment } from "../../../localcloud/provider/faults.ts";
import { messageOf, temporaryDirectory } from "./sandbox.ts";

const urns = Array.from(
  { length: 300 },
  (_, index) => `urn:pulumi:s::p::gcp:a/b:C::k8s-staging-kind/${index}`,
);

/** What becomes of the creation of each, by a plugin of its own each time: made, and the message if there is one. */
function day(seed: string, record = join(temporaryDirectory(), "met")) {
  return urns.map((urn) => {
    let made = 0;
    const create = () => faults(seed, record)({ method: "create", urn, make: () => void (made += 1) });
    const message = (() => {
      try {
        create();
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    })();
    return { made, message, again: () => (create(), made) };
  });
}

test("the same seed lets the same changes go wrong, in any order; another seed lets others", () => {
  const messages = (seed: string) => day(seed).map(({ message }) => message);
  expect(messages("7")).toEqual(messages("7"));
  expect(messages("7")).not.toEqual(messages("8"));
  expect(messages("7").filter(Boolean).length).toBeGreaterThan(15);
  expect(messages("7").filter(Boolean).length).toBeLessThan(60);
});

test("every kind of fault comes, and some after the change was made", () => {
  const bad = day("7").filter(({ message }) => message !== undefined);
  const kinds = bad.map(
    ({ message = "", made }) => `${/Error (\d+)|deadline|reset/.exec(message)![0]}: ${made}`,
  );
  expect([...new Set(kinds)].sort()).toEqual([
    "Error 409: 1",
    "Error 429: 0",
    "Error 500: 0",
    "Error 503: 0",
    "deadline: 0",
    "reset: 1",
  ]);
});

test("what went wrong once goes well the next time, also by another process", () => {
  for (const { made, again } of day("7")) expect(again()).toBe(made + 1);
});

test("a seed that is no whole number is refused", () => {
  process.env.LOCALCLOUD_FAULTS = "many";
  expect(messageOf(() => faultsFromEnvironment("gcp"))).toBe(
    'localcloud: LOCALCLOUD_FAULTS must be a whole number, not "many"',
  );
  delete process.env.LOCALCLOUD_FAULTS;
});
