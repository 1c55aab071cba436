import { expect, test } from "vitest";
import type { Values } from "../../../localcloud/provider/resourceType.ts";
import { messageOf, Sandbox } from "../sandbox.ts";

const project = "k8s-staging-demo";
const location = "us-central1";
const secret = "projects/k8s-infra-prow-build-trusted/secrets/cloud-build-github";
const connection = `projects/${project}/locations/${location}/connections/kubernetes-sigs`;
const link = `${connection}/repositories/kubernetes-sigs-demo`;
const account = `gcb-builder-demo@${project}.iam.gserviceaccount.com`;

const connectionInputs = (installation = 1000003): Values => ({
  project,
  location,
  name: "kubernetes-sigs",
  githubConfig: {
    appInstallationId: installation,
    authorizerCredential: { oauthTokenSecretVersion: `${secret}/versions/1` },
  },
});
const linkInputs: Values = {
  project,
  location,
  name: "kubernetes-sigs-demo",
  parentConnection: "kubernetes-sigs",
  remoteUri: "https://github.com/kubernetes-sigs/demo.git",
};
const triggerInputs: Values = {
  project,
  location,
  name: "post-demo-branch",
  serviceAccount: `projects/${project}/serviceAccounts/${account}`,
  repositoryEventConfig: { repository: link, push: { branch: "^main$" } },
  build: { steps: [{ name: "busybox" }], options: { logging: "CLOUD_LOGGING_ONLY" }, timeout: "86400s" },
};

/** A project with the APIs enabled, where Cloud Build may read the token and the connection and link exist. */
function ready(): Sandbox {
  const sandbox = new Sandbox();
  sandbox.project(project, ["cloudbuild", "cloudscheduler", "iam"]);
  grantSecret(sandbox);
  sandbox.create("connection", connectionInputs());
  sandbox.create("link", linkInputs);
  sandbox.create("account", { project, accountId: "gcb-builder-demo" });
  return sandbox;
}

function grantSecret(sandbox: Sandbox): void {
  const { number } = sandbox.read("project", project)!.outputs;
  sandbox.create("identity", { project, service: "cloudbuild.googleapis.com" });
  const role = "roles/secretmanager.secretAccessor";
  const member = `serviceAccount:service-${String(number)}@gcp-sa-cloudbuild.iam.gserviceaccount.com`;
  sandbox.create("secretMember", { secretId: secret, role, member });
}

test("a service identity is Google's account, derived from the project number", () => {
  const sandbox = new Sandbox();
  const { number } = sandbox.project(project, ["cloudbuild"]).outputs;
  expect(sandbox.create("identity", { project, service: "cloudbuild.googleapis.com" }).outputs).toMatchObject(
    {
      email: `${String(number)}@cloudbuild.gserviceaccount.com`,
    },
  );
  expect(messageOf(() => sandbox.create("identity", { project, service: "run.googleapis.com" }))).toContain(
    "does not know the service identity of run.googleapis.com",
  );
});

test("a connection needs access to its secret, an existing GitHub App installation and a region", () => {
  const sandbox = new Sandbox();
  const { number } = sandbox.project(project, ["cloudbuild"]).outputs;
  const creating = `Error creating Connection ${connection}: googleapi: Error`;
  expect(messageOf(() => sandbox.create("connection", connectionInputs()))).toBe(
    `${creating} 400: could not access secret "${secret}/versions/1" with service account "service-${String(number)}@gcp-sa-cloudbuild.iam.gserviceaccount.com": Permission 'secretmanager.versions.access' denied for resource '${secret}/versions/1' (or it may not exist)., failedPrecondition`,
  );
  grantSecret(sandbox);
  expect(messageOf(() => sandbox.create("connection", connectionInputs(7)))).toBe(
    `${creating} 400: GitHub App installation 7 was not found., badRequest`,
  );
  expect(
    messageOf(() => sandbox.create("connection", { ...connectionInputs(), location: "global" })),
  ).toContain("Permission denied on 'locations/global'");
  expect(sandbox.create("connection", connectionInputs()).id).toBe(connection);
  expect(messageOf(() => sandbox.create("connection", connectionInputs()))).toContain("409");
});

