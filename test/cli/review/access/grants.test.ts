import { expect, test } from "vitest";
import { addressOf } from "../../../../cli/review/access/grant.ts";
import { grantsOf } from "../../../../cli/review/access/grants.ts";
import { stackSettings } from "../../../../cli/review/plan/stackConfig.ts";
import { evaluate } from "../../../../cli/review/plan/evaluate.ts";
import { UserError } from "../../../../terminal/userError.ts";
import { dataIn } from "../../../support/load.ts";
import { configOver, settings } from "../../../support/settings.ts";

const dozen = {
  infraFile: "test/fixtures/dozen/infra.yaml",
  groupsFolder: "test/fixtures/few-groups",
  registryFolder: "test/fixtures/no-proxy",
};

test("the grants are exactly the roles that the program binds", async () => {
  const planned = await evaluate("staging", configOver(dozen.infraFile));
  const bound = planned.flatMap(({ type, inputs }) => {
    if (!/IAM|Iam/.test(type)) return [];
    const { role, member, members = [member] } = inputs as Record<string, unknown>;
    return (members as string[]).map((each) => `${resourceOf(inputs)} ${String(role)} ${each}`);
  });
  const grants = grantsOf(dataIn(dozen).data!.inventory.stagingProjects, settings);
  const granted = grants.map(({ kind, resource, role, member }) => `${kind} ${resource} ${role} ${member}`);
  expect(granted).toHaveLength(bound.length);
  expect(granted.sort()).toEqual(bound.sort());
});

test("a role on another project is listed under that project, not under the staging project that it serves", () => {
  const { inventory } = dataIn().data!;
  const releng = inventory.stagingProjects.filter(({ id }) => id === "k8s-staging-releng-test");
  const others = grantsOf(releng, settings).filter(({ resource }) => resource === "k8s-releng-prod");
  expect(others.map(({ project, role }) => [project, role])).toEqual([
    ["k8s-releng-prod", "roles/cloudkms.cryptoKeyDecrypter"],
    ["k8s-releng-prod", "roles/secretmanager.secretAccessor"],
  ]);
});

test.each([
  ["group:Ada@Example.com", "ada@example.com"],
  ["allUsers", "allUsers"],
  ["principalSet://iam.googleapis.com/X/*", "principalSet://iam.googleapis.com/X/*"],
])("the address of the member %s is %s", (member, address) => {
  expect(addressOf(member)).toBe(address);
});

/** The resource that a binding of the program applies to, as a grant names it. */
function resourceOf(inputs: Readonly<Record<string, unknown>>): string {
  const { project, repository, bucket, serviceAccountId } = inputs as Record<string, string>;
  if (serviceAccountId !== undefined) return `service account ${serviceAccountId.split("/").at(-1)}`;
  if (bucket !== undefined) return `bucket ${bucket}`;
  if (repository === "gcr.io") return `repository gcr.io/${project}`;
  if (repository !== undefined) return `repository us-central1-docker.pkg.dev/${project}/${repository}`;
  return `project ${project}`;
}

test("a stack's settings come from its tracked file", () => {
  expect(stackSettings("staging")).toMatchObject(settings);
});

test("an unknown stack is refused in one sentence, even if its name is a path", () => {
  const told = (stack: string) => {
    try {
      return stackSettings(stack);
    } catch (error) {
      return error;
    }
  };
  expect(told("prd")).toEqual(
    new UserError('There is no stack "prd": Pulumi.prd.yaml does not exist. The stacks: prod, staging.'),
  );
  expect(told("../x")).toEqual(
    new UserError('There is no stack "../x": Pulumi.../x.yaml does not exist. The stacks: prod, staging.'),
  );
});
