import { expect, test } from "vitest";
import { messageOf } from "../sandbox.ts";
import { Sandbox, account, policy, trustS3 } from "./sandbox.ts";

const issuer = "https://container.googleapis.com/v1/projects/p";
const trustIssuer = policy({
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/container.googleapis.com/v1/projects/p` },
  Action: "sts:AssumeRoleWithWebIdentity",
});
const mayRead = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::layers/*" });

test("a role is created with its defaults, and a second one of the same name is rejected", () => {
  const sandbox = new Sandbox();
  const inputs = { name: "copies", assumeRolePolicy: trustS3 };
  const { id, outputs } = sandbox.create("role", inputs);
  expect([id, outputs.arn, outputs.maxSessionDuration]).toEqual([
    "copies",
    "arn:aws:iam::513428760722:role/copies",
    3600,
  ]);
  expect(sandbox.changes("role", outputs, inputs)).toEqual([]);
  expect(messageOf(() => sandbox.create("role", inputs))).toBe(
    "creating IAM Role (copies): operation error IAM: CreateRole, https response error StatusCode: 409, EntityAlreadyExists: Role with name copies already exists.",
  );
});

test.each([
  [
    "names a resource",
    trustS3.replace('"Effect"', '"Resource":"*","Effect"'),
    "Has prohibited field Resource",
  ],
  [
    "trusts nobody",
    policy({ Effect: "Allow", Action: "sts:AssumeRole" }),
    "Missing required field Principal",
  ],
  [
    "allows other actions",
    trustS3.replace("sts:AssumeRole", "s3:GetObject"),
    "AssumeRole policy may only specify STS AssumeRole actions.",
  ],
  ["is of an unknown version", trustS3.replace("2012", "2013"), 'valid version string, not "2013-10-17"'],
  [
    "trusts an unknown issuer",
    trustIssuer,
    "There is no OpenID Connect provider container.googleapis.com/v1/projects/p",
  ],
])("a trust policy that %s is rejected as malformed", (_, assumeRolePolicy, fault) => {
  expect(messageOf(() => new Sandbox().create("role", { name: "r", assumeRolePolicy }))).toMatch(
    /MalformedPolicyDocument: /,
  );
  expect(messageOf(() => new Sandbox().create("role", { name: "r", assumeRolePolicy }))).toContain(fault);
});

test("an OIDC issuer can be added once per account, and roles can trust it afterwards", () => {
  const sandbox = new Sandbox();
  const inputs = { url: issuer, clientIdLists: ["sts.amazonaws.com"] };
  const { id, outputs } = sandbox.create("oidc", inputs);
  expect(id).toBe(`arn:aws:iam::${account}:oidc-provider/container.googleapis.com/v1/projects/p`);
  expect(sandbox.changes("oidc", outputs, inputs)).toEqual([]);
  expect(messageOf(() => sandbox.create("oidc", inputs))).toContain(
    "EntityAlreadyExists: Provider with url https://container.googleapis.com/v1/projects/p already exists.",
  );
  expect(sandbox.create("role", { name: "syncs", assumeRolePolicy: trustIssuer }).id).toBe("syncs");
});

test("an OIDC issuer without TLS fails at check", () => {
  expect(new Sandbox().failures("oidc", { url: "http://example.com", clientIdLists: ["a"] })).toEqual([
    'url: expected "url" to have a host and the scheme https, got http://example.com',
  ]);
});

test("a role policy needs an existing role and no principal, and keeps the role from being deleted", () => {
  const sandbox = new Sandbox();
  const inputs = { role: "copies", name: "permissions", policy: mayRead };
  expect(messageOf(() => sandbox.create("rolePolicy", inputs))).toContain(
    "StatusCode: 404, NoSuchEntity: The role with name copies cannot be found.",
  );
  const role = sandbox.create("role", { name: "copies", assumeRolePolicy: trustS3 });
  expect(messageOf(() => sandbox.create("rolePolicy", { ...inputs, policy: trustS3 }))).toContain(
    "Policy document should not specify a principal.",
  );
  expect(sandbox.create("rolePolicy", inputs).id).toBe("copies:permissions");
  expect(messageOf(() => sandbox.provider.delete("aws:iam/role:Role", role.id, role.outputs))).toContain(
    "DeleteConflict",
  );
});

test("a role policy of more than 10,240 characters is rejected", () => {
  const sandbox = new Sandbox();
  sandbox.create("role", { name: "copies", assumeRolePolicy: trustS3 });
  const long = policy({
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${"a".repeat(10_200)}`,
  });
  expect(
    messageOf(() => sandbox.create("rolePolicy", { role: "copies", name: "p", policy: long })),
  ).toContain("LimitExceeded: Maximum policy size of 10240 bytes exceeded for role copies");
});

test("the account of the provider's assumed role must exist and be allowed", () => {
  const configure = (role: string, allowed: string) => () =>
    new Sandbox({
      region: "us-east-2",
      allowedAccountIds: `["${allowed}"]`,
      assumeRoles: JSON.stringify([{ roleArn: role }]),
    });
  expect(messageOf(configure("arn:aws:iam::111111111111:role/deploy", account))).toBe(
    "AWS account ID not allowed: 111111111111",
  );
  expect(messageOf(configure("arn:aws:iam::222222222222:role/deploy", "222222222222"))).toBe(
    "Cannot assume IAM Role: localcloud has no AWS account 222222222222",
  );
  expect(messageOf(configure("deploy", account))).toBe('"role_arn" (deploy) is an invalid ARN');
  expect(configure(`arn:aws:iam::${account}:role/deploy`, account)()).toBeInstanceOf(Sandbox);
});
