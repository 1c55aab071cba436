import type { RetirementStep } from "../../edits/onboarding/retire.ts";
import type { StagingProject } from "../../../inventory/projects/types.ts";
import { code } from "../../../terminal/escape.ts";

/** The texts about one step of a retirement; the body is Markdown. */
interface StepText {
  readonly heading: string;
  readonly title: string;
  readonly body: string;
  readonly next: readonly string[];
}

const REVIEW =
  "The presubmits check it against the limits and report its effect: `bin/infra check --base origin/main`, `bin/infra plan staging --base origin/main`.";

/**
 * The texts of the three steps, each a change that is merged and applied before the next. `until` is the day until
 * which a retired project's images can be read.
 */
export const RETIREMENT: Readonly<
  Record<RetirementStep, (project: StagingProject, until?: string) => StepText>
> = {
  freeze: ({ id, name }) => ({
    heading: `${id} is active; this freezes it.`,
    title: `Freeze ${id}`,
    body: bodyOf(
      `Nobody writes images of ${code(id)} or builds any more. Everything stays, and can be read; taking the line back undoes it.`,
      ["Nothing builds or pushes there any more", "What uses its images knows"],
    ),
    next: [
      REVIEW,
      "After merge the deployment takes the writers' roles and switches triggers off. Nothing is deleted.",
      `\`bin/infra offboard ${name}\` retires it, when nobody misses it.`,
    ],
  }),
  retire: ({ id, name, group }, until) => ({
    heading: `${id} is frozen; this retires it, and its group.`,
    title: `Retire ${id}`,
    body: bodyOf(
      until === undefined
        ? `Lifts the protection of ${code(id)}, so that a later change may remove it. Nothing of it is deleted.`
        : `Lifts the protection of ${code(id)}, so that a later change may remove it, from ${until} on. Until then everybody can read its images, nobody pushes, and none is deleted. The members of ${code(group)} leave that group.`,
      [
        "No release needs images that are only there, and none is still to be promoted: `bin/infra promote plan` tells",
        "Where more than 30 memberships go, `groups/limits.yaml` has the waiver that `check --base` asks for",
      ],
    ),
    next: [
      REVIEW,
      "After merge the deployment lifts the protection. The gate lets step 3 pass only once that is applied.",
      until === undefined
        ? `\`bin/infra offboard ${name}\` then makes the last step.`
        : `From ${until} on, \`bin/infra offboard ${name}\` makes the last step; \`bin/infra check\` reminds of it.`,
    ],
  }),
  remove: ({ id }) => ({
    heading: `${id} is retired; this removes it from the data.`,
    title: `Remove ${id}`,
    body: bodyOf(
      `Removes ${code(id)}, which is retired, with its group, its builds and its directory of \`registry.k8s.io/\`. Pulumi forgets the project, and Google Cloud keeps it; the group is deleted. Promoted images stay in production.`,
      [
        "The change that retired it has been applied; the gate refuses this one before",
        "No waiver is needed",
      ],
    ),
    next: [
      REVIEW,
      "After merge the deployment forgets the project and deletes the group.",
      `${id} is still there in Google Cloud, with its images. To delete it for good, a person removes its lien, then the project.`,
    ],
  }),
};

function bodyOf(what: string, checklist: readonly string[]): string {
  return [what, "", "Before merge:", "", ...checklist.map((item) => `- [ ] ${item}`), ""].join("\n");
}
