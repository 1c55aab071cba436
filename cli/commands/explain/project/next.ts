import type { BuildsDescription } from "../../../../components/builds/describe.ts";
import { membersOf } from "../../../../inventory/groups/graph.ts";
import type { Group } from "../../../../inventory/groups/types.ts";
import type { StagingProject } from "../../../../inventory/projects/types.ts";
import { counted, listed } from "../../../../terminal/wording.ts";
import type { PromotedDirectory } from "./promotion.ts";

/** What is known about a project besides its record. */
interface Known {
  readonly group: Group | undefined;
  readonly builds: Pick<BuildsDescription, "leftOut">;
  readonly addresses: readonly string[];
  readonly promoted: readonly PromotedDirectory[];
}

/** Suggests what the owners of a project could do next, most urgent first; empty if nothing is open. */
export function nextSteps(project: StagingProject, known: Known): string[] {
  const { name, state, readOnlyUntil } = project;
  const leave = `\`bin/infra offboard ${name}\``;
  if (state === "retired") {
    const when =
      readOnlyUntil === undefined
        ? "once this is applied"
        : `everybody reads its images until ${readOnlyUntil}; from then on`;
    return [`retired: ${when}, ${leave} removes the entry; nothing is deleted in the cloud`];
  }
  if (state === "frozen")
    return [`frozen: nobody writes images; without its \`state\` it opens again, ${leave} lets it go`];
  return [...ownerSteps(project, known), ...buildSteps(project, known), ...promotionSteps(project, known)];
}

function ownerSteps({ name, sig, group, profile }: StagingProject, known: Known): string[] {
  if (profile !== "images") return [];
  const { group: declared } = known;
  const nobody = declared !== undefined && Object.keys(declared.declared).length === 0;
  const empty = declared?.membership === "complete" && membersOf(declared).length === 0;
  return [
    ...(nobody
      ? [`${group} is not declared, so it has no members: \`bin/infra check\` prints the lines to add`]
      : []),
    ...(empty && !nobody
      ? [`${group} has no members: \`bin/infra onboard ${name} --member <address>\``]
      : []),
    ...(sig === undefined
      ? [`nobody has said which SIG owns it: \`bin/infra onboard ${name} --sig <sig>\``]
      : []),
  ];
}

function buildSteps({ name, profile, builds }: StagingProject, { builds: { leftOut } }: Known): string[] {
  if (profile === "images" && builds.length === 0) {
    const command = `bin/infra onboard ${name} --repo <organization/name> --add`;
    return [`no builds are declared, so images are built by hand: \`${command}\``];
  }
  return leftOut.map(
    ({ organization, builds: names }) =>
      `nothing starts ${listed(names, 3)}: Pulumi.staging.yaml has no connection to ${organization} on GitHub`,
  );
}

function promotionSteps({ id, profile }: StagingProject, { addresses, promoted }: Known): string[] {
  if (profile !== "images") return [];
  if (promoted.length === 0) {
    const command = `bin/infra promote new ${id} --source ${addresses.at(-1) ?? ""} <image>:<tag>`;
    return [`nothing is promoted to registry.k8s.io yet: \`${command}\``];
  }
  return promoted.flatMap(({ directory, missing, faulty }) => [
    ...(missing.length > 0
      ? [`${directory} lacks ${missing.join(", ")}: \`bin/infra promote new ${directory}\` writes it`]
      : []),
    ...(faulty.length > 0
      ? [`${counted(faulty.length, "file")} of ${directory} cannot be used: see \`bin/infra promote check\``]
      : []),
  ]);
}
