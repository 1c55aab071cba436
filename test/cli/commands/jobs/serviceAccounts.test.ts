import { expect, test } from "vitest";
import { prowServiceAccounts } from "../../../../cli/commands/jobs/serviceAccounts.ts";
import { describeStagingProject } from "../../../../components/staging-project/describe.ts";
import { dataIn } from "../../../support/load.ts";
import { settings } from "../../../support/settings.ts";

const { stagingProjects } = dataIn().data!.inventory;

test("each project that Prow builds gets a Kubernetes service account, unless it is frozen", () => {
  const kind = stagingProjects.find(({ id }) => id === "k8s-staging-kind")!;
  expect(prowServiceAccounts([kind, { ...kind, state: "frozen" }, { ...kind, builds: [] }])).toEqual([
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: {
        name: "gcb-builder-kind",
        namespace: "test-pods",
        annotations: {
          "iam.gke.io/gcp-service-account": "gcb-builder-kind@k8s-staging-kind.iam.gserviceaccount.com",
        },
      },
    },
  ]);
});

test("the service accounts are exactly those that the stack lets act as build accounts", () => {
  const pool = `serviceAccount:${settings.prowWorkloadPool}`;
  const bound = stagingProjects.flatMap((project) =>
    JSON.stringify(describeStagingProject(project, settings))
      .split('"')
      .filter((text) => text.startsWith(pool) && text.includes("/gcb-builder-")),
  );
  const made = prowServiceAccounts(stagingProjects).map(
    ({ metadata: { namespace, name } }) => `${pool}[${namespace}/${name}]`,
  );
  expect(made.length).toBe(62);
  expect([...new Set(bound)].sort()).toEqual(made.sort());
});