test("a link is refused for another organization's repository and without its connection", () => {
  const sandbox = ready();
  const link = (change: Values) =>
    messageOf(() => sandbox.create("link", { ...linkInputs, name: "x", ...change }));
  expect(link({ remoteUri: "https://github.com/kubernetes/demo.git" })).toBe(
    `Error creating Repository ${connection}/repositories/x: googleapi: Error 400: The repository https://github.com/kubernetes/demo.git is not accessible by the connection ${connection}., badRequest`,
  );
  expect(link({ remoteUri: "git@github.com:kubernetes-sigs/demo.git" })).toContain(
    "must be of the form https://github.com/<owner>/<repo>.git",
  );
  expect(link({ parentConnection: "kubernetes" })).toContain("404");
});

test.each<[string, Values, string]>([
  [
    "a name over 64 characters",
    { name: "x".repeat(65) },
    "Must be a match of regex '^[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?$'",
  ],
  [
    "a name with dots",
    { name: "a.b" },
    "Must be a match of regex '^[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?$'",
  ],
  [
    "branch and tag together",
    { repositoryEventConfig: { repository: link, push: { branch: "^a$", tag: "^b$" } } },
    "exactly one of branch and tag",
  ],
  [
    "look-ahead",
    { repositoryEventConfig: { repository: link, push: { branch: "^(?!dependabot)" } } },
    'invalid regular expression "^(?!dependabot)"',
  ],
  [
    "an event and a source",
    { sourceToBuild: { repository: link, ref: "refs/heads/main", repoType: "GITHUB" } },
    "exactly one of an event and a source to build",
  ],
  [
    "a repository that is not linked",
    { repositoryEventConfig: { repository: `${link}x`, push: { branch: "^a$" } } },
    "Repository mapping does not exist",
  ],
  ["an account by its bare address", { serviceAccount: account }, "must be of the form projects/"],
  [
    "an account that does not exist",
    { serviceAccount: `projects/${project}/serviceAccounts/x@${project}.iam.gserviceaccount.com` },
    "was not found in project",
  ],
  ["no place for the logs", { build: { steps: [{ name: "x" }] } }, "if 'build.service_account' is specified"],
  [
    "more than a day",
    { build: { steps: [{ name: "x" }], options: { logging: "NONE" }, timeout: "86401s" } },
    "invalid build timeout",
  ],
])("a trigger is refused with %s", (_, change, message) => {
  const sandbox = ready();
  expect(messageOf(() => sandbox.create("trigger", { ...triggerInputs, ...change }))).toContain(message);
});

test("a trigger without a build is rejected at check", () => {
  expect(new Sandbox().failures("trigger", { ...triggerInputs, build: null })).toEqual([
    'build: "build": one of `build,filename,git_file_source` must be specified',
  ]);
});

test("a trigger's name is unique, and identifies it on import", () => {
  const sandbox = ready();
  const { id, outputs } = sandbox.create("trigger", triggerInputs);
  expect(id).toBe(`projects/${project}/locations/${location}/triggers/${String(outputs.triggerId)}`);
  expect(messageOf(() => sandbox.create("trigger", triggerInputs))).toContain("409");
  const imported = sandbox.read(
    "trigger",
    `projects/${project}/locations/${location}/triggers/post-demo-branch`,
  );
  expect(imported).toMatchObject({ id, inputs: triggerInputs });
});

test("a renamed trigger keeps its id and frees its former name", () => {
  const sandbox = ready();
  const first = sandbox.create("trigger", triggerInputs);
  const other = sandbox.create("trigger", { ...triggerInputs, name: "post-other-branch" });
  expect(messageOf(() => sandbox.update("trigger", other, triggerInputs))).toContain(
    '409: trigger with name "post-demo-branch" already exists',
  );
  const renamed = sandbox.update("trigger", first, { ...triggerInputs, name: "post-new-branch" });
  expect(renamed).toMatchObject({ name: "post-new-branch", triggerId: first.outputs.triggerId });
  const again = sandbox.create("trigger", triggerInputs);
  expect(again.id).not.toBe(first.id);
  expect(messageOf(() => sandbox.create("trigger", { ...triggerInputs, name: "post-new-branch" }))).toContain(
    "409",
  );
});

