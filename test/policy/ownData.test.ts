/** The policy rules on the project's own data: it violates none, and each mutation of it violates its rule. */
import { beforeAll, expect, test } from "vitest";
import { evaluate } from "../../cli/review/plan/evaluate.ts";
import { stackConfig } from "../../cli/review/plan/stackConfig.ts";
import { loadExceptions } from "../../inventory/exceptions/load.ts";
import {
  BUCKET,
  CLOUD_RUN_SERVICE,
  GROUP,
  GROUP_MEMBER,
  GROUP_SETTINGS,
  LIEN,
  LINKED_REPOSITORY,
  PROJECT,
  REPOSITORY,
  SERVICE,
  SERVICE_ACCOUNT,
  TRIGGER,
  type PolicyResource,
} from "../../policy/resource.ts";
import { judge } from "../../policy/verdict.ts";
import { DAYS, REVIEWED } from "../support/days.ts";
import { configOver } from "../support/settings.ts";
import { resource, types } from "./resources.ts";

const exceptions = loadExceptions().records!;
const staging = exceptions.filter(({ stack }) => stack === "staging");
const project = (name: string) => name.split("/", 1)[0]!;

let plan: readonly PolicyResource[];
/** Of the plan, the projects that have an exception. */
let inProjects: readonly PolicyResource[];
beforeAll(async () => {
  const resources = await evaluate("staging", stackConfig("staging"));
  plan = resources.map(({ inputs, ...rest }) => ({ ...rest, props: inputs }));
  const excepted = new Set(staging.map(({ resource: name }) => project(name)));
  inProjects = plan.filter(({ name }) => excepted.has(project(name)));
});

const verdict = (resources: readonly PolicyResource[], day = REVIEWED) => judge(resources, exceptions, day);

type Props = PolicyResource["props"];
type Mutation = (resources: readonly PolicyResource[]) => readonly PolicyResource[];

/** A mutation of the first resource of a type whose name ends in `suffix`. */
const edit =
  (type: string, suffix: string, change: (resource: PolicyResource) => PolicyResource): Mutation =>
  (resources) => {
    const index = resources.findIndex((one) => one.type === type && one.name.endsWith(suffix));
    if (index === -1) throw new Error(`there is no ${type} …${suffix}`);
    return resources.with(index, change(resources[index]!));
  };
const set = (type: string, suffix: string, props: Props) =>
  edit(type, suffix, (one) => ({ ...one, props: { ...one.props, ...props } }));
const drop = (type: string, suffix: string, key: string) =>
  edit(type, suffix, (one) => ({
    ...one,
    props: Object.fromEntries(Object.entries(one.props).filter(([other]) => other !== key)),
  }));
const unprotect = (type: string, suffix = "") => edit(type, suffix, (one) => ({ ...one, protect: false }));
const admit = (type: string, suffix: string, ...members: string[]) =>
  edit(type, suffix, (one) => ({
    ...one,
    props: { ...one.props, members: [...(one.props.members as string[]), ...members] },
  }));
const without =
  (type: string, suffix = ""): Mutation =>
  (resources) =>
    edit(type, suffix, (one) => ({ ...one, type: "gone" }))(resources).filter((one) => one.type !== "gone");
/** Adds a resource that the program does not declare today, in the project of kind. */
const add =
  (type: string, props: Props, name = "k8s-staging-kind/new"): Mutation =>
  (resources) => [
    ...resources,
    resource(type, { project: "k8s-staging-kind", ...props }, { name, protect: true }),
  ];

const writer = "roles/artifactregistry.writer";
const reader = "roles/artifactregistry.reader";
const shared = "serviceAccount:gcb-builder@k8s-infra-prow-build-trusted.iam.gserviceaccount.com";
const onImages = { location: "us-central1", repository: "images" };
const run = (props: object) => ({ template: { serviceAccount: "a@p.iam.gserviceaccount.com", ...props } });

