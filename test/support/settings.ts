/** The configuration of the tests' stacks: the values of Pulumi.staging.yaml, frozen. */
export const settings = {
  organizationId: "758905017065",
  billingAccount: "018801-93540E-22A20E",
  accessLogBucket: "k8s-infra-artifacts-gcslogs",
  artifactAdmins: "k8s-infra-artifact-admins@kubernetes.io",
  awsRole: "arn:aws:iam::513428760722:role/k8s-registry-deploy",
  vulnerabilityScanner: "k8s-infra-gcr-vuln-scanning@k8s-artifacts-prod.iam.gserviceaccount.com",
  githubConnections: {} as Record<string, { installationId: number; secretVersion: string }>,
  prowWorkloadPool: "k8s-infra-prow-build-trusted.svc.id.goog",
  imageBuilder: "gcr.io/k8s-staging-test-infra/image-builder:v20260704-7722336b68",
};

/** Connections to the GitHub organizations for which localcloud's world has an app installation. */
export const githubConnections = Object.fromEntries(
  ["kubernetes", "kubernetes-csi", "kubernetes-sigs"].map((organization, index) => [
    organization,
    {
      installationId: 1000001 + index,
      secretVersion: "projects/k8s-infra-prow-build-trusted/secrets/cloud-build-github/versions/1",
    },
  ]),
);

/** The same as stack configuration, for data given relative to the project's root. */
export function configOver(
  infraFile: string,
  groupsFolder = "test/fixtures/few-groups",
  registryFolder = "test/fixtures/no-proxy",
): Record<string, string> {
  const values = { ...settings, infraFile, groupsFolder, registryFolder };
  const texts = Object.entries(values).map(([key, value]): [string, string] => [
    `k8s-registry:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(texts);
}
