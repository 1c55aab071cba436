import { join } from "node:path";
import { UserError } from "../../../terminal/userError.ts";
import { checkChange } from "../../../inventory/changes/index.ts";
import type { Data } from "../../../inventory/data.ts";
import { OWN_DATA } from "../../../inventory/sources.ts";
import { USUAL_DAYS } from "../../../inventory/changes/rules/retirements.ts";
import { daysAfter } from "../../../inventory/yaml/day.ts";
import { loadInventory } from "../../../inventory/projects/load.ts";
import type { Current } from "../../edits/onboarding/current.ts";
import { nameIn } from "../../edits/onboarding/names.ts";
import { NEXT_STEP, planRetirement, type RetirementStep } from "../../edits/onboarding/retire.ts";
import { projectNamed } from "../../edits/onboarding/request.ts";
import { nearest } from "../../../terminal/nearest.ts";
import { stagingPrefix } from "../../../inventory/projects/naming.ts";
import { fromRoot } from "../../../boot/root.ts";
import type { ProjectState, StagingProject } from "../../../inventory/projects/types.ts";
import { loadBase } from "../../clients/git/data.ts";
import { listed } from "../../../terminal/wording.ts";
import { describeRevision, startOfChange, textAt, type Revision } from "../../clients/git/revision.ts";
import { proposeEdit, type ProposedEdit, type EditOptions } from "../../edits/apply/proposeEdit.ts";
import type { Terminal } from "../../../terminal/terminal.ts";
import { sourceOf } from "../../../inventory/yaml/source.ts";
import { loaded } from "./run.ts";
import { RETIREMENT } from "./retireText.ts";

/** The options of `infra offboard`. */
export interface OffboardOptions extends EditOptions {
  /** The revision that counts as merged; by default `origin/main`, or a fallback. */
  readonly base?: string | undefined;
  /** The day until which a retired project's images can be read, as YYYY-MM-DD. */
  readonly until?: string | undefined;
}

/**
 * Makes the next step of a project's retirement in the data of a checkout, after showing it and asking. Does nothing if
 * the working tree already has a step that the base lacks, and that is therefore not merged yet. Throws a `UserError`
 * if a step was due but not written.
 */
export async function runOffboard(
  name: string,
  { base, until, ...options }: OffboardOptions,
  terminal: Terminal,
  root = fromRoot("."),
): Promise<void> {
  const current = loaded(root);
  const project = projectNamed(name, current);
  const infra = join(root, OWN_DATA.infraFile);
  const merged = mergedRevision(infra, base);
  const before = loadInventory(sourceOf(OWN_DATA.infraFile, textAt(merged, infra))).inventory;
  const past = before?.stagingProjects.find(({ id }) => id === stagingPrefix + nameIn(name));
  if (project === undefined && past === undefined) throw unknown(name, current);
  if (project === undefined) {
    terminal.print(`${past!.id} has left the data. Nothing to do once that is merged and applied.\n`);
    return;
  }
  if (past?.state !== project.state) {
    terminal.print(`${pending(project, past?.state, merged)}\n`);
    return;
  }
  const { day } = options;
  const { id, readOnlyUntil = day } = project;
  if (readOnlyUntil > day) {
    terminal.print(
      `${id} is retired, and its images can be read until ${readOnlyUntil}: nothing to do before that.\n`,
    );
    return;
  }
  const what = NEXT_STEP[project.state];
  const last = lastDay(until, what, project, day);
  if (what !== "freeze") refuseSpecialCases(project);
  const order = Object.values(NEXT_STEP);
  terminal.print(`Step ${order.indexOf(what) + 1} of ${order.length}: `);
  // Exceeding a limit is not an error here: the messages name the waiver that the change must include.
  const judge = (head: Data) => {
    const { data, diagnostics } = loadBase(current.sources, merged.typed);
    return [...diagnostics, ...checkChange({ base: data, head }, day)];
  };
  await step(what, project, current, last, options, terminal, judge);
}