/** Each mutation, and the rule that must catch it. */
const mutations: readonly (readonly [what: string, rule: string, Mutation])[] = [
  [
    "viewer becomes owner",
    "basic-roles",
    set(types.projectBinding, "/roles/viewer", { role: "roles/owner" }),
  ],
  [
    "viewer becomes editor",
    "basic-roles",
    set(types.projectBinding, "/roles/viewer", { role: "roles/editor" }),
  ],
  [
    "an owner is added",
    "basic-roles",
    add(types.projectMember, { role: "roles/owner", member: "group:g@kubernetes.io" }),
  ],
  ["a machine views a project", "viewer-for-groups", admit(types.projectBinding, "/roles/viewer", shared)],
  [
    "everybody views a project",
    "viewer-for-groups",
    admit(types.projectBinding, "/roles/viewer", "allUsers"),
  ],
  [
    "everybody writes images",
    "public-access",
    admit(types.repositoryBinding, `/images/${writer}`, "allUsers"),
  ],
  [
    "everybody writes gcr.io",
    "public-access",
    admit(types.repositoryBinding, `/gcr.io/${writer}`, "allUsers"),
  ],
  [
    "any Google account reads",
    "public-access",
    admit(types.repositoryBinding, `/images/${reader}`, "allAuthenticatedUsers"),
  ],
  [
    "everybody writes a bucket",
    "public-access",
    admit(types.bucketBinding, "/roles/storage.objectAdmin", "allUsers"),
  ],
  [
    "everybody submits builds",
    "public-access",
    admit(types.projectBinding, "/roles/cloudbuild.builds.editor", "allUsers"),
  ],
  [
    "everybody acts as a build account",
    "public-access",
    admit(types.accountBinding, "serviceAccountUser", "allUsers"),
  ],
  [
    "everybody reads a secret",
    "public-access",
    add("gcp:secretmanager/secretIamMember:SecretIamMember", {
      role: "roles/secretmanager.secretAccessor",
      member: "allUsers",
    }),
  ],
  [
    "a person writes images",
    "principal-kinds",
    admit(types.repositoryBinding, `/images/${writer}`, "user:ada@example.com"),
  ],
  [
    "a domain writes images",
    "principal-kinds",
    admit(types.repositoryBinding, `/images/${writer}`, "domain:example.com"),
  ],
  [
    "project editors own a bucket",
    "principal-kinds",
    admit(types.bucketBinding, "/roles/storage.objectAdmin", "projectEditor:k8s-staging-kind"),
  ],
  [
    "a person acts as a build account",
    "principal-kinds",
    admit(types.accountBinding, "serviceAccountUser", "user:a@b.io"),
  ],
  [
    "a deleted account writes",
    "principal-kinds",
    admit(types.repositoryBinding, `/images/${writer}`, "deleted:serviceAccount:a@b?uid=1"),
  ],
  [
    "the default build account writes",
    "default-accounts",
    admit(types.repositoryBinding, `/images/${writer}`, "serviceAccount:1@cloudbuild.gserviceaccount.com"),
  ],
  [
    "the default compute account logs",
    "default-accounts",
    admit(
      types.projectBinding,
      "/roles/logging.logWriter",
      "serviceAccount:1-compute@developer.gserviceaccount.com",
    ),
  ],
  ["Cloud Run without an account", "default-accounts", add(CLOUD_RUN_SERVICE, { template: {} })],
  ["a service-account key", "long-lived-keys", add(types.key, {})],
  ["an HMAC key", "long-lived-keys", add("gcp:storage/hmacKey:HmacKey", {})],
  ["an AWS access key", "long-lived-keys", add("aws:iam/accessKey:AccessKey", {})],
  ["a trigger without an account", "build-accounts", add(TRIGGER, {})],
  [
    "a trigger of the shared builder",
    "build-accounts",
    add(TRIGGER, { serviceAccount: shared.replace("serviceAccount:", "projects/-/serviceAccounts/") }),
  ],
  [
    "a trigger of another project's account",
    "build-accounts",
    add(TRIGGER, {
      serviceAccount: "projects/-/serviceAccounts/gcb-builder-dns@k8s-staging-dns.iam.gserviceaccount.com",
    }),
  ],
  [
    "the shared builder writes, too",
    "one-machine-writer",
    admit(types.repositoryBinding, `/images/${writer}`, shared),
  ],
  [
    "the shared builder writes gcr.io",
    "one-machine-writer",
    admit(types.repositoryBinding, `/gcr.io/${writer}`, shared),
  ],
  [
    "another project's builder writes",
    "one-machine-writer",
    admit(
      types.repositoryBinding,
      `/images/${writer}`,
      "serviceAccount:gcb-builder-x@k8s-staging-x.iam.gserviceaccount.com",
    ),
  ],
  [
    "a builder role on the project",
    "one-machine-writer",
    add(types.projectMember, { role: "roles/cloudbuild.builds.builder", member: shared }),
  ],
  [
    "an admin of all repositories",
    "one-machine-writer",
    add(types.projectMember, { role: "roles/artifactregistry.admin", member: shared }),
  ],
  [
    "a writer by its federation",
    "one-machine-writer",
    admit(types.repositoryBinding, `/images/${writer}`, "principal://iam.googleapis.com/x"),
  ],
  [
    "an additive writer",
    "one-way-of-granting",
    add(types.repositoryMember, { ...onImages, role: writer, member: "group:g@kubernetes.io" }),
  ],
  [
    "a second binding of readers",
    "one-way-of-granting",
    add(types.repositoryBinding, { ...onImages, role: reader, members: [] }),
  ],
  [
    "an additive viewer",
    "one-way-of-granting",
    add(types.projectMember, { role: "roles/viewer", member: "group:g@kubernetes.io" }),
  ],
  ["a whole project policy", "whole-policy", add(types.projectPolicy, {})],
  ["a whole bucket policy", "whole-policy", add("gcp:storage/bucketIAMPolicy:BucketIAMPolicy", {})],
  [
    "a whole repository policy",
    "whole-policy",
    add("gcp:artifactregistry/repositoryIamPolicy:RepositoryIamPolicy", {}),
  ],
  ["an access list", "whole-policy", add("gcp:storage/bucketAccessControl:BucketAccessControl", {})],
  [
    "acting as every account",
    "impersonation",
    add(types.projectMember, { role: "roles/iam.serviceAccountUser", member: "group:g@kubernetes.io" }),
  ],
  [
    "tokens of every account",
    "impersonation",
    set(types.projectBinding, "/roles/viewer", { role: "roles/iam.serviceAccountTokenCreator" }),
  ],
  [
    "workloads of every account",
    "impersonation",
    add(types.projectMember, {
      role: "roles/iam.workloadIdentityUser",
      member: "serviceAccount:p.svc.id.goog[a/b]",
    }),
  ],
  ["images for ever", "retention", set(REPOSITORY, "/images", { cleanupPolicies: [] })],
  ["no word on cleanup", "retention", drop(REPOSITORY, "/gcr.io", "cleanupPolicies")],
  ["a scratch bucket for ever", "retention", drop(BUCKET, "-gcb", "lifecycleRules")],
  [
    "a bucket with object ACLs",
    "uniform-bucket-access",
    set(BUCKET, "", { uniformBucketLevelAccess: false }),
  ],
  ["a bucket that does not say", "uniform-bucket-access", drop(BUCKET, "-gcb", "uniformBucketLevelAccess")],
  [
    "a service by tag",
    "image-digests",
    add(CLOUD_RUN_SERVICE, run({ containers: [{ image: "registry.k8s.io/archeio:v0.6.0" }] })),
  ],
  [
    "a service by no tag",
    "image-digests",
    add(CLOUD_RUN_SERVICE, run({ containers: [{ image: "registry.k8s.io/archeio" }] })),
  ],
  ["an unprotected project", "protection", unprotect(PROJECT)],
  ["an unprotected bucket", "protection", unprotect(BUCKET)],
  ["an unprotected repository", "protection", unprotect(REPOSITORY, "/images")],
  ["an unprotected gcr.io", "protection", unprotect(REPOSITORY, "/gcr.io")],
  ["a project that may be deleted", "protection", set(PROJECT, "", { deletionPolicy: "DELETE" })],
  ["a project abandoned, but not retired", "protection", set(PROJECT, "", { deletionPolicy: "ABANDON" })],
  [
    "a service that may be deleted",
    "protection",
    add(CLOUD_RUN_SERVICE, { ...run({}), deletionProtection: false }),
  ],
  ["a retired project that its group writes", "read-only", set(PROJECT, "", { deletionPolicy: "ABANDON" })],
  ["a project without its lien", "liens", without(LIEN)],
  ["a lien against nothing", "liens", set(LIEN, "", { restrictions: [] })],
  ["a bucket that is emptied", "emptying", set(BUCKET, "", { forceDestroy: true })],
  [
    "a service that is switched off",
    "emptying",
    set(SERVICE, "/artifactregistry.googleapis.com", { disableOnDestroy: true }),
  ],
  [
    "a repository in another project",
    "own-project",
    set(REPOSITORY, "/images", { project: "k8s-artifacts-prod" }),
  ],
  [
    "a role in another project",
    "own-project",
    set(types.projectBinding, "/roles/viewer", { project: "k8s-artifacts-prod" }),
  ],
  [
    "vulnerability scans",
    "refused-services",
    set(SERVICE, "/iam.googleapis.com", { service: "containerscanning.googleapis.com" }),
  ],
  [
    "Container Registry again",
    "refused-services",
    add(SERVICE, { service: "containerregistry.googleapis.com" }),
  ],
  [
    "somebody's own repository",
    "github-organisations",
    add(LINKED_REPOSITORY, { remoteUri: "https://github.com/ada/kind.git" }),
  ],
  [
    "an organisation that looks alike",
    "github-organisations",
    add(LINKED_REPOSITORY, { remoteUri: "https://github.com/kubernetes-slgs/x.git" }),
  ],
  [
    "another host",
    "github-organisations",
    add(LINKED_REPOSITORY, { remoteUri: "https://github.com.example.com/kubernetes/x.git" }),
  ],
  [
    "a pool for all of GitHub",
    "workload-identity",
    add(types.poolProvider, { oidc: { issuerUri: "https://token.actions.githubusercontent.com" } }),
  ],
  [
    "an issuer without TLS",
    "workload-identity",
    add(types.poolProvider, { attributeCondition: "x", oidc: { issuerUri: "http://a.b" } }),
  ],
  [
    "a group that anybody joins",
    "group-settings",
    set(GROUP_SETTINGS, "k8s-infra-staging-kind@kubernetes.io/settings", { whoCanJoin: "ANYONE_CAN_JOIN" }),
  ],
  [
    "a group whose members let others in",
    "group-settings",
    set(GROUP_SETTINGS, "k8s-infra-staging-kind@kubernetes.io/settings", {
      whoCanModerateMembers: "ALL_MEMBERS",
    }),
  ],
  [
    "an owner of a group",
    "group-owners",
    add(GROUP_MEMBER, { groupId: "k8s-infra-staging-kind@kubernetes.io", email: "a@b.io", role: "OWNER" }),
  ],
  ["a project id too long", "names", set(PROJECT, "", { projectId: "k8s-staging-a-name-far-too-long" })],
  [
    "an account id too long",
    "names",
    set(SERVICE_ACCOUNT, "", { accountId: "gcb-builder-a-name-far-too-long-x" }),
  ],
  ["a repository in upper case", "names", set(REPOSITORY, "/images", { repositoryId: "Images" })],
  ["a bucket named like Google", "names", set(BUCKET, "", { name: "google-images" })],
  ["a description too long", "names", set(GROUP, "", { description: "x".repeat(301) })],
  ["a label in upper case", "labels", set(PROJECT, "", { labels: { SIG: "node" } })],
  ["a label value with a space", "labels", set(PROJECT, "", { labels: { sig: "sig node" } })],
  [
    "a mirror that everybody writes",
    "mirror-access",
    add(types.s3Policy, {
      policy: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:PutObject"}}',
    }),
  ],
  [
    "a mirror without versions",
    "mirror-access",
    add(types.s3Versioning, { versioningConfiguration: { status: "Disabled" } }),
  ],
  [
    "a distribution without TLS",
    "transport",
    add(types.distribution, { defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" } }),
  ],
  ["a load balancer with TLS 1.0", "transport", add(types.sslPolicy, { minTlsVersion: "TLS_1_0" })],
];

test("the staging stack violates no rule and needs every exception that it has", () => {
  const { violations, notes } = verdict(plan);
  expect(violations.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  expect(notes).toEqual([]);
});

test("the prod stack violates no rule and needs every exception that it has", async () => {
  const resources = await evaluate("prod", stackConfig("prod"));
  const { violations, notes } = verdict(resources.map(({ inputs, ...rest }) => ({ ...rest, props: inputs })));
  expect(violations.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  expect(notes).toEqual([]);
});

test("frozen and retired projects violate no rule", async () => {
  const resources = await evaluate("staging", configOver("test/fixtures/dozen/infra.yaml"));
  const { violations } = verdict(resources.map(({ inputs, ...rest }) => ({ ...rest, props: inputs })));
  const ofThem = violations.filter(({ urn }) => /::k8s-staging-(dns|examples)(\/|$)/.test(urn));
  expect(ofThem.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});

test.each(DAYS)("on %s, a resource violates a rule only if its exception has expired", (day) => {
  const expired = staging.filter(({ expires }) => expires < day);
  const { violations, excepted, notes } = verdict(inProjects, day);
  const broken = (found: typeof violations) =>
    [...new Set(found.map(({ rule, urn }) => `${rule} ${urn.split("::").at(-1)!}`))].sort();
  const named = (some: typeof staging) => some.map(({ rule, resource: name }) => `${rule} ${name}`).sort();
  expect(broken(violations)).toEqual(named(expired));
  expect(broken(excepted)).toEqual(named(staging.filter(({ expires }) => expires >= day)));
  expect(notes).toHaveLength(expired.length);
});

test("fewer than 1% of the resources have an exception", () => {
  const { excepted } = verdict(plan);
  expect(excepted.length / plan.length).toBeLessThan(0.01);
});

test("there are at least 60 distinct mutations", () => {
  expect(new Set(mutations.map(([what]) => what)).size).toBeGreaterThanOrEqual(60);
});

test.each(mutations)('the mutation "%s" violates the rule %s', (_, rule, mutate) => {
  expect(verdict(mutate(plan)).violations.map((violation) => violation.rule)).toContain(rule);
});
