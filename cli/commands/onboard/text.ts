import { dirname } from "node:path/posix";
import { stagingPrefix } from "../../../inventory/projects/naming.ts";
import { groupsFileOf } from "../../edits/onboarding/current.ts";
import { RESTRICTIONS, type Request } from "../../edits/onboarding/plan.ts";
import type { Addition } from "../../edits/promotion/images.ts";
import type { StagingProject } from "../../../inventory/projects/types.ts";
import { listed } from "../../../terminal/wording.ts";
import { code } from "../../../terminal/escape.ts";

/** The first line of the output: what is requested. */
export function headingOf({ name, sig, repositories }: Request, project: StagingProject | undefined): string {
  const id = stagingPrefix + name;
  if (project !== undefined) return `${id} is there already; this adds to it.`;
  return `${id}: a new staging project of ${sig ?? "nobody"}, from ${listed(repositories)}`;
}

/** The title of the commit and of the pull request. */
export function titleOf({ name }: Request, project: StagingProject | undefined): string {
  return project === undefined ? `Add ${stagingPrefix}${name}` : `Extend ${stagingPrefix}${name}`;
}

/** The body of the pull request, in Markdown; user input is put in code spans, which keep it plain text. */
export function bodyOf(
  { name, sig, repositories, members, builds }: Request,
  project: StagingProject | undefined,
  promotions: readonly Addition[],
  paths: readonly string[],
): string {
  const id = stagingPrefix + name;
  const row = (what: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`- ${what}: ${items.map(code).join(", ")}`];
  const what =
    project === undefined
      ? `A staging repository for images, ${code(id)}, owned by ${code(sig ?? "nobody")}.`
      : `More for the staging repository ${code(id)}.`;
  const rows = [
    ...row("code", repositories),
    ...row("who may push and look after its builds", members),
    ...row(
      "automatic builds",
      builds.map((build) => build.name),
    ),
    ...row(
      "to promote",
      promotions.map(({ image, digest, tags }) => `${image}@${digest}:${tags.join(",")}`),
    ),
  ];
  const agrees =
    sig === undefined ? "" : `, and ${code(sig)} agrees (OWNERS of ${code(dirname(groupsFileOf(sig)))})`;
  const checklist = [
    ...(repositories.length > 0
      ? ["The code is in an organization of the project, or `infra/orgs.yaml` has the exception"]
      : []),
    ...(members.length > 0 ? [`The members are right${agrees}`] : []),
    ...(paths.includes(RESTRICTIONS)
      ? [`SIG K8s Infra agrees that the SIG's file declares the group (${code(RESTRICTIONS)})`]
      : []),
    ...(promotions.length > 0 ? ["The images are in the staging repository"] : []),
    "`bin/infra check --base origin/main` finds no mistake",
    "`bin/infra plan staging --base origin/main` shows this project and nothing else",
  ];
  return [what, "", ...rows, "", "Before merge:", "", ...checklist.map((item) => `- [ ] ${item}`), ""].join(
    "\n",
  );
}

/** The steps that follow the pull request. */
export function nextSteps(
  { name, repositories, members, builds }: Request,
  project: StagingProject | undefined,
  promotions: readonly Addition[],
  cloudbuild: string | undefined,
): string[] {
  const id = stagingPrefix + name;
  const jobs = builds.filter(({ runner }) => runner === "prow").length;
  const starter =
    cloudbuild !== undefined
      ? `a first one is in ${cloudbuild}`
      : project === undefined
        ? "a first one is printed below"
        : "--cloudbuild <file> writes a first one";
  const many = builds.length - jobs > 1;
  return [
    "Its jobs check it and comment what merging makes: `bin/infra plan staging --base origin/main` shows the same.",
    ...(project === undefined
      ? [
          `After merge the deployment makes ${id} with its group, whose ${members.length === 1 ? "member" : "members"} can push then.`,
        ]
      : members.length > 0
        ? ["After merge the deployment adds the members, who can push then."]
        : []),
    ...(builds.length > jobs
      ? [
          `${many ? "Triggers build" : "A trigger builds"} ${listed(repositories.length > 0 ? repositories : [id])} from its cloudbuild.yaml: ${starter}.`,
        ]
      : []),
    ...(jobs > 0
      ? ["`bin/infra jobs image-pushing --out <folder>` writes the Prow jobs for kubernetes/test-infra."]
      : []),
    ...(promotions.length > 0
      ? ["The images must be in the staging repository before the merge; kpromo copies them after it."]
      : project === undefined
        ? [
            `Images stay 90 days there. \`bin/infra promote new ${id} <image>:<tag>\` brings the first to registry.k8s.io.`,
          ]
        : []),
  ];
}