test("a scheduler job is refused with an invalid schedule, name, service account, target or body", () => {
  const sandbox = ready();
  const job = (change: Values = {}, target: Values = {}): Values => ({
    project,
    region: location,
    name: "nightly",
    schedule: "0 4 * * *",
    httpTarget: {
      uri: "https://cloudbuild.googleapis.com/v1/x:run",
      body: "e30=",
      oauthToken: { serviceAccountEmail: account },
      ...target,
    },
    ...change,
  });
  const refused = (...args: Parameters<typeof job>) => messageOf(() => sandbox.create("job", job(...args)));
  expect(refused({ schedule: "every day" })).toContain('Schedule or time zone is invalid: "every day"');
  expect(refused({ name: "a.b" })).toContain("Invalid value for field 'resource.name': 'a.b'");
  expect(refused({}, { oauthToken: { serviceAccountEmail: "x@y.iam.gserviceaccount.com" } })).toContain(
    "does not exist",
  );
  expect(refused({}, { uri: "https://example.com/x" })).toContain(
    "can only be sent to a *.googleapis.com target",
  );
  expect(sandbox.failures("job", job({}, { body: "{}" }))).toEqual([
    "httpTarget.body: expected body to be base64 encoded",
  ]);
  expect(sandbox.create("job", job()).id).toBe(`projects/${project}/locations/${location}/jobs/nightly`);
});

test("a custom role can be granted only once it exists", () => {
  const sandbox = ready();
  const role = `projects/${project}/roles/runner`;
  const binding = { project, role, members: [`serviceAccount:${account}`] };
  expect(messageOf(() => sandbox.create("projectBinding", binding))).toContain(
    `Role (${role}) does not exist in the resource's hierarchy.`,
  );
  const inputs = { project, roleId: "runner", title: "Runs", permissions: ["cloudbuild.builds.create"] };
  expect(sandbox.create("customRole", inputs).id).toBe(role);
  expect(sandbox.create("projectBinding", binding).id).toBe(`${project}/${role}`);
  expect(
    messageOf(() => sandbox.create("customRole", { ...inputs, roleId: "other", permissions: ["all"] })),
  ).toContain("Permission all is not valid.");
});

test("granting access to a nonexistent secret is refused", () => {
  const sandbox = ready();
  const member = `serviceAccount:${account}`;
  const inputs = { secretId: "projects/p/secrets/s", role: "roles/secretmanager.secretAccessor", member };
  expect(messageOf(() => sandbox.create("secretMember", inputs))).toContain(
    "denied for resource 'projects/p/secrets/s' (or it may not exist).",
  );
});

test.each<[Parameters<Sandbox["create"]>[0], Values, Values, Values]>([
  ["connection", connectionInputs(), { disabled: true }, { name: "x" }],
  ["link", linkInputs, {}, { remoteUri: "https://github.com/kubernetes-sigs/x.git" }],
  ["trigger", triggerInputs, { disabled: true }, { location: "us-east1" }],
])(
  "a %s is created without a diff, reads back, is updated and is deleted",
  (kind, inputs, change, replacing) => {
    const sandbox = kind === "trigger" ? ready() : new Sandbox();
    if (kind !== "trigger") {
      sandbox.project(project, ["cloudbuild"]);
      grantSecret(sandbox);
    }
    if (kind === "link") sandbox.create("connection", connectionInputs());
    const created = sandbox.create(kind, inputs);
    expect(sandbox.read(kind, created.id)?.inputs).toMatchObject(inputs);
    expect(sandbox.diff(kind, created.outputs, inputs)).toEqual({ changed: [], replaced: [] });
    expect(sandbox.diff(kind, created.outputs, { ...inputs, ...replacing }).replaced).toEqual(
      Object.keys(replacing),
    );
    const outputs = sandbox.update(kind, created, { ...inputs, ...change });
    expect(outputs).toMatchObject(change);
    expect(sandbox.read(kind, created.id, outputs, inputs)?.outputs).toMatchObject(change);
    sandbox.delete(kind, { ...created, outputs });
    expect(sandbox.read(kind, created.id)).toBeUndefined();
  },
);
