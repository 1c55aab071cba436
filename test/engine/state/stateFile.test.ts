import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LOCALCLOUD_MARKER } from "../../../components/tokens.ts";
import { PINNED_VERSION } from "../../../engine/pulumi/find.ts";
import { putBackState, readState } from "../../../engine/state/stateFile.ts";
import { testFolder } from "../../support/infra.ts";

const resource = (type: string, name: string, custom = true, stack = "staging") => ({
  urn: `urn:pulumi:${stack}::k8s-registry::${type}::${name}`,
  type,
  custom,
});
const marker = resource(LOCALCLOUD_MARKER, "localcloud", false);
const provider = resource("pulumi:providers:gcp", "default");
const bucket = resource("gcp:storage/bucket:Bucket", "k8s-staging-kind/k8s-staging-kind");

/** The error about a state file, or the creations pending in it. Fails if reading changes the file. */
function read(text: string, version = PINNED_VERSION): string | string[] {
  const file = join(testFolder(), "staging.json");
  writeFileSync(file, text);
  try {
    const pulumi = { path: "", version, hasLanguageHost: false };
    return [...readState(file, { stack: "staging", pulumi }).pending];
  } catch (error) {
    return (error as Error).message.replaceAll(file, "FILE");
  } finally {
    expect(readFileSync(file, "utf8")).toBe(text);
  }
}

const state = (latest: object, format = 3) =>
  JSON.stringify({
    version: format,
    checkpoint: { latest: { manifest: { version: "v3.250.0" }, ...latest } },
  });
const recovers = "    then `bin/infra recover staging` adopts what exists and the state does not know.";
const damaged = [
  "The state FILE is damaged. Nothing was changed.",
  "    Copy FILE.bak over it, which is the state before the last run, or delete it;",
  recovers,
].join("\n");

test("pending creations are told apart from other pending operations", () => {
  const pending = (type: string, urn: string) => ({ type, resource: { urn } });
  const operations = [pending("creating", "urn:a"), pending("updating", "urn:b")];
  expect(read(state({ pending_operations: operations }))).toEqual(["urn:a"]);
});

test("a stack that was never applied has no pending creations", () => {
  expect(read('{"version":3,"checkpoint":{"stack":"organization/k8s-registry/staging"}}')).toEqual([]);
});

test("a state with few or no resources, as left by an early failure, is accepted", () => {
  expect(read(state({ resources: [] }))).toEqual([]);
  expect(read(state({ resources: [provider] }))).toEqual([]);
  expect(read(state({ resources: [marker] }))).toEqual([]);
  expect(read(state({ resources: [marker, provider, { ...bucket, dependencies: [marker.urn] }] }))).toEqual(
    [],
  );
});

test.each([
  ["nothing", ""],
  ["half of it", state({ resources: [marker] }).slice(0, 80)],
  ["zeros", "\0".repeat(100)],
  ["another JSON file", '{"name":"k8s-registry"}'],
  ["a state without its format", '{"checkpoint":{}}'],
  ["resources of another form", state({ resources: [{ urn: 7 }] })],
  ["an id of another form", state({ resources: [{ ...marker, id: 7 }] })],
  ["a resource without its parent", state({ resources: [{ ...marker, parent: "urn:lost" }] })],
  ["a resource without what it needs", state({ resources: [{ ...marker, dependencies: ["urn:lost"] }] })],
])("a state file that holds %s is reported as damaged", (_what, text) => {
  expect(read(text)).toBe(damaged);
});

test("a state whose URNs are of another stack or project is refused", () => {
  const alien = (urn: string, name: string) => {
    expect(read(state({ resources: [{ ...marker, urn }] }))).toBe(
      `The state FILE is of ${name}, not of k8s-registry/staging. Nothing was changed.\n` +
        `    Move it to where it belongs;\n${recovers}`,
    );
  };
  alien(`urn:pulumi:prod::k8s-registry::${LOCALCLOUD_MARKER}::localcloud`, "k8s-registry/prod");
  alien(`urn:pulumi:staging::cluster::${LOCALCLOUD_MARKER}::localcloud`, "cluster/staging");
});

test("a state of the real clouds, which lacks localcloud's marker, is refused", () => {
  expect(read(state({ resources: [provider, bucket] }))).toBe(
    "The state FILE is of the real clouds, not of localcloud. Nothing was changed.\n" +
      `    Move it to where it belongs;\n${recovers}`,
  );
});

test("a state written by a newer pulumi is refused; one by the same or an older version is not", () => {
  const text = state({ manifest: { version: "v3.256.1" }, resources: [marker] });
  expect(read(text, "3.256.0")).toBe(
    "The state FILE was written by pulumi 3.256.1, and pulumi 3.256.0 would drop what it does not know of it. Nothing was changed.\n" +
      "    Put pulumi 3.256.1 or later on the PATH and run this again: https://www.pulumi.com/docs/iac/download-install/",
  );
  expect(read(text, "3.256.1")).toEqual([]);
  expect(read(text, "4.0.0")).toEqual([]);
  expect(read(state({ manifest: {} }), "3.212.0")).toEqual([]);
});

test("a state in a format that the engine cannot read is refused, whatever its content", () => {
  expect(read('{"version":5,"checkpoint":"of a kind to come"}', "3.212.0")).toBe(
    "The state FILE is of format 5, and pulumi 3.212.0 reads none above 4. Nothing was changed.\n" +
      "    Put a newer pulumi on the PATH and run this again: https://www.pulumi.com/docs/iac/download-install/",
  );
  expect(read(state({ resources: [marker] }, 4))).toEqual([]);
  // This version is newer than the pinned one, so it may support the format.
  expect(read(state({ resources: [marker] }, 5), "99.0.0")).toEqual([]);
});

test("a truncated state is replaced by an intact backup, and kept beside it", () => {
  const file = join(testFolder(), "staging.json");
  const [before, half] = [
    state({ resources: [marker] }),
    state({ resources: [marker, bucket] }).slice(0, 150),
  ];
  writeFileSync(file, half);
  expect(putBackState(file)).toBe(false);
  writeFileSync(`${file}.bak`, half);
  expect(putBackState(file)).toBe(false);
  writeFileSync(`${file}.bak`, before);
  expect(putBackState(file)).toBe(true);
  expect(readFileSync(file, "utf8")).toBe(before);
  expect(readFileSync(`${file}.damaged`, "utf8")).toBe(half);
  expect(putBackState(file)).toBe(false);
});
