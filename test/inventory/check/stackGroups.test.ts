import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkStackGroups } from "../../../inventory/check/stackGroups.ts";
import { dataIn } from "../../support/load.ts";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { fromRoot } from "../../../boot/root.ts";
import { diskTree } from "../../../inventory/yaml/tree.ts";
import { testFolder } from "../../support/infra.ts";

const { groups } = dataIn().data!;

test("the groups named in our stack files are declared", () => {
  expect(checkStackGroups(groups, diskTree(fromRoot("."), "."))).toEqual([]);
});

test("an undeclared group in a stack file is reported at its position, with the closest match", () => {
  const folder = testFolder();
  const config = (email: string) => `config:\n  k8s-registry:artifactAdmins: ${email}\n`;
  writeFileSync(join(folder, "Pulumi.staging.yaml"), config("k8s-infra-artefact-admins@kubernetes.io"));
  writeFileSync(join(folder, "Pulumi.prod.yaml"), config("k8s-infra-artifact-admins@kubernetes.io"));
  expect(
    formatDiagnostics(checkStackGroups(groups, diskTree(folder, ".")))
      .split("\n")
      .slice(0, -1),
  ).toEqual([
    "Pulumi.staging.yaml:2:32: error: k8s-registry:artifactAdmins names the group k8s-infra-artefact-admins@kubernetes.io, which is not declared [stack-group]",
    "    did you mean k8s-infra-artifact-admins@kubernetes.io?",
  ]);
});
