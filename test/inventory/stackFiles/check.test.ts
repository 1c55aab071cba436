import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkStackFiles } from "../../../inventory/stackFiles/check.ts";
import { dataIn } from "../../support/load.ts";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { fromRoot } from "../../../boot/root.ts";
import { diskTree, memoryTree } from "../../../inventory/yaml/tree.ts";

const { groups } = dataIn().data!;

const staging = readFileSync(fromRoot("Pulumi.staging.yaml"), "utf8");
const prod = readFileSync(fromRoot("Pulumi.prod.yaml"), "utf8");

/** What is said of the staging stack's file with a line of it replaced. */
function judge(line: string, by: string, file = staging): string[] {
  expect(file).toContain(line);
  const files = new Map([
    ["Pulumi.staging.yaml", file.replace(line, by)],
    ["Pulumi.prod.yaml", prod],
  ]);
  return formatDiagnostics(checkStackFiles(groups, memoryTree(files, ".")))
    .split("\n")
    .slice(0, -1);
}

/** The place of the organization's value. */
const at = `Pulumi.staging.yaml:${staging.split("\n").findIndex((line) => line.includes("organizationId")) + 1}:32: error:`;
const id = 'organizationId: "758905017065"';

test("our stack files have no mistakes", () => {
  expect(checkStackFiles(groups, diskTree(fromRoot("."), "."))).toEqual([]);
});

test("an undeclared group in a stack file is reported at its position, with the closest match", () => {
  const said = judge("artifactAdmins: k8s-infra-artifact", "artifactAdmins: k8s-infra-artefact");
  expect(said).toHaveLength(2);
  expect(said[0]).toMatch(
    /^Pulumi.staging.yaml:\d+:32: error: k8s-registry:artifactAdmins names the group k8s-infra-artefact-admins@kubernetes.io, which is not declared \[stack-group\]$/,
  );
  expect(said[1]).toBe("    did you mean k8s-infra-artifact-admins@kubernetes.io?");
});

test.each(["012345670123", "1.10", "12e4", "758905017065"])(
  "%s without quotes, which Pulumi reads as a number, is refused with the quotes around what stands there",
  (text) => {
    expect(judge(id, `organizationId: ${text}`)).toEqual([
      `${at} config.k8s-registry:organizationId must be text, not the number ${text} [wrong-type]`,
      `    put it in quotes: "${text}"`,
    ]);
  },
);

test("what only Pulumi takes for a number or a day is refused, and its remedy passes but for the schema", () => {
  expect(judge("accessLogBucket: k8s-infra-artifacts-gcslogs", "accessLogBucket: 1_000")).toEqual([
    expect.stringContaining("Pulumi takes 1_000 without quotes for a number [misread-value]"),
    '    put it in quotes: "1_000"',
  ]);
  expect(judge("accessLogBucket: k8s-infra-artifacts-gcslogs", 'accessLogBucket: "1_000"')).toEqual([]);
  expect(judge("accessLogBucket: k8s-infra-artifacts-gcslogs", "accessLogBucket: 2026-12-01")[0]).toContain(
    "Pulumi takes 2026-12-01 without quotes for a point in time [misread-value]",
  );
});

test("unknown keys, missing keys and malformed values are refused", () => {
  expect(judge(id, 'organisationId: "758905017065"')).toEqual([
    expect.stringContaining('config has the unknown key "k8s-registry:organisationId" [unknown-key]'),
    '    did you mean "k8s-registry:organizationId"?',
  ]);
  expect(judge(`  k8s-registry:${id}\n`, "")[0]).toContain(
    "config.k8s-registry:organizationId is missing [missing-key]",
  );
  expect(judge(id, "organizationId: kubernetes.io")).toEqual([
    `${at} config.k8s-registry:organizationId must be digits [malformed-value]`,
  ]);
  expect(judge("config:", "confg: {}\nconfig:")[0]).toContain(
    'the file has the unknown key "confg" [unknown-key]',
  );
});

test("what the commands of docs/bootstrap.md add passes", () => {
  const added = `secretsprovider: gcpkms://projects/p/locations/global/keyRings/r/cryptoKeys/k
encryptedkey: CiQAsNrS+/3=
config:
  k8s-registry:cdnCertificate: arn:aws:acm:us-east-1:513428760722:certificate/0a1b2c3d-0000-0000-0000-000000000000
  k8s-registry:githubConnections:
    kubernetes-sigs:
      installationId: 12345678
      secretVersion: projects/p/secrets/s/versions/1`;
  expect(judge("config:", added)).toEqual([]);
  expect(judge("config:", added.replace("12345678", "012345678"))[0]).toContain(
    "Pulumi takes 012345678 without quotes for another number [misread-value]",
  );
});
