import { expect, test } from "vitest";
import { foldAccess } from "../../../../cli/commands/groups/fold.ts";
import type { Grant } from "../../../../cli/review/access/grant.ts";
import { grantsOf } from "../../../../cli/review/access/grants.ts";
import { AccessGraph } from "../../../../cli/review/access/accessGraph.ts";
import { dataIn } from "../../../support/load.ts";
import { stagingName } from "../../../../inventory/projects/naming.ts";
import { settings } from "../../../support/settings.ts";
import { entry, groupsOfLines } from "../../../inventory/groups/diagnose.ts";

const full = (name: string) => `${name}@kubernetes.io`;
const builder = "gcb-builder-a@p.iam.gserviceaccount.com";

function grant(member: string, role: string, kind: Grant["kind"] = "project", resource = "p"): Grant {
  return { project: "p", kind, resource, role, member };
}

/** Each role with the path to it. */
function reached(graph: AccessGraph, address: string): string[] {
  return graph
    .access(address)
    .map(({ grant, holder, through }) => [grant.role, ...through, holder].join(" < "));
}

const { groups } = groupsOfLines(
  entry("viewers", "members: [editors@kubernetes.io]"),
  entry("editors", "members: [ada@example.com]"),
  entry("old", "state: retired", "members: [ada@example.com]"),
);

test("an address has its own roles and those of its groups, each with the path to it", () => {
  const graph = new AccessGraph(groups, [
    grant("user:Ada@Example.com", "own"),
    grant("group:editors@kubernetes.io", "edit"),
    grant("group:viewers@kubernetes.io", "view"),
    grant("group:old@kubernetes.io", "retired"),
    grant("allUsers", "public"),
  ]);
  const ada = "ada@example.com";
  expect(reached(graph, ada)).toEqual([
    `own < ${ada}`,
    `edit < ${full("editors")}`,
    `view < ${full("editors")} < ${full("viewers")}`,
  ]);
  expect(reached(graph, full("editors"))).toEqual([`edit < ${full("editors")}`, `view < ${full("viewers")}`]);
  expect(reached(graph, "bob@example.com")).toEqual([]);
});

test("an address that can act as a service account, directly or through its project, has its roles", () => {
  for (const acting of [
    grant("group:viewers@kubernetes.io", "roles/iam.serviceAccountUser", "service account", builder),
    grant("group:viewers@kubernetes.io", "roles/iam.serviceAccountTokenCreator"),
    grant("group:viewers@kubernetes.io", "roles/owner"),
  ]) {
    const graph = new AccessGraph(groups, [acting, grant(`serviceAccount:${builder}`, "write")]);
    expect(reached(graph, "ada@example.com")).toEqual([
      `${acting.role} < ${full("editors")} < ${full("viewers")}`,
      `write < ${full("editors")} < ${full("viewers")} < ${builder}`,
    ]);
  }
});

test("service accounts that can act as each other or as themselves are visited once", () => {
  const [one, two] = ["one@p.iam.gserviceaccount.com", "two@p.iam.gserviceaccount.com"];
  const acts = (from: string, as: string) =>
    grant(`serviceAccount:${from}`, "roles/iam.serviceAccountUser", "service account", as);
  const inViewers = groupsOfLines(entry("viewers", `members: [${two}]`)).groups;
  const graph = new AccessGraph(inViewers, [
    acts(one, two),
    acts(two, two),
    acts(two, one),
    grant("group:viewers@kubernetes.io", "view"),
  ]);
  expect(reached(graph, one)).toEqual([
    `roles/iam.serviceAccountUser < ${one}`,
    `roles/iam.serviceAccountUser < ${two}`,
    `roles/iam.serviceAccountUser < ${two}`,
    `view < ${two} < ${full("viewers")}`,
  ]);
});

test("over our own data, folding access neither loses nor adds anything", () => {
  const { inventory, groups } = dataIn().data!;
  const graph = new AccessGraph(groups, grantsOf(inventory.stagingProjects, settings));
  for (const address of graph.addresses()) {
    const plain = graph.access(address).map(({ grant: { kind, resource, role }, holder, through }) => {
      const way = holder === address ? [] : [...through, holder];
      return [...way, `${kind} ${resource}`, role].join(" ");
    });
    const unfolded = foldAccess(address, graph.access(address)).flatMap(({ projects, way, resources }) =>
      projects.flatMap((project) =>
        resources.flatMap(({ on, roles }) =>
          roles.map((role) =>
            [...way, on, role]
              .join(" ")
              .replaceAll("<project>", project)
              .replaceAll("<name>", stagingName(project)),
          ),
        ),
      ),
    );
    expect(unfolded.sort()).toEqual(plain.sort());
  }
});
