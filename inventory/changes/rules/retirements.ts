import { error } from "../../yaml/diagnostics.ts";
import { daysAfter } from "../../yaml/day.ts";
import type { StagingProject } from "../../projects/types.ts";
import { beyondLimit, type ChangeRule, type Finding } from "../change.ts";

/**
 * The suggested number of days that the images of a retired project stay readable. Upstream keeps a staging image that
 * long (facts/upstream.md §1.2 and §2, cleanup policy), so that no image goes before its time.
 */
export const USUAL_DAYS = 90;

/**
 * Checks that users of a retired project's images can rely on its day: the entry stays until then, the day does not
 * move closer, and it lies in the future when the project is retired.
 */
export const checkRetirements: ChangeRule = ({ base, head }, today) => {
  const after = new Map(head.inventory.stagingProjects.map((project) => [project.id, project]));
  const before = new Map(base.inventory.stagingProjects.map((project) => [project.id, project]));
  return [
    ...[...before.values()]
      .filter(({ id }) => !after.has(id))
      .flatMap((project) => checkGone(project, today)),
    ...[...after.values()].flatMap((project) => checkDay(before.get(project.id), project, today)),
  ];
};

function checkGone({ id, readOnlyUntil, origin }: StagingProject, today: string): Finding[] {
  if (readOnlyUntil === undefined || readOnlyUntil <= today) return [];
  const message = `${id} left the data before ${readOnlyUntil}, until when its images can be read`;
  return [{ diagnostic: error("project-read-only", origin, message, `put it back until ${readOnlyUntil}`) }];
}

function checkDay(former: StagingProject | undefined, project: StagingProject, today: string): Finding[] {
  const { id, readOnlyUntil, origin, declared } = project;
  if (readOnlyUntil === undefined || readOnlyUntil === former?.readOnlyUntil) return [];
  const position = declared["read_only_until"] ?? origin;
  if (former?.readOnlyUntil === undefined) {
    if (readOnlyUntil > today) return [];
    const message = `${id} is retired with the day ${readOnlyUntil}, which is not in the future: nobody is told in time`;
    const hint = `give it a day in the future, such as ${daysAfter(today, USUAL_DAYS)}`;
    return [{ diagnostic: error("read-only-in-past", position, message, hint) }];
  }
  if (readOnlyUntil > former.readOnlyUntil) return [];
  const message = `${id}: its images could be read until ${former.readOnlyUntil}, and now only until ${readOnlyUntil}`;
  return [beyondLimit("read-only-shortened", id, position, message, `put ${former.readOnlyUntil} back`)];
}
