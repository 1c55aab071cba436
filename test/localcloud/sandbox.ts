import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { GoogleCloud } from "../../localcloud/gcp/cloud.ts";
import { gcpProvider } from "../../localcloud/gcp/provider.ts";
import type { Provider } from "../../localcloud/provider/provider.ts";
import type { Resource, Values } from "../../localcloud/provider/resourceType.ts";
import { Store } from "../../localcloud/store/store.ts";
import { loadWorld, type World } from "../../localcloud/world.ts";
import { ProviderSandbox } from "./providerSandbox.ts";

/** An empty directory, removed after the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "localcloud-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The full message of the error that `action` throws. */
export function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}

/** Type tokens by short name. */
export const tokens = {
  project: "gcp:organizations/project:Project",
  service: "gcp:projects/service:Service",
  lien: "gcp:resourcemanager/lien:Lien",
  bucket: "gcp:storage/bucket:Bucket",
  bucketBinding: "gcp:storage/bucketIAMBinding:BucketIAMBinding",
  bucketMember: "gcp:storage/bucketIAMMember:BucketIAMMember",
  repository: "gcp:artifactregistry/repository:Repository",
  repositoryBinding: "gcp:artifactregistry/repositoryIamBinding:RepositoryIamBinding",
  repositoryMember: "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
  projectBinding: "gcp:projects/iAMBinding:IAMBinding",
  projectMember: "gcp:projects/iAMMember:IAMMember",
  account: "gcp:serviceaccount/account:Account",
  accountBinding: "gcp:serviceaccount/iAMBinding:IAMBinding",
  accountMember: "gcp:serviceaccount/iAMMember:IAMMember",
  address: "gcp:compute/globalAddress:GlobalAddress",
  alert: "gcp:monitoring/alertPolicy:AlertPolicy",
  authorization: "gcp:certificatemanager/dnsAuthorization:DnsAuthorization",
  backend: "gcp:compute/backendService:BackendService",
  certificate: "gcp:certificatemanager/certificate:Certificate",
  certificateMap: "gcp:certificatemanager/certificateMap:CertificateMap",
  channel: "gcp:monitoring/notificationChannel:NotificationChannel",
  check: "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig",
  dataset: "gcp:bigquery/dataset:Dataset",
  datasetMember: "gcp:bigquery/datasetIamMember:DatasetIamMember",
  endpoints: "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup",
  forwardingRule: "gcp:compute/globalForwardingRule:GlobalForwardingRule",
  httpProxy: "gcp:compute/targetHttpProxy:TargetHttpProxy",
  httpsProxy: "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
  mapEntry: "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry",
  policy: "gcp:compute/securityPolicy:SecurityPolicy",
  run: "gcp:cloudrunv2/service:Service",
  runBinding: "gcp:cloudrunv2/serviceIamBinding:ServiceIamBinding",
  sslPolicy: "gcp:compute/sSLPolicy:SSLPolicy",
  sink: "gcp:logging/projectSink:ProjectSink",
  urlMap: "gcp:compute/uRLMap:URLMap",
  connection: "gcp:cloudbuildv2/connection:Connection",
  link: "gcp:cloudbuildv2/repository:Repository",
  trigger: "gcp:cloudbuild/trigger:Trigger",
  job: "gcp:cloudscheduler/job:Job",
  identity: "gcp:projects/serviceIdentity:ServiceIdentity",
  customRole: "gcp:projects/iAMCustomRole:IAMCustomRole",
  secretMember: "gcp:secretmanager/secretIamMember:SecretIamMember",
} as const;

export type Kind = keyof typeof tokens;

export const organization = "758905017065";
export const billingAccount = "018801-93540E-22A20E";

/** The world of the tests, with the groups that the program creates in production. */
export const world: World = {
  ...loadWorld(),
  groups: [
    "k8s-infra-artifact-admins@kubernetes.io",
    "k8s-infra-release-editors@kubernetes.io",
    "k8s-infra-staging-demo@kubernetes.io",
  ],
};

/** A provider with an empty store, and shortcuts that call Check first, as the engine does. */
export class Sandbox extends ProviderSandbox<GoogleCloud, Kind> {
  readonly directory: string;
  readonly store: Store;
  readonly provider: Provider<GoogleCloud>;

  constructor(configuration: Values = { addPulumiAttributionLabel: "false" }) {
    super(tokens);
    this.directory = temporaryDirectory();
    this.store = new Store(this.directory);
    this.provider = gcpProvider(this.store, world);
    this.provider.configure(configuration);
  }

  diff(
    kind: Kind,
    outputs: Values,
    inputs: Values,
  ): { changed: readonly string[]; replaced: readonly string[] } {
    const { changed, replaced } = this.provider.diff(tokens[kind], outputs, this.checked(kind, inputs));
    return { changed, replaced };
  }

  read(
    kind: Kind,
    id: string,
    outputs: Values = {},
    inputs: Values = {},
  ): ReturnType<Provider<GoogleCloud>["read"]> {
    return this.provider.read(tokens[kind], id, outputs, inputs);
  }

  update(kind: Kind, resource: Resource, inputs: Values): Values {
    return this.provider.update(tokens[kind], resource.id, resource.outputs, this.checked(kind, inputs));
  }

  delete(kind: Kind, resource: Resource): void {
    this.provider.delete(tokens[kind], resource.id, resource.outputs);
  }

  /** Creates a project with billing and these services enabled. */
  project(projectId: string, services: readonly string[] = []): Resource {
    const project = this.create("project", {
      projectId,
      name: projectId,
      orgId: organization,
      billingAccount,
      deletionPolicy: "DELETE",
    });
    for (const service of services) {
      this.create("service", { project: projectId, service: `${service}.googleapis.com` });
    }
    return project;
  }
}
