/** What each rule reports, word for word; what it passes; and that it does not judge unknown values. */
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromRoot } from "../../boot/root.ts";
import {
  BUCKET,
  CLOUD_RUN_JOB,
  CLOUD_RUN_SERVICE,
  GROUP,
  GROUP_MEMBER,
  GROUP_MEMBERS,
  GROUP_SETTINGS,
  LIEN,
  LINKED_REPOSITORY,
  PROJECT,
  REPOSITORY,
  SERVICE,
  SERVICE_ACCOUNT,
  TRIGGER,
  UNKNOWN,
  type PolicyResource,
} from "../../policy/resource.ts";
import { rules } from "../../policy/rules/index.ts";
import { messages, resource, types } from "./resources.ts";

const digest = `sha256:${"0".repeat(64)}`;
const everybodyReads = (...actions: string[]) => ({
  Statement: [
    { Effect: "Allow", Principal: "*", Action: actions },
    { Effect: "Deny", Principal: { AWS: "*" }, Condition: { Bool: { "aws:SecureTransport": "false" } } },
  ],
});

interface Case {
  readonly breaks: readonly PolicyResource[];
  readonly says: readonly string[];
  readonly passes: readonly (readonly PolicyResource[])[];
  /** Like `breaks`, with the judged values unknown. */
  readonly unknown: readonly PolicyResource[];
}

