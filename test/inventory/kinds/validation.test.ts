/** The committed JSON Schemas in a third-party validator: what an editor says about the data. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { kinds } from "../../../inventory/kinds/kinds.ts";
import { filesOf } from "../../../inventory/kinds/modelines.ts";
import { fromRoot } from "../../../boot/root.ts";
import { placesIn, replaced, validatorOf } from "../../support/jsonSchemas.ts";

const dataIn = (path: string): unknown => parse(readFileSync(fromRoot(path), "utf8"));

test.each(kinds)("every file of $files matches its JSON Schema", (kind) => {
  const validate = validatorOf(kind);
  const refused = filesOf(kind).flatMap((path) => (validate(dataIn(path)) ? [] : [[path, validate.errors]]));
  expect(refused).toEqual([]);
});

test.each([
  ["infra", "inventory/upstream-infra.yaml"],
  ["infra", "dozen/infra.yaml"],
  ["infra", "frozen/infra.yaml"],
  ["groups", "groups/upstream/sig-release/groups.yaml"],
  ["groups-config", "groups/upstream/config.yaml"],
  ["groups-restrictions", "groups/upstream/restrictions.yaml"],
  ["images", "promotion/upstream/images/k8s-staging-cpa/images.yaml"],
  ["promoter-manifest", "promotion/upstream/manifests/k8s-staging-cpa/promoter-manifest.yaml"],
])("upstream and frozen data matches its JSON Schema: %s, %s", (name, file) => {
  const validate = validatorOf(kinds.find((kind) => kind.name === name)!);
  validate(dataIn(`test/fixtures/${file}`));
  expect(validate.errors ?? []).toEqual([]);
});

test.each(kinds)("nonsense in place of any single value of $files is refused", (kind) => {
  const validate = validatorOf(kind);
  const data = dataIn(filesOf(kind)[0]!);
  const places = placesIn(data).slice(0, 300);
  const taken = places.filter((place) => validate(replaced(data, place, { nonsense: [true] })));
  expect(taken).toEqual([]);
});

test("an unknown key is refused, and the error names it", () => {
  const validate = validatorOf(kinds[0]!);
  expect(validate({ infra: { staging: { projects: { "k8s-staging-x": { stat: "frozen" } } } } })).toBe(false);
  expect(validate.errors?.map(({ instancePath, params }) => [instancePath, params])).toEqual([
    ["/infra/staging/projects/k8s-staging-x", { additionalProperty: "stat" }],
  ]);
});

test.each([
  ["infra", { infra: { staging: { projects: { "k8s-stagin-x": null } } } }],
  ["infra", { infra: { staging: { projects: { "k8s-staging-1234567890123456789": null } } } }],
  ["infra", { infra: { staging: { projects: { "k8s-staging-x": { retention: { days: 0 } } } } } }],
  ["builds", { sources: ["kind"] }],
  ["builds", { sources: ["kubernetes-sigs/kind"], builds: { "Push it": null } }],
  ["groups", { groups: [{ "email-id": "a@b.io", name: "a", settings: { ReconcileMembers: true } }] }],
  ["groups", { groups: [{ "email-id": "a@b.io", name: "a", description: "x".repeat(301) }] }],
  ["images", [{ name: "bom", dmap: { "sha256:1": [] } }]],
  [
    "policy-exceptions",
    { exceptions: [{ rule: "a", stack: "b", resource: "c", reason: "d", owner: "e", expires: "soon" }] },
  ],
])("an invalid value is refused: %s, %j", (name, data) => {
  expect(validatorOf(kinds.find((kind) => kind.name === name)!)(data)).toBe(false);
});
