import { dirname } from "node:path/posix";
import type { Request } from "../../inventory/onboarding/plan.ts";
import { groupsFileOf } from "../../inventory/onboarding/current.ts";
import { stagingPrefix } from "../../inventory/naming.ts";
import { listed } from "../../inventory/wording.ts";
import type { StagingProject } from "../../inventory/types.ts";
import { code } from "../report/escape.ts";

/** The first line: what is asked. */
export function headingOf({ name, sig, repositories }: Request, project: StagingProject | undefined): string {
  const id = stagingPrefix + name;
  if (project !== undefined) return `${id} is there already; this adds to it.`;
  return `${id}: a new staging project of ${sig ?? "nobody"}, from ${listed(repositories)}`;
}

/** The title of the commit and of the pull request. */
export function titleOf({ name }: Request, project: StagingProject | undefined): string {
  return project === undefined ? `Add ${stagingPrefix}${name}` : `Add to ${stagingPrefix}${name}`;
}

/** The body of the pull request, in Markdown; what was typed stands in code spans, where it is nothing but text. */
export function bodyOf(
  request: Request,
  project: StagingProject | undefined,
  paths: readonly string[],
): string {
  const { name, sig, repositories, members, builds } = request;
  const id = stagingPrefix + name;
  const rows = [
    ...(repositories.length === 0 ? [] : [`- code: ${repositories.map(code).join(", ")}`]),
    ...(members.length === 0
      ? []
      : [`- who may push and look after its builds: ${members.map(code).join(", ")}`]),
    ...(builds.length === 0
      ? []
      : [`- automatic builds: ${builds.map((build) => code(build.name)).join(", ")}`]),
  ];
  const what =
    project === undefined
      ? `A staging repository for images, ${code(id)}, owned by ${code(sig ?? "nobody")}.`
      : `More for the staging repository ${code(id)}.`;
  const restricted = paths.includes("groups/restrictions.yaml");
  const checklist = [
    "The code is in an organization of the project, or `infra/orgs.yaml` has the exception",
    sig === undefined
      ? "The members are right"
      : `The members are right, and ${code(sig)} agrees (OWNERS of ${code(dirname(groupsFileOf(sig)))})`,
    ...(restricted
      ? ["SIG K8s Infra agrees that the SIG's file declares the group (`groups/restrictions.yaml`)"]
      : []),
    "`bin/infra check --base origin/main` finds no mistake",
    "`bin/infra plan staging --base origin/main` shows this project and nothing else",
  ];
  return [what, "", ...rows, "", "Before merge:", "", ...checklist.map((item) => `- [ ] ${item}`), ""].join(
    "\n",
  );
}

/** What comes after the pull request is open. */
export function nextSteps({ name, repositories, builds }: Request, cloudbuild: string | undefined): string[] {
  const id = stagingPrefix + name;
  const triggers = builds.some(({ runner }) => runner !== "prow");
  const jobs = builds.some(({ runner }) => runner === "prow");
  return [
    "Its jobs check it and comment what merging makes: `bin/infra plan staging --base origin/main` shows the same.",
    `After merge the deployment makes ${id} with its group; whoever is a member can push then.`,
    ...(triggers
      ? [
          `Triggers build ${listed(repositories)} once ${repositories.length === 1 ? "it has" : "they have"} a cloudbuild.yaml: ${cloudbuild ?? `--cloudbuild FILE writes a first one`}.`,
        ]
      : []),
    ...(jobs
      ? ["`bin/infra jobs image-pushing --out <folder>` writes the Prow jobs for kubernetes/test-infra."]
      : []),
    `Images stay 90 days. \`bin/infra promote new ${id} <image>:<tag>\` brings the first to registry.k8s.io.`,
  ];
}
