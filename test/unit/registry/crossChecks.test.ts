import { expect, test } from "vitest";
import { loadInventory } from "../../../inventory/load.ts";
import {
  checkDestinations,
  checkProjects,
  checkServingRegions,
  mirrorTargets,
} from "../../../inventory/registry/cross-checks.ts";
import { fromRoot } from "../../../inventory/root.ts";
import { lines, mirrors, production } from "./diagnose.ts";

const [registry] = production.registries;
const at = (line: number) => ({ file: "f", line, column: 1 });
const serving = (region: string, defaultMirror: string) => ({
  region,
  defaultMirror,
  origin: at(1),
  mirrorOrigin: at(2),
});
const mirror = (region: string) =>
  `https://prod-registry-k8s-io-${region}.s3.dualstack.${region}.amazonaws.com`;

test("every registry's project is declared in infra.yaml", () => {
  const { inventory } = loadInventory(fromRoot("infra/gcp/infra.yaml"));
  expect(checkProjects(production, inventory!)).toEqual([]);
  const without = { ...inventory!, otherProjects: [] };
  const { file, line } = registry!.origin;
  expect(lines(checkProjects(production, without)).slice(0, 2)).toEqual([
    `${file}:${line}:3: error: k8s-artifacts-prod is not declared as a project of production [undeclared-project]`,
    "    declare it in infra/gcp/infra.yaml, below infra.prod.projects",
  ]);
});

test("a region serves with a repository beside it and a mirror that exists", () => {
  const good = [
    serving("us-east1", mirror("us-east-1")),
    serving("europe-west1", "https://d39mqg4b1dx9z1.cloudfront.net"),
    serving("us-west1", "https://cdn.registry.k8s.io"),
  ];
  expect(checkServingRegions(good, registry!, mirrors.prod)).toEqual([]);
  const bad = [serving("me-central2", mirror("us-east-1")), serving("us-east1", mirror("us-east-9"))];
  const said = lines(checkServingRegions(bad, registry!, mirrors.prod));
  expect(said.map((line) => line.replace(/allowed: .*/, "allowed: …"))).toEqual([
    "f:1:1: error: the proxy serves from me-central2, where k8s-artifacts-prod has no repository [region-without-registry]",
    "    add me-central2 to its locations in infra/registry/production.yaml",
    "f:2:1: error: the proxy in us-east1 sends clients to https://prod-registry-k8s-io-us-east-9.s3.dualstack.us-east-9.amazonaws.com, which is no mirror of the stack prod [unknown-mirror]",
    "    the mirrors are in infra/registry/mirrors.yaml; allowed: …",
  ]);
});

test("a region does not serve from a retired repository, nor send clients to a retired mirror", () => {
  const locations = registry!.locations.map((location) => ({ ...location, state: "retired" as const }));
  const retired = mirrors.prod.mirrors.map((mirror) => ({ ...mirror, state: "retired" as const }));
  const rules = checkServingRegions(
    [serving("us-east1", mirror("us-east-1"))],
    { ...registry!, locations },
    { ...mirrors.prod, mirrors: retired },
  ).map(({ rule }) => rule);
  expect(rules).toEqual(["region-without-registry", "unknown-mirror"]);
});

test("mirrors answer at their buckets and at both names of the CDN", () => {
  expect(mirrorTargets(mirrors.prod).size).toBe(32 + 2);
  expect([...mirrorTargets(mirrors.staging)].at(-1)).toBe("https://cdn.registry.k8s.dev");
});

test("promotion goes to repositories that exist; a missing one is reported once", () => {
  const destination = (name: string, line: number) => ({ name, origin: at(line) });
  const names = [
    "us-east1-docker.pkg.dev/k8s-artifacts-prod/images",
    "us-west1-docker.pkg.dev/k8s-cip-test-prod/images/kind",
    "moon1-docker.pkg.dev/k8s-artifacts-prod/images/kind",
    "moon1-docker.pkg.dev/k8s-artifacts-prod/images/bom",
    "us.gcr.io/k8s-artifacts-prod",
  ];
  expect(
    lines(
      checkDestinations(
        names.map((name, index) => destination(name, index + 1)),
        production,
      ),
    ),
  ).toEqual([
    "f:3:1: error: images are promoted to moon1-docker.pkg.dev/k8s-artifacts-prod/images, which does not exist, and so it is in 1 more place [unknown-destination]",
    "    declare its location in infra/registry/production.yaml, or remove the destination",
    "f:5:1: error: images are promoted to us.gcr.io/k8s-artifacts-prod, which does not exist [unknown-destination]",
    "    declare its location in infra/registry/production.yaml, or remove the destination",
  ]);
});