const cases: Readonly<Record<string, Case>> = {
  "basic-roles": {
    breaks: [resource(types.projectBinding, { role: "roles/editor", members: [] })],
    says: ["r grants roles/editor, which may do nearly everything"],
    passes: [[resource(types.projectBinding, { role: "roles/viewer", members: [] })]],
    unknown: [resource(types.projectBinding, { role: UNKNOWN, members: [] })],
  },
  "build-accounts": {
    breaks: [
      resource(TRIGGER, { project: "k8s-staging-a" }),
      resource(TRIGGER, {
        project: "k8s-staging-a",
        serviceAccount: "projects/x/serviceAccounts/gcb-builder-b@k8s-staging-b.iam.gserviceaccount.com",
      }),
    ],
    says: [
      "r names no service account and would build as the default one",
      "r builds as gcb-builder-b@k8s-staging-b.iam.gserviceaccount.com, which is not the build account of k8s-staging-a",
    ],
    passes: [
      [
        resource(TRIGGER, {
          project: "k8s-staging-a",
          serviceAccount:
            "projects/k8s-staging-a/serviceAccounts/gcb-builder-a@k8s-staging-a.iam.gserviceaccount.com",
        }),
      ],
    ],
    unknown: [resource(TRIGGER, { project: "k8s-staging-a", serviceAccount: UNKNOWN })],
  },
  "default-accounts": {
    breaks: [
      resource(types.projectMember, {
        role: "roles/viewer",
        member: "serviceAccount:1-compute@developer.gserviceaccount.com",
      }),
      resource(types.projectBinding, {
        role: "roles/x",
        members: [
          "serviceAccount:12@cloudbuild.gserviceaccount.com",
          "serviceAccount:a@appspot.gserviceaccount.com",
        ],
      }),
      resource(CLOUD_RUN_SERVICE, { template: {} }),
      resource(CLOUD_RUN_JOB, {
        template: { template: { serviceAccount: "1-compute@developer.gserviceaccount.com" } },
      }),
    ],
    says: [
      "r grants roles/viewer to serviceAccount:1-compute@developer.gserviceaccount.com, a default account",
      "r grants roles/x to serviceAccount:12@cloudbuild.gserviceaccount.com, a default account",
      "r grants roles/x to serviceAccount:a@appspot.gserviceaccount.com, a default account",
      "r has no service account and would run as the default one",
      "r runs as 1-compute@developer.gserviceaccount.com, a default account",
    ],
    passes: [
      [resource(CLOUD_RUN_SERVICE, { template: { serviceAccount: "proxy@p.iam.gserviceaccount.com" } })],
      [
        resource(types.projectMember, {
          role: "roles/x",
          member: "serviceAccount:service-1@gcp-sa-cloudbuild.iam.gserviceaccount.com",
        }),
      ],
    ],
    unknown: [
      resource(types.projectMember, { role: "roles/x", member: UNKNOWN }),
      resource(CLOUD_RUN_SERVICE, { template: UNKNOWN }),
      resource(CLOUD_RUN_SERVICE, { template: { serviceAccount: UNKNOWN } }),
    ],
  },
  emptying: {
    breaks: [
      resource(BUCKET, { forceDestroy: true }),
      resource(SERVICE, { disableOnDestroy: true }),
      resource(types.dataset, { deleteContentsOnDestroy: true }),
      resource("aws:s3/bucket:Bucket", { forceDestroy: true }),
    ],
    says: [
      "r has forceDestroy: true",
      "r has disableOnDestroy: true",
      "r has deleteContentsOnDestroy: true",
      "r has forceDestroy: true",
    ],
    passes: [[resource(BUCKET, {})], [resource(BUCKET, { forceDestroy: false })]],
    unknown: [resource(BUCKET, { forceDestroy: UNKNOWN })],
  },
  "github-organisations": {
    breaks: [
      resource(LINKED_REPOSITORY, { remoteUri: "https://github.com/somebody/kind.git" }),
      resource(LINKED_REPOSITORY, { remoteUri: "https://gitlab.com/kubernetes/kind.git" }),
      resource(LINKED_REPOSITORY, {
        project: "k8s-staging-kind",
        remoteUri: "https://github.com/coredns/coredns.git",
      }),
      resource(TRIGGER, { github: { owner: "kubernetes-incubated", name: "x" } }),
    ],
    says: [
      "r takes its source from somebody/kind, which is in no organisation of the project",
      "r takes its source from https://gitlab.com/kubernetes/kind.git, which is in no organisation of the project",
      "r takes its source from coredns/coredns, which is in no organisation of the project",
      "r takes its source from kubernetes-incubated/x, which is in no organisation of the project",
    ],
    passes: [
      [resource(LINKED_REPOSITORY, { remoteUri: "https://github.com/kubernetes-sigs/kind.git" })],
      [resource(TRIGGER, { repositoryEventConfig: { repository: "projects/p/locations/l/x" } })],
      [
        resource(LINKED_REPOSITORY, {
          project: "k8s-staging-coredns",
          remoteUri: "https://github.com/coredns/coredns.git",
        }),
      ],
    ],
    unknown: [resource(LINKED_REPOSITORY, { remoteUri: UNKNOWN })],
  },
  "group-owners": {
    breaks: [
      resource(GROUP_MEMBERS, {
        groupId: "k8s-infra-staging-a@kubernetes.io",
        members: [{ email: "ada@example.com", role: "OWNER" }],
      }),
      resource(GROUP_MEMBER, {
        groupId: "k8s-infra-x@kubernetes.io",
        email: "bob@example.com",
        role: "OWNER",
      }),
    ],
    says: [
      "r makes ada@example.com an owner, who could let others in",
      "r makes bob@example.com an owner, who could let others in",
    ],
    passes: [
      [resource(GROUP_MEMBER, { groupId: "leads@kubernetes.io", email: "ada@example.com", role: "OWNER" })],
      [resource(GROUP_MEMBER, { groupId: "k8s-infra-x@kubernetes.io", email: "a@b.io", role: "MEMBER" })],
    ],
    unknown: [
      resource(GROUP_MEMBERS, { groupId: "k8s-infra-x@kubernetes.io", members: UNKNOWN }),
      resource(GROUP_MEMBER, { groupId: UNKNOWN, role: "OWNER" }),
    ],
  },
  "group-settings": {
    breaks: [
      resource(GROUP_SETTINGS, { email: "k8s-infra-x@kubernetes.io", whoCanJoin: "ALL_IN_DOMAIN_CAN_JOIN" }),
    ],
    says: [
      "r has whoCanJoin ALL_IN_DOMAIN_CAN_JOIN, not INVITED_CAN_JOIN",
      "r does not set whoCanModerateMembers",
    ],
    passes: [
      [
        resource(GROUP_SETTINGS, {
          email: "k8s-infra-x@kubernetes.io",
          whoCanJoin: "INVITED_CAN_JOIN",
          whoCanModerateMembers: "OWNERS_AND_MANAGERS",
        }),
      ],
      [resource(GROUP_SETTINGS, { email: "sig-node@kubernetes.io", whoCanJoin: "ANYONE_CAN_JOIN" })],
    ],
    unknown: [
      resource(GROUP_SETTINGS, {
        email: "k8s-infra-x@kubernetes.io",
        whoCanJoin: UNKNOWN,
        whoCanModerateMembers: UNKNOWN,
      }),
    ],
  },
  "image-digests": {
    breaks: [
      resource(CLOUD_RUN_SERVICE, { template: { containers: [{ image: "p/registry/archeio:v1" }] } }),
      resource(CLOUD_RUN_JOB, { template: { template: { containers: [{ image: "p/x@sha256:1f" }] } } }),
    ],
    says: [
      "r runs p/registry/archeio:v1, which is not named by its digest",
      "r runs p/x@sha256:1f, which is not named by its digest",
    ],
    passes: [[resource(CLOUD_RUN_SERVICE, { template: { containers: [{ image: `p/archeio@${digest}` }] } })]],
    unknown: [
      resource(CLOUD_RUN_SERVICE, { template: { containers: [{ image: UNKNOWN }, UNKNOWN] } }),
      resource(CLOUD_RUN_SERVICE, { template: UNKNOWN }),
    ],
  },
  impersonation: {
    breaks: [
      resource(types.projectBinding, { project: "p", role: "roles/iam.serviceAccountUser", members: [] }),
    ],
    says: ["r grants roles/iam.serviceAccountUser on projects p, and so on every service account in it"],
    passes: [
      [
        resource(types.accountBinding, {
          serviceAccountId: "projects/p/serviceAccounts/a",
          role: "roles/iam.serviceAccountUser",
        }),
      ],
    ],
    unknown: [resource(types.projectBinding, { project: "p", role: UNKNOWN })],
  },
  labels: {
    breaks: [
      resource(PROJECT, { labels: { Team: "a", team: "Node A" } }),
      resource(PROJECT, {
        labels: Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`l${index}`, "v"])),
      }),
    ],
    says: [
      'r has the label "Team", whose key the API refuses',
      'r has the label team: "Node A", whose value the API refuses',
      "r has 65 labels; at most 64 are possible",
    ],
    passes: [
      [resource(PROJECT, { labels: { team: "", "über-1_x": "ß" } })],
      [resource(PROJECT, {})],
      [
        resource("gcp:monitoring/notificationChannel:NotificationChannel", {
          labels: { email_address: "a@b.io" },
        }),
      ],
    ],
    unknown: [resource(PROJECT, { labels: { team: UNKNOWN } }), resource(PROJECT, { labels: UNKNOWN })],
  },
  liens: {
    breaks: [
      resource(PROJECT, { projectId: "k8s-staging-a" }, { name: "k8s-staging-a" }),
      resource(LIEN, { restrictions: ["something.else"] }, { name: "k8s-staging-a/lien" }),
    ],
    says: ["k8s-staging-a has no lien against its deletion"],
    passes: [
      [
        resource(PROJECT, { projectId: "k8s-staging-a" }, { name: "k8s-staging-a" }),
        resource(LIEN, { restrictions: ["resourcemanager.projects.delete"] }, { name: "k8s-staging-a/lien" }),
      ],
    ],
    unknown: [
      resource(PROJECT, { projectId: UNKNOWN }, { name: "k8s-staging-a" }),
      resource(
        LIEN,
        { parent: UNKNOWN, restrictions: ["resourcemanager.projects.delete"] },
        { name: "k8s-staging-a/lien" },
      ),
    ],
  },
  "long-lived-keys": {
    breaks: [resource(types.key, { serviceAccountId: UNKNOWN }), resource("gcp:storage/hmacKey:HmacKey", {})],
    says: [
      "r is a service-account key, which would be in the state and never expire",
      "r is an HMAC key, which would be in the state and never expire",
    ],
    passes: [[resource(SERVICE_ACCOUNT, {})]],
    unknown: [],
  },
  "mirror-access": {
    breaks: [
      resource(types.s3Policy, { policy: JSON.stringify(everybodyReads("s3:GetObject", "s3:PutObject")) }),
      resource(types.s3Policy, {
        policy: { Statement: { Effect: "Allow", Principal: "*", Action: "s3:*" } },
      }),
      resource(types.s3Policy, { policy: "{" }),
      resource(types.s3Versioning, { versioningConfiguration: { status: "Suspended" } }),
      resource(types.s3Ownership, { rule: { objectOwnership: "ObjectWriter" } }),
    ],
    says: [
      "r allows everybody s3:PutObject",
      "r allows everybody s3:*",
      "r does not deny requests without TLS",
      "r has a policy that is not valid JSON",
      "r has versioning Suspended, not Enabled",
      "r has objectOwnership ObjectWriter, not BucketOwnerEnforced",
    ],
    passes: [[resource(types.s3Policy, { policy: everybodyReads("s3:GetObject", "s3:ListBucket") })]],
    unknown: [
      resource(types.s3Policy, { policy: UNKNOWN }),
      resource(types.s3Versioning, { versioningConfiguration: UNKNOWN }),
    ],
  },
  names: {
    breaks: [
      resource(PROJECT, { projectId: "k8s-staging-nineteen-letters-x", name: "abc" }),
      resource(PROJECT, { projectId: "k8s-staging-nineteen-letters-xy" }),
      resource(BUCKET, { name: "Kind" }),
      resource(BUCKET, { name: "google-kind" }),
      resource(REPOSITORY, { repositoryId: "Images", format: "docker" }),
      resource(SERVICE_ACCOUNT, { accountId: "gcb-", displayName: "x".repeat(101) }),
      resource(CLOUD_RUN_SERVICE, { name: "a".repeat(50) }),
      resource(GROUP, { description: "x".repeat(301) }),
      resource(TRIGGER, { name: "post_kind" }),
    ],
    says: [
      "r has 3 characters in name; at least 4 are needed",
      "r has 31 characters in projectId; at most 30 are possible",
      'r has the name "Kind", which the API refuses',
      'r has the name "google-kind", which the API refuses',
      'r has the repositoryId "Images", which the API refuses',
      'r has the format "docker", which the API refuses',
      "r has 4 characters in accountId; at least 6 are needed",
      "r has 101 characters in displayName; at most 100 are possible",
      "r has 50 characters in name; at most 49 are possible",
      "r has 301 characters in description; at most 300 are possible",
      'r has the name "post_kind", which the API refuses',
    ],
    passes: [
      [resource(REPOSITORY, { repositoryId: "gcr.io", format: "DOCKER" })],
      [resource(BUCKET, { name: "k8s-staging-kind-gcb" })],
    ],
    unknown: [resource(BUCKET, { name: UNKNOWN }), resource(PROJECT, { projectId: UNKNOWN })],
  },
  "one-machine-writer": {
    breaks: [
      resource(REPOSITORY, { project: "p", location: "us", repositoryId: "images" }),
      resource(types.repositoryBinding, {
        project: "p",
        location: "us",
        repository: "projects/p/locations/us/repositories/images",
        role: "roles/artifactregistry.writer",
        members: ["group:g@kubernetes.io", "serviceAccount:b@p.iam.gserviceaccount.com"],
      }),
      resource(types.projectMember, {
        project: "p",
        role: "roles/cloudbuild.builds.builder",
        member: "serviceAccount:a@p.iam.gserviceaccount.com",
      }),
    ],
    says: [
      "r can be written by 2 machines: serviceAccount:a@p.iam.gserviceaccount.com, serviceAccount:b@p.iam.gserviceaccount.com",
    ],
    passes: [
      [
        resource(REPOSITORY, { project: "p", location: "us", repositoryId: "images" }),
        ...["images", "other"].map((repository) =>
          resource(types.repositoryBinding, {
            project: "p",
            location: "us",
            repository,
            role: "roles/artifactregistry.writer",
            members: [`serviceAccount:${repository}@p.iam.gserviceaccount.com`],
          }),
        ),
      ],
    ],
    unknown: [
      resource(REPOSITORY, { project: "p", location: "us", repositoryId: "images" }),
      resource(types.repositoryBinding, {
        project: "p",
        location: "us",
        repository: "images",
        role: "roles/artifactregistry.writer",
        members: ["serviceAccount:b@p.iam.gserviceaccount.com", UNKNOWN],
      }),
      resource(types.projectMember, { project: UNKNOWN, role: "roles/owner", member: "serviceAccount:x@p" }),
    ],
  },
  "one-way-of-granting": {
    breaks: [
      resource(types.projectBinding, { project: "p", role: "roles/a", members: [] }),
      resource(types.projectMember, { project: "projects/p", role: "roles/a", member: "group:g" }),
      resource(
        types.repositoryBinding,
        { project: "p", repository: "r", role: "roles/b" },
        { name: "first" },
      ),
      resource(
        types.repositoryBinding,
        { project: "p", repository: "x/r", role: "roles/b" },
        { name: "second" },
      ),
    ],
    says: [
      "r binds roles/a, which is also granted to single members; the binding takes it from them",
      "first is one of 2 bindings of roles/b on the same resource, which undo each other",
      "second is one of 2 bindings of roles/b on the same resource, which undo each other",
    ],
    passes: [
      [
        resource(types.projectBinding, { project: "p", role: "roles/a", members: [] }),
        resource(types.projectMember, { project: "p", role: "roles/b", member: "group:g" }),
        resource(types.projectMember, { project: "p", role: "roles/b", member: "group:h" }),
        resource(types.projectBinding, { project: "p", role: "roles/a", condition: { expression: "x" } }),
      ],
    ],
    unknown: [
      resource(types.projectBinding, { project: "p", role: UNKNOWN, members: [] }),
      resource(types.projectMember, { project: "p", role: UNKNOWN, member: "group:g" }),
    ],
  },
  "own-project": {
    breaks: [resource(BUCKET, { project: "k8s-staging-b" }, { name: "k8s-staging-a/bucket" })],
    says: ["k8s-staging-a/bucket is in the project k8s-staging-b, but belongs to k8s-staging-a"],
    passes: [
      [resource(BUCKET, { project: "projects/k8s-staging-a" }, { name: "k8s-staging-a/bucket" })],
      [resource(BUCKET, { project: "k8s-infra" }, { name: "gcp" })],
    ],
    unknown: [resource(BUCKET, { project: UNKNOWN }, { name: "k8s-staging-a/bucket" })],
  },
  "principal-kinds": {
    breaks: [resource(types.projectBinding, { role: "roles/a", members: ["user:a@b.io", "domain:b.io"] })],
    says: [
      "r grants a role to user:a@b.io: only group:, serviceAccount: and principal: are used here",
      "r grants a role to domain:b.io: only group:, serviceAccount: and principal: are used here",
    ],
    passes: [
      [
        resource(types.projectBinding, {
          role: "roles/a",
          members: [
            "group:g@kubernetes.io",
            "serviceAccount:p.svc.id.goog[test-pods/s3-sync]",
            "principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/s",
          ],
        }),
      ],
    ],
    unknown: [resource(types.projectBinding, { role: "roles/a", members: [UNKNOWN] })],
  },
  protection: {
    breaks: [
      resource(PROJECT, { projectId: "a", deletionPolicy: "DELETE" }, { protect: true }),
      resource(PROJECT, { projectId: "b", deletionPolicy: "ABANDON" }, { protect: true }),
      resource(BUCKET, { project: "a" }),
      resource("aws:s3/bucket:Bucket", {}),
      resource(CLOUD_RUN_SERVICE, { deletionProtection: false }),
    ],
    says: [
      "r has deletionPolicy DELETE, not PREVENT",
      "r is retired by deletionPolicy ABANDON, but still protected",
      "r is not protected, and could be deleted by a change of the data",
      "r is not protected, and could be deleted by a change of the data",
      "r has deletionProtection: false",
    ],
    passes: [
      [resource(REPOSITORY, { project: "c", deletionPolicy: "ABANDON" })],
      [
        resource(PROJECT, { projectId: "a", deletionPolicy: "ABANDON" }),
        resource(BUCKET, { project: "a" }),
        resource(PROJECT, { projectId: "b" }, { protect: true }),
      ],
    ],
    unknown: [resource(PROJECT, { projectId: "a", deletionPolicy: UNKNOWN }, { protect: true })],
  },
  "public-access": {
    breaks: [
      resource(types.repositoryBinding, { role: "roles/artifactregistry.writer", members: ["allUsers"] }),
      resource(types.projectMember, { role: "roles/run.invoker", member: "allUsers" }),
      resource(types.bucketBinding, {
        role: "roles/storage.objectViewer",
        members: ["allAuthenticatedUsers"],
      }),
    ],
    says: [
      "r grants roles/artifactregistry.writer to allUsers, which is everybody",
      "r grants roles/run.invoker to allUsers, which is everybody",
      "r grants roles/storage.objectViewer to allAuthenticatedUsers, which is everybody with a Google account",
    ],
    passes: [
      [resource(types.repositoryBinding, { role: "roles/artifactregistry.reader", members: ["allUsers"] })],
      [resource(types.bucketBinding, { role: "roles/storage.objectViewer", members: ["allUsers"] })],
      [resource(types.runMember, { role: "roles/run.invoker", member: "allUsers" })],
    ],
    unknown: [resource(types.repositoryBinding, { role: "roles/artifactregistry.writer", members: UNKNOWN })],
  },
  "read-only": {
    breaks: [
      resource(PROJECT, { projectId: "p", deletionPolicy: "ABANDON" }),
      resource(REPOSITORY, { project: "p", cleanupPolicies: [{ id: "old" }], cleanupPolicyDryRun: false }),
      resource(types.repositoryBinding, {
        project: "p",
        role: "roles/artifactregistry.writer",
        members: ["group:g@kubernetes.io"],
      }),
      resource(types.projectMember, {
        project: "p",
        role: "roles/artifactregistry.admin",
        member: "group:h@k8s.io",
      }),
    ],
    says: [
      "r cleans up images of a retired project",
      "r lets group:g@kubernetes.io push to a retired project",
      "r lets group:h@k8s.io push to a retired project",
    ],
    passes: [
      [
        resource(PROJECT, { projectId: "p", deletionPolicy: "ABANDON" }),
        resource(REPOSITORY, { project: "p", cleanupPolicies: [{ id: "old" }], cleanupPolicyDryRun: true }),
        resource(REPOSITORY, { project: "other", cleanupPolicies: [{ id: "old" }] }),
        resource(types.repositoryBinding, {
          project: "p",
          role: "roles/artifactregistry.writer",
          members: [],
        }),
        resource(types.repositoryBinding, {
          project: "p",
          role: "roles/artifactregistry.reader",
          members: ["allUsers"],
        }),
      ],
    ],
    unknown: [
      resource(PROJECT, { projectId: "p", deletionPolicy: "ABANDON" }),
      resource(REPOSITORY, { project: "p", cleanupPolicies: UNKNOWN }),
      resource(REPOSITORY, { project: "p", cleanupPolicies: [{ id: "old" }], cleanupPolicyDryRun: UNKNOWN }),
      resource(types.repositoryBinding, { project: "p", role: UNKNOWN, members: ["group:g@kubernetes.io"] }),
    ],
  },
  "refused-services": {
    breaks: [resource(SERVICE, { service: "containeranalysis.googleapis.com" })],
    says: [
      "r enables containeranalysis.googleapis.com: it is switched off in every staging project for its cost (kubernetes/k8s.io issue #1963)",
    ],
    passes: [[resource(SERVICE, { service: "compute.googleapis.com" })]],
    unknown: [resource(SERVICE, { service: UNKNOWN })],
  },
  retention: {
    breaks: [
      resource(REPOSITORY, { cleanupPolicies: [] }),
      resource(BUCKET, { lifecycleRules: [] }),
      resource(BUCKET, {}),
    ],
    says: [
      "r has no cleanup policy",
      "r has neither a lifecycle rule nor a retention policy",
      "r has neither a lifecycle rule nor a retention policy",
    ],
    passes: [
      [resource(REPOSITORY, { mode: "REMOTE_REPOSITORY" })],
      [resource(BUCKET, { retentionPolicy: { retentionPeriod: 1 } })],
      [resource(REPOSITORY, { deletionPolicy: "PREVENT" }), resource(BUCKET, { deletionPolicy: "ABANDON" })],
    ],
    unknown: [
      resource(REPOSITORY, { cleanupPolicies: UNKNOWN }),
      resource(BUCKET, { lifecycleRules: UNKNOWN }),
    ],
  },
  transport: {
    breaks: [
      resource(types.distribution, {
        defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" },
        viewerCertificate: { minimumProtocolVersion: "TLSv1" },
      }),
      resource(types.sslPolicy, {}),
      resource(types.sslPolicy, { minTlsVersion: "TLS_1_1" }),
      resource(types.httpsProxy, {}),
    ],
    says: [
      "r answers without TLS (viewerProtocolPolicy: allow-all)",
      "r allows TLSv1; TLSv1.2_2021 is the least",
      "r allows TLS_1_0; TLS_1_2 is the least",
      "r allows TLS_1_1; TLS_1_2 is the least",
      "r has no SSL policy, and would allow TLS 1.0",
    ],
    passes: [
      [
        resource(types.distribution, {
          defaultCacheBehavior: { viewerProtocolPolicy: "redirect-to-https" },
          viewerCertificate: { minimumProtocolVersion: "TLSv1.2_2021" },
        }),
      ],
      [resource(types.sslPolicy, { minTlsVersion: "TLS_1_2" })],
    ],
    unknown: [
      resource(types.httpsProxy, { sslPolicy: UNKNOWN }),
      resource(types.sslPolicy, { minTlsVersion: UNKNOWN }),
      resource(types.distribution, { defaultCacheBehavior: UNKNOWN, viewerCertificate: UNKNOWN }),
    ],
  },
  "uniform-bucket-access": {
    breaks: [resource(BUCKET, {}), resource(BUCKET, { uniformBucketLevelAccess: false })],
    says: ["r does not have uniform bucket-level access", "r does not have uniform bucket-level access"],
    passes: [[resource(BUCKET, { uniformBucketLevelAccess: true })]],
    unknown: [resource(BUCKET, { uniformBucketLevelAccess: UNKNOWN })],
  },
  "viewer-for-groups": {
    breaks: [
      resource(types.projectBinding, { role: "roles/viewer", members: ["group:g", "serviceAccount:a@p"] }),
    ],
    says: ["r grants roles/viewer to serviceAccount:a@p, which is no group"],
    passes: [[resource(types.projectBinding, { role: "roles/viewer", members: ["group:g"] })]],
    unknown: [resource(types.projectBinding, { role: "roles/viewer", members: [UNKNOWN] })],
  },
  "whole-policy": {
    breaks: [
      resource(types.projectPolicy, { policyData: UNKNOWN }),
      resource("gcp:storage/bucketACL:BucketACL", {}),
    ],
    says: [
      "r sets the whole policy of a resource, and removes every grant that it does not name",
      "r is an access list, which uniform bucket-level access does without",
    ],
    passes: [[resource(types.projectBinding, {})]],
    unknown: [],
  },
  "workload-identity": {
    breaks: [
      resource(types.poolProvider, { oidc: { issuerUri: "http://issuer.example.com" } }),
      resource(types.poolProvider, { attributeCondition: "true" }),
    ],
    says: [
      "r has no attributeCondition: everybody whom the issuer knows could come in",
      "r trusts the issuer http://issuer.example.com, which is not https",
      "r has a condition that is always true",
    ],
    passes: [
      [
        resource(types.poolProvider, {
          attributeCondition: "assertion.repository == 'kubernetes/k8s.io'",
          oidc: { issuerUri: "https://token.actions.githubusercontent.com" },
        }),
      ],
    ],
    unknown: [resource(types.poolProvider, { attributeCondition: UNKNOWN, oidc: UNKNOWN })],
  },
};

describe.each(Object.entries(cases))("%s", (rule, { breaks, says, passes, unknown }) => {
  test("reports violations", () => expect(messages(rule, ...breaks)).toEqual(says));
  test("accepts compliant resources", () =>
    expect(passes.map((one) => messages(rule, ...one))).toEqual(passes.map(() => [])));
  test("does not judge unknown values", () => expect(messages(rule, ...unknown)).toEqual([]));
});

test("every rule is tested here and has its own file, a description, a remediation and a URL", () => {
  const names = rules.map(({ name }) => name);
  expect(names).toEqual(Object.keys(cases).sort());
  const files = readdirSync(fromRoot("policy/rules")).map((name) => name.replace(".ts", ""));
  expect(files.filter((name) => name !== "index").sort()).toEqual(names);
  for (const { remediation, description, url } of rules) {
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(remediation).toMatch(/^[A-Z].*\.$/);
    expect(new URL(url).protocol).toBe("https:");
  }
});
