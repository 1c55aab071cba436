import { expect, test } from "vitest";
import { accessTo } from "../../../../../cli/commands/explain/project/access.ts";
import { grantsOf } from "../../../../../cli/review/access/grants.ts";
import { AccessGraph } from "../../../../../cli/review/access/accessGraph.ts";
import { stackSettings } from "../../../../../cli/review/plan/stackConfig.ts";
import { dataIn } from "../../../../support/load.ts";

const settings = stackSettings("staging");
const data = dataIn().data!;
const { stagingProjects } = data.inventory;

test("over our own data, explain lists exactly the addresses that have a push role in `groups who`", () => {
  const grants = grantsOf(stagingProjects, settings);
  const graph = new AccessGraph(data.groups, grants);
  const pushes = /^roles\/artifactregistry\.(writer|repoAdmin|admin)$/;
  const expected = new Map<string, Set<string>>(stagingProjects.map(({ id }) => [id, new Set()]));
  for (const address of graph.addresses()) {
    for (const { grant } of graph.access(address)) {
      if (pushes.test(grant.role)) expected.get(grant.project)!.add(address);
    }
  }
  for (const project of stagingProjects) {
    const found = accessTo(project, data, settings).push.map(({ address }) => address);
    expect(found.toSorted(), project.id).toEqual([...expected.get(project.id)!].sort());
  }
});

test("each path to a push role is also a path that `groups who` shows", () => {
  const graph = new AccessGraph(data.groups, grantsOf(stagingProjects, settings));
  const releng = stagingProjects.find(({ name }) => name === "releng")!;
  const { push } = accessTo(releng, data, settings);
  expect(push.length).toBeGreaterThan(3);
  for (const { address, through, roles } of push) {
    const ways = graph
      .access(address)
      .filter(({ grant }) =>
        roles.some(({ role, resource }) => role === grant.role && resource === grant.resource),
      )
      .map(({ holder, through: between }) => (holder === address ? [] : [...between, holder]));
    expect(ways, address).toContainEqual(through);
  }
});
