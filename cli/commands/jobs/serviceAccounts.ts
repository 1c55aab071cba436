import { Command } from "commander";
import { PROW_NAMESPACE, buildAccountEmail } from "../../../components/staging-project/iam.ts";
import { prowBuilds } from "../../../inventory/projects/prowBuilds.ts";
import { loadData } from "../../../inventory/check/data.ts";
import { buildAccountId } from "../../../inventory/projects/naming.ts";
import type { StagingProject } from "../../../inventory/projects/types.ts";
import { sourcesFrom } from "../../../inventory/sources.ts";
import { badData } from "../../../inventory/check/required.ts";
import { yamlFile } from "../../../inventory/yaml/write.ts";

const help = `
One account for each staging project with builds that Prow runs, for the cluster
of the jobs that \`infra jobs image-pushing\` writes. It is annotated with the
build account, which the stack lets it act as.
Exit status: 0 done, 2 bad data.

Example:
  $ infra jobs service-accounts | kubectl apply --filename -`;

/** A Kubernetes service account, as its manifest is structured. */
export interface ServiceAccount {
  readonly apiVersion: "v1";
  readonly kind: "ServiceAccount";
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations: Readonly<Record<string, string>>;
  };
}

/** The command `infra jobs service-accounts`. */
export function serviceAccountsCommand(): Command {
  return new Command("service-accounts")
    .description("print the Kubernetes service accounts that those Prow jobs run as")
    .option("--infra <file>", "a file in place of infra/gcp/infra.yaml")
    .addHelpText("after", help)
    .action(({ infra }: { infra?: string }) => {
      const { data, diagnostics } = loadData(sourcesFrom({ infra }));
      if (data === undefined) throw badData(diagnostics);
      const accounts = prowServiceAccounts(data.inventory.stagingProjects);
      process.stdout.write(accounts.map((account) => `---\n${yamlFile(account)}`).join(""));
    });
}

/**
 * Generates the Kubernetes service accounts of the projects' Prow jobs. By the annotation GKE finds the Google Cloud
 * account: https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity.
 */
export function prowServiceAccounts(projects: readonly StagingProject[]): ServiceAccount[] {
  return projects
    .filter((project) => prowBuilds(project).length > 0)
    .map((project) => ({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: {
        name: buildAccountId(project.name),
        namespace: PROW_NAMESPACE,
        annotations: { "iam.gke.io/gcp-service-account": buildAccountEmail(project) },
      },
    }));
}
