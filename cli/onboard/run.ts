import { EXIT, UserError } from "../../engine/userError.ts";
import { readOrganizations } from "../../inventory/builds/orgs.ts";
import { disk } from "../../inventory/data.ts";
import { formatDiagnostics } from "../../inventory/format.ts";
import { diskTree } from "../../inventory/groups/tree.ts";
import { currentData, type Current } from "../../inventory/onboarding/current.ts";
import { nameIn } from "../../inventory/onboarding/names.ts";
import { planOnboarding } from "../../inventory/onboarding/plan.ts";
import { missingIn, projectNamed, readRequest, type Typed } from "../../inventory/onboarding/request.ts";
import { fromRoot } from "../../inventory/root.ts";
import { stagingPrefix } from "../../inventory/naming.ts";
import { offer, type OfferOptions } from "../change/offer.ts";
import type { Terminal } from "../change/terminal.ts";
import { bodyOf, headingOf, nextSteps, titleOf } from "./text.ts";

/** What `infra onboard` was asked, besides the name. */
export interface OnboardOptions extends OfferOptions {
  readonly repo?: readonly string[] | undefined;
  readonly sig?: string | undefined;
  readonly member?: readonly string[] | undefined;
  /** False: none. */
  readonly build?: readonly string[] | false | undefined;
  readonly add?: boolean | undefined;
}

/**
 * Writes the request of a staging project into the data of a checkout, after showing it and asking. Throws a `UserError`
 * whenever that was not done, and has written nothing then.
 */
export async function runOnboard(
  name: string,
  options: OnboardOptions,
  terminal: Terminal,
  root = fromRoot("."),
): Promise<void> {
  const current = loaded(root);
  const typed = typedIn(name, options, terminal);
  const missing = projectNamed(name, current) === undefined ? missingIn(typed) : [];
  if (missing.length > 0)
    throw new UserError(
      `There is no ${stagingPrefix}${nameIn(name)} yet, so say also ${missing.join(", ")}.\nNothing was written.`,
    );

  const { organizations } = readOrganizations(diskTree(fromRoot("infra"), "infra"), "orgs.yaml");
  const { request, project, faults, notes } = readRequest(typed, current, organizations);
  if (request === undefined) throw new UserError(`${faults.join("\n")}\nNothing was written.`);
  const plan = planOnboarding(request, current);
  if (!("unedited" in plan) && plan.length === 0) {
    terminal.print(`${stagingPrefix}${request.name} has all of this already; nothing to do.\n`);
    return;
  }
  const paths = "unedited" in plan ? [] : plan.map(({ path }) => path);
  await offer(
    root,
    {
      plan,
      heading: headingOf(request, project),
      notes,
      branch: `onboard-${request.name}`,
      title: titleOf(request, project),
      body: bodyOf(request, project, paths),
      next: nextSteps(request, undefined),
    },
    options,
    terminal,
  );
}

/** The data to start from. Throws a `UserError` when it cannot be used. */
export function loaded(root: string): Current {
  const current = currentData(root, disk);
  if ("inventory" in current) return current;
  throw new UserError(`${formatDiagnostics(current)}Mend this first. Nothing was written.`, EXIT.badData);
}

function typedIn(name: string, { repo, sig, member, build, add }: OnboardOptions, terminal: Terminal): Typed {
  return {
    name,
    sig,
    repositories: repo ?? [],
    members: member ?? [],
    builds: build === false ? [] : build,
    // On a terminal, the question after the diff is asked with both in view.
    add: add === true || terminal.interactive,
  };
}
