/** Properties of the components' pure half that hold for any record. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { describeStagingProject } from "../../components/staging-project/describe.ts";
import { describeStagingRepository } from "../../components/staging-repository/describe.ts";
import { parseInventory } from "../support/load.ts";
import type { StagingProject } from "../../inventory/projects/types.ts";
import { settings } from "../support/settings.ts";

const name = fc.stringMatching(/^[a-z]([a-z0-9]|-[a-z0-9]){0,8}$/);
const entry = fc.record(
  {
    profile: fc.constantFrom("images", "build-only"),
    state: fc.constantFrom("active", "frozen", "retired"),
    read_only_until: fc.constant("2027-03-01"),
    apis: fc.uniqueArray(fc.constantFrom("compute", "oslogin", "run", "dns")),
    labels: fc.dictionary(fc.stringMatching(/^area[a-z]{0,5}$/), fc.stringMatching(/^[a-z]{0,5}$/), {
      maxKeys: 3,
    }),
  },
  { requiredKeys: ["read_only_until"] },
);
const entries = fc
  .uniqueArray(fc.tuple(name, entry), { minLength: 1, maxLength: 8, selector: ([id]) => id })
  .map((list) => list.map(([id, value]): [string, object] => [`k8s-staging-${id}`, value]));

/** Parses the entries, as JSON, which is also YAML. */
function records(list: readonly [string, object][]): readonly StagingProject[] {
  const text = JSON.stringify({ infra: { staging: { projects: Object.fromEntries(list) } } });
  const { inventory, diagnostics } = parseInventory(text, "f");
  if (inventory === undefined) throw new Error(JSON.stringify(diagnostics));
  return inventory.stagingProjects;
}

const described = (project: StagingProject) => ({
  project: describeStagingProject(project, settings),
  repository: describeStagingRepository(project),
});

function namesOf(project: StagingProject): string[] {
  const { project: inProject, repository } = described(project);
  const { project: itself, lien, services, buckets } = inProject;
  const inRepository = repository.repositories.flatMap(({ name, bindings }) => [
    name,
    ...bindings.map((b) => b.name),
  ]);
  return [itself, lien, ...services, ...buckets].map(({ name }) => name).concat(inRepository);
}

test("the order of the entries does not affect the descriptions", () => {
  fc.assert(
    fc.property(entries, fc.nat(), (list, turn) => {
      const turned = list.map((_, index) => list[(index + turn) % list.length]!);
      expect(records(turned).map(described)).toEqual(records(list).map(described));
    }),
  );
});

test("a project's description does not depend on the other projects", () => {
  fc.assert(
    fc.property(entries, (list) => {
      const together = records(list).map(described);
      const alone = list.toSorted(([a], [b]) => (a < b ? -1 : 1)).map((one) => described(records([one])[0]!));
      expect(together).toEqual(alone);
    }),
  );
});

test("logical names are unique, however similar the project ids are", () => {
  fc.assert(
    fc.property(entries, (list) => {
      const names = records(list).flatMap(namesOf);
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});

test("only an active project's own group and build account can write to its repositories", () => {
  fc.assert(
    fc.property(entries, (list) => {
      for (const project of records(list)) {
        const own = [
          `group:${project.group}`,
          `serviceAccount:gcb-builder-${project.name}@${project.id}.iam.gserviceaccount.com`,
        ];
        for (const { bindings } of describeStagingRepository(project).repositories) {
          const writers = bindings.filter(({ args }) => args.role !== "roles/artifactregistry.reader");
          const expected = project.state === "active" ? own : [];
          expect(writers.map(({ args }) => args.members)).toEqual([expected]);
        }
      }
    }),
  );
});