/** Freezes a project in the data of a checkout, in the manner of {@link runOffboard}. */
export async function runFreeze(
  name: string,
  options: EditOptions,
  terminal: Terminal,
  root = fromRoot("."),
): Promise<void> {
  const current = loaded(root);
  const project = projectNamed(name, current);
  if (project === undefined) throw unknown(name, current);
  if (project.state === "active") await step("freeze", project, current, undefined, options, terminal);
  else terminal.print(`${project.id} is ${project.state} already; nothing to do.\n`);
}

async function step(
  what: RetirementStep,
  project: StagingProject,
  current: Current,
  until: string | undefined,
  options: EditOptions,
  terminal: Terminal,
  judge?: ProposedEdit["judge"],
): Promise<void> {
  const { id } = project;
  const { heading, title, body, next } = RETIREMENT[what](project, until);
  await proposeEdit(
    current.sources,
    {
      plan: planRetirement(what, project, current, until),
      heading,
      notes: [],
      branch: `${what}-${id.slice(stagingPrefix.length)}`,
      title,
      body,
      next,
      ...(judge && { judge }),
    },
    options,
    terminal,
  );
}

/**
 * Returns the day until which the images can be read after a step, as given or by default; undefined for a step that
 * does not set it. Throws a `UserError` for an invalid or past day, and for a day given to a step that does not take
 * one.
 */
function lastDay(
  until: string | undefined,
  what: RetirementStep,
  { id, profile, state }: StagingProject,
  day: string,
): string | undefined {
  if (what !== "retire" || profile !== "images") {
    if (until === undefined) return undefined;
    const why = profile === "images" ? `this step would ${what} it` : "it has no images";
    throw new UserError(
      `${id} is ${state}: --until is for the step that retires a project with images, and ${why}.\nNothing was written.`,
    );
  }
  if (until === undefined) return daysAfter(day, USUAL_DAYS);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(until) && !Number.isNaN(Date.parse(until));
  if (isDay && until > day) return until;
  const wrong = isDay ? "is not in the future" : "is not a day";
  throw new UserError(
    `--until ${until} ${wrong}: give a day in the future, such as ${daysAfter(day, USUAL_DAYS)}.\nNothing was written.`,
  );
}

/** Finds the merged revision: where the change since the main branch starts, or else the last commit. */
function mergedRevision(file: string, base: string | undefined): Revision {
  if (base !== undefined) return startOfChange(file, base);
  for (const typed of ["origin/main", "main"]) {
    try {
      return startOfChange(file, typed);
    } catch (cause) {
      if (!(cause instanceof UserError)) throw cause;
    }
  }
  try {
    return startOfChange(file, "HEAD");
  } catch {
    throw new UserError(
      `What is merged says which step comes next, and ${file} is in no git history: run this in a clone.`,
    );
  }
}

/** Special cases refer to a project and its group, and somebody must judge whether each reason still holds. */
function refuseSpecialCases({ id, specialCases }: StagingProject): void {
  if (specialCases.length === 0) return;
  const names = listed(specialCases.map((special) => special.id));
  throw new UserError(
    `${id} has the special ${specialCases.length === 1 ? "case" : "cases"} ${names}: take it out of special_cases in ${OWN_DATA.infraFile} first.\nNothing was written.`,
  );
}

function pending({ id, state }: StagingProject, past: ProjectState | undefined, merged: Revision): string {
  const was = past === undefined ? "not there" : past;
  return `${id} is ${state} here and ${was} in ${describeRevision(merged)}: nothing to do until this is merged and applied.`;
}

function unknown(name: string, { inventory }: Current): UserError {
  const near = nearest(
    nameIn(name),
    inventory.stagingProjects.map((project) => project.name),
  );
  const hint = near === undefined ? "`bin/infra plan staging` lists all there are" : `did you mean ${near}?`;
  return new UserError(`There is no ${stagingPrefix}${nameIn(name)}; ${hint}\nNothing was written.`);
}
