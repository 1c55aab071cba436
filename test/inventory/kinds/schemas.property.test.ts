/** The JSON Schemas against the schemas that `check` uses: an editor must not reject what the check accepts. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { kinds } from "../../../inventory/kinds/kinds.ts";
import { filesOf } from "../../../inventory/kinds/modelines.ts";
import { fromRoot } from "../../../boot/root.ts";
import { placesIn, replaced, validatorOf } from "../../support/jsonSchemas.ts";

/** Small files with many of the keys that their kind has. */
const filesPerKind = 3;

const values = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 1, 91, -1, 1.5, [], {}, [[]], [null], ["a"], { a: null }),
  fc.constantFrom(
    "",
    "a",
    "A.B@Example.com",
    "k8s-staging-kind",
    "^main$",
    "2026-11-22",
    "kubernetes-sigs/kind",
  ),
  fc.constantFrom(
    "true",
    "active",
    "retired",
    "frozen",
    "roles/viewer",
    "us-east-2",
    "https://a.b",
    "../x",
    "10",
  ),
  fc.string(),
);

test.each(kinds)("$files: the JSON Schema accepts whatever the check accepts", (kind) => {
  const validate = validatorOf(kind);
  const data = filesOf(kind)
    .slice(0, filesPerKind)
    .map((path): unknown => parse(readFileSync(fromRoot(path), "utf8")));
  const changed = fc.constantFrom(...data).chain((file) => {
    const places = placesIn(file);
    const own = fc.constantFrom(...places).map((place) => place.reduce<unknown>(valueAt, file));
    return fc
      .tuple(fc.constantFrom(...places), fc.oneof(values, own))
      .map(([place, value]) => replaced(file, place, value));
  });
  fc.assert(
    fc.property(changed, (file) => {
      if (!kind.schema.safeParse(file).success || validate(file)) return;
      // Names of projects and builds are subject to rules, which the check has as well.
      const others = validate.errors?.filter((error) => !error.schemaPath.includes("propertyNames"));
      expect(others).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

function valueAt(data: unknown, key: string): unknown {
  return (data as Record<string, unknown>)[key];
}
