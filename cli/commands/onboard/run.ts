import { EXIT, UserError } from "../../../terminal/userError.ts";
import { checkoutAt } from "../../../inventory/sources.ts";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { readingOnce } from "../../../inventory/yaml/tree.ts";
import { stagingPrefix } from "../../../inventory/projects/naming.ts";
import { cloudbuildText } from "../../edits/onboarding/cloudbuild.ts";
import { currentData, type Current } from "../../edits/onboarding/current.ts";
import { nameIn } from "../../edits/onboarding/names.ts";
import { planOnboarding } from "../../edits/onboarding/plan.ts";
import { missingIn, projectNamed, readRequest, type Typed } from "../../edits/onboarding/request.ts";
import type { Addition } from "../../edits/promotion/images.ts";
import { approversIn } from "../../../inventory/promotion/owners.ts";
import { fromRoot } from "../../../boot/root.ts";
import { proposeEdit, type EditOptions } from "../../edits/apply/proposeEdit.ts";
import type { Terminal } from "../../../terminal/terminal.ts";
import { promotionIn, promotionSteps } from "./promotion.ts";
import { completed } from "./prompts.ts";
import { bodyOf, headingOf, nextSteps, titleOf } from "./text.ts";

/** The options of `infra onboard`. */
export interface OnboardOptions extends EditOptions {
  readonly repo?: readonly string[] | undefined;
  readonly sig?: string | undefined;
  readonly member?: readonly string[] | undefined;
  /** False for no builds. */
  readonly build?: readonly string[] | false | undefined;
  readonly promote?: readonly string[] | undefined;
  /** GitHub names or aliases. */
  readonly approver?: readonly string[] | undefined;
  readonly add?: boolean | undefined;
  /** The path for a first cloudbuild.yaml, as typed; if omitted, it is printed. */
  readonly cloudbuild?: string | undefined;
}

/**
 * Writes the request for a staging project into the data of a checkout, after showing it and asking. When it throws a
 * `UserError`, nothing was written.
 */
export async function runOnboard(
  name: string | undefined,
  options: OnboardOptions,
  terminal: Terminal,
  root = fromRoot("."),
): Promise<void> {
  const current = loaded(root);
  const { organizations } = current;
  const typed = terminal.interactive
    ? await completed(typedIn(name, options, true), current, organizations, terminal)
    : typedIn(name, options, false);
  refuseIncomplete(typed, current, options);

  const { request, project, faults, notes } = readRequest(typed, current, organizations);
  const promotions = (options.promote ?? []).map(promotionIn);
  const named = approversIn(options.approver ?? []);
  const wrong = [
    ...faults,
    ...named.faults,
    ...promotions.filter((promotion) => typeof promotion === "string"),
  ];
  if (request === undefined || wrong.length > 0) throw refused(wrong.join("\n"));
  const additions = promotions.filter((promotion): promotion is Addition => typeof promotion !== "string");
  const more = promotionSteps(request, current, additions, named.approvers);
  const plan = planOnboarding(request, current, more);
  if (!("unedited" in plan) && plan.length === 0) {
    terminal.print(`${stagingPrefix}${request.name} has all of this already; nothing to do.\n`);
    return;
  }
  const starter = cloudbuildText(request.name);
  const paths = "unedited" in plan ? [] : plan.map(({ path }) => path);
  await proposeEdit(
    current.sources,
    {
      plan,
      heading: headingOf(request, project),
      notes,
      branch: `onboard-${request.name}`,
      title: titleOf(request, project),
      body: bodyOf(request, project, additions, paths),
      next: nextSteps(request, project, additions, options.cloudbuild),
      ...(options.cloudbuild !== undefined && {
        extraFile: { path: options.cloudbuild, text: starter },
      }),
    },
    options,
    terminal,
  );
  if (project === undefined && request.builds.length > 0 && options.cloudbuild === undefined)
    terminal.print(`\ncloudbuild.yaml:\n\n${starter}`);
}

/** Loads the current data. Throws a `UserError` if it is invalid. */
export function loaded(root: string): Current {
  const current = currentData(checkoutAt(root, readingOnce()));
  if ("inventory" in current) return current;
  throw new UserError(`${formatDiagnostics(current)}Fix this first. Nothing was written.`, EXIT.badData);
}

function typedIn(name: string | undefined, options: OnboardOptions, interactive: boolean): Typed {
  const { repo, sig, member, build, add } = options;
  return {
    name: name ?? "",
    sig,
    repositories: repo ?? [],
    members: member ?? [],
    builds: build === false ? [] : build,
    // On a terminal, the confirmation comes after the diff, which shows both.
    add: add ?? interactive,
  };
}

function refuseIncomplete(typed: Typed, current: Current, { promote }: OnboardOptions): void {
  if (typed.name === "")
    throw refused("Say the name, such as `infra onboard hello`, and --repo, --sig and --member.");
  const project = projectNamed(typed.name, current);
  const missing = project === undefined ? missingIn(typed) : [];
  if (missing.length > 0)
    throw refused(
      `There is no ${stagingPrefix}${nameIn(typed.name)} yet, so say also ${missing.join(", ")}.`,
    );
  const { repositories, members, builds, sig } = typed;
  const asked = [
    ...repositories,
    ...members,
    ...(builds ?? []),
    ...(sig === undefined ? [] : [sig]),
    ...(promote ?? []),
  ];
  if (project !== undefined && asked.length === 0)
    throw refused(
      `${project.id} is there already; say what to add to it: --repo, --member, --build or --promote.`,
    );
}

function refused(message: string): UserError {
  return new UserError(`${message}\nNothing was written.`);
}
