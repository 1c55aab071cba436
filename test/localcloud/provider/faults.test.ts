import { join } from "node:path";
import { expect, test } from "vitest";
import { awsFaults } from "../../../localcloud/aws/faults.ts";
import { googleFaults } from "../../../localcloud/gcp/faults.ts";
import type { FaultKinds } from "../../../localcloud/provider/faultKinds.ts";
import { faults, faultsFromEnvironment } from "../../../localcloud/provider/faults.ts";
import { messageOf, temporaryDirectory } from "../sandbox.ts";

const types = ["gcp:a/b:C", "gcp:storage/bucket:Bucket"];

/** The results of creations, each by a new plugin: how often it was made, and the error message if any. */
function day(seed: string, { faults: possible }: FaultKinds = googleFaults, kinds = types) {
  const record = join(temporaryDirectory(), "met");
  const urns = Array.from(
    { length: 400 },
    (_, index) => `urn:pulumi:s::p::${kinds[index % kinds.length]}::k8s-staging-kind/${index}`,
  );
  return urns.map((urn) => {
    let made = 0;
    const create = () =>
      faults(possible, seed, record)({ method: "create", urn, make: () => void (made += 1) });
    const message = (() => {
      try {
        create();
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    })();
    return { urn, made, message, again: () => (create(), made) };
  });
}

test("the same seed makes the same changes fail; another seed makes others fail", () => {
  const messages = (seed: string) => day(seed).map(({ message }) => message);
  expect(messages("7")).toEqual(messages("7"));
  expect(messages("7")).not.toEqual(messages("8"));
  expect(messages("7").filter(Boolean).length).toBeGreaterThan(20);
  expect(messages("7").filter(Boolean).length).toBeLessThan(80);
});

/** The kinds of faults of a day, each with how often the change was made. */
const kindsOf = (all: ReturnType<typeof day>) =>
  [
    ...new Set(
      all.flatMap(({ message, made }) =>
        message === undefined
          ? []
          : [`${/Error \d+|StatusCode: .*?(?=:( |$))|deadline|reset/.exec(message)![0]}: ${made}`],
      ),
    ),
  ].sort();

test("every kind of fault occurs, and some only after the change was made", () => {
  expect(kindsOf(day("7"))).toEqual([
    "Error 409: 1",
    "Error 412: 0",
    "Error 429: 0",
    "Error 500: 0",
    "Error 503: 0",
    "deadline: 0",
    "reset: 1",
  ]);
  const bindings = day("7", googleFaults, ["gcp:projects/iAMBinding:IAMBinding"]);
  expect(kindsOf(bindings)).not.toContain("Error 409: 1");
  const failedPrecondition = day("7").filter(({ message }) => message?.includes("Error 412"));
  expect(failedPrecondition.every(({ urn }) => urn.includes("::gcp:storage/"))).toBe(true);
});

test("AWS faults have AWS error messages, and only named resources can fail as already existing", () => {
  const [bucket, role, certificate] = ["s3/bucket:Bucket", "iam/role:Role", "acm/certificate:Certificate"];
  expect(kindsOf(day("7", awsFaults, [`aws:${bucket}`]))).toEqual([
    "StatusCode: 409, BucketAlreadyOwnedByYou: 1",
    "StatusCode: 500, InternalError: 0",
    "StatusCode: 503, ServiceUnavailable: 0",
    "StatusCode: 503, SlowDown: 0",
    "deadline: 0",
    "reset: 1",
  ]);
  expect(kindsOf(day("7", awsFaults, [`aws:${role}`]))).toContain("StatusCode: 400, Throttling: 0");
  const ofCertificates = kindsOf(day("7", awsFaults, [`aws:${certificate}`]));
  expect(ofCertificates.filter((kind) => kind.includes("409"))).toEqual([]);
});

test("a change that failed once succeeds the next time, even with a new plugin instance", () => {
  for (const { made, again } of day("7")) expect(again()).toBe(made + 1);
});

test("a seed that is not a whole number is refused", () => {
  process.env.LOCALCLOUD_FAULTS = "many";
  expect(messageOf(() => faultsFromEnvironment("gcp", googleFaults))).toBe(
    'localcloud: LOCALCLOUD_FAULTS must be a whole number, not "many"',
  );
  delete process.env.LOCALCLOUD_FAULTS;
});
