import { expect, test } from "vitest";
import { dataIn } from "../../support/load.ts";
import { checkPromoted } from "../../../inventory/check/destinationsServed.ts";
import { checkDeclared } from "../../../inventory/check/registryOwners.ts";
import { checkRegistry, mirrorTargets } from "../../../inventory/registry/cross-checks.ts";
import type { Mirrors } from "../../../inventory/registry/mirrors/types.ts";
import type { ProxyRegion } from "../../../inventory/registry/types.ts";
import { lines, mirrors, production } from "./diagnose.ts";

const { registry, inventory, groups } = dataIn().data!;
const [upstream] = production.registries;
const at = (line: number) => ({ file: "f", line, column: 1 });
const region = (name: string, defaultMirror: string): ProxyRegion => ({
  ...{ name, defaultMirror },
  state: "active",
  origin: at(1),
});
/** The messages when the proxy serves from these regions, with the lists of allowed values cut short. */
const said = (regions: readonly ProxyRegion[], changed: Partial<typeof registry> = {}) =>
  lines(checkRegistry({ ...registry, proxy: { ...registry.proxy, regions }, ...changed })).map((line) =>
    line.replace(/(the mirrors are in \S+): .*/, "$1"),
  );
const retired = (stack: Mirrors, ...regions: string[]): Mirrors => ({
  ...stack,
  mirrors: stack.mirrors.map((mirror) =>
    regions.includes(mirror.region) ? { ...mirror, state: "retired" } : mirror,
  ),
});

test("a proxy region needs a repository in its location and an existing mirror", () => {
  expect(said([region("us-east1", "us-east-1"), region("europe-west1", "cloudfront")])).toEqual([]);
  expect(said([region("me-central2", "us-east-1")])).toEqual([
    "f:1:1: error: the proxy serves from me-central2, where k8s-artifacts-prod has no repository [region-without-registry]",
    "    add me-central2 to its locations in infra/registry/production.yaml",
  ]);
  const proxy = { ...registry.proxy, cloudfront: "https://d1.cloudfront.net" };
  expect(said([], { proxy: { ...proxy, regions: [region("us-east1", "cloudfront")] } })).toEqual([
    "f:1:1: error: the proxy in us-east1 sends clients to https://d1.cloudfront.net, which is no mirror of the stack prod [unknown-mirror]",
    "    the mirrors are in infra/registry/mirrors.yaml",
  ]);
});

test("a proxy region with a retired repository is refused unless it is retired itself", () => {
  const locations = upstream!.locations.map((location) => ({ ...location, state: "retired" as const }));
  const changed = { production: { ...production, registries: [{ ...upstream!, locations }] } };
  expect(said([region("us-east1", "us-east-1")], changed)[0]).toContain("[region-without-registry]");
  expect(said([{ ...region("us-east1", "us-east-1"), state: "retired" }], changed)).toEqual([]);
});

test("a retired mirror to which the proxy still sends clients is refused", () => {
  const prod = retired(mirrors.prod, "us-west-1");
  const { file, line } = mirrors.prod.origin;
  expect(said([region("us-west2", "us-west-1")], { mirrors: { prod } })).toEqual([
    "f:1:1: error: the proxy in us-west2 sends clients to https://prod-registry-k8s-io-us-west-1.s3.dualstack.us-west-1.amazonaws.com, which is no mirror of the stack prod [unknown-mirror]",
    "    the mirrors are in infra/registry/mirrors.yaml",
    `${file}:${line}:3: error: prod: the proxy sends clients in us-west-1 to https://prod-registry-k8s-io-us-west-1.s3.dualstack.us-west-1.amazonaws.com, not to none [mirror-not-as-served]`,
    "    declare what its image does (inventory/registry/archeio.ts), or change the image first",
  ]);
});

test("a mirror may serve clients that the proxy does not send to it yet, with a warning", () => {
  const [first, ...others] = mirrors.prod.mirrors;
  const prod = {
    ...mirrors.prod,
    mirrors: [{ ...first!, serves: [...first!.serves, "us-gov-west-1"] }, ...others],
  };
  const { file, line } = first!.origin;
  expect(said([], { mirrors: { prod } })).toEqual([
    `${file}:${line}:7: warning: prod: the proxy does not send clients in us-gov-west-1 to https://prod-registry-k8s-io-af-south-1.s3.dualstack.af-south-1.amazonaws.com yet [mirror-not-served]`,
    "    declare what its image does (inventory/registry/archeio.ts), or change the image first",
  ]);
});

test("staging's proxy must send clients to staging's own CDN", () => {
  const staging = { ...mirrors.staging, cdn: { ...mirrors.staging.cdn, alias: "cdn.example.com" } };
  expect(said([], { mirrors: { staging } })).toEqual([
    `infra/registry/mirrors.yaml:${staging.origin.line}:3: error: staging: the proxy sends clients to https://cdn.registry.k8s.dev, which is no mirror of the stack [unknown-mirror]`,
    "    make it the alias of the stack's cdn, or a bucket's address",
  ]);
});

test("every registry's project and groups must be declared", () => {
  expect(checkDeclared(production, inventory, groups)).toEqual([]);
  const { file, line } = upstream!.origin;
  const without = groups.filter(({ email }) => email !== "k8s-infra-artifact-security@kubernetes.io");
  expect(lines(checkDeclared(production, { ...inventory, otherProjects: [] }, without)).slice(0, 4)).toEqual([
    `${file}:${line}:3: error: k8s-artifacts-prod is not declared as a project of production [undeclared-project]`,
    "    declare it in infra/gcp/infra.yaml, below infra.prod.projects",
    `${file}:${line}:3: error: k8s-artifacts-prod: the group k8s-infra-artifact-security@kubernetes.io is not declared [undeclared-group]`,
    "    declare it below groups/",
  ]);
});

test("the targets of mirrors are their buckets and both addresses of the CDN", () => {
  expect(mirrorTargets(mirrors.prod).size).toBe(32 + 2);
  expect([...mirrorTargets(mirrors.staging)].at(-1)).toBe("https://cdn.registry.k8s.dev");
});

test("promotion to a missing repository, or by an account that may not write, is reported once each", () => {
  const promoter = "k8s-infra-gcr-promoter@k8s-artifacts-prod.iam.gserviceaccount.com";
  const scanner = "k8s-infra-gcr-vuln-scanning@k8s-artifacts-prod.iam.gserviceaccount.com";
  const destinations: [name: string, serviceAccount?: string][] = [
    ["us-east1-docker.pkg.dev/k8s-artifacts-prod/images", promoter],
    ["moon1-docker.pkg.dev/k8s-artifacts-prod/images/kind", promoter],
    ["moon1-docker.pkg.dev/k8s-artifacts-prod/images/bom", promoter],
    ["us.gcr.io/k8s-artifacts-prod", promoter],
    ["us-west1-docker.pkg.dev/k8s-artifacts-prod/images/kind", scanner],
    ["us-west1-docker.pkg.dev/k8s-artifacts-prod/images/bom"],
  ];
  const registries = destinations.map(([name, serviceAccount], index) => ({
    ...at(index + 1),
    ...{ name, serviceAccount, accountAt: undefined },
    source: false,
  }));
  const source = { ...registries[3]!, source: true };
  const manifest = {
    ...{
      directory: "k8s-staging-kind",
      file: "f",
      registriesAt: at(1),
      complete: true,
      provenance: "",
      provenanceAt: undefined,
    },
    registries: [...registries, source],
  };
  const hint = "    declare it in infra/registry/production.yaml, or correct the destination";
  expect(lines(checkPromoted([manifest], production))).toEqual([
    "f:2:1: error: images are promoted to moon1-docker.pkg.dev/k8s-artifacts-prod/images, which does not exist; the same applies in 1 more place [unknown-destination]",
    hint,
    "f:4:1: error: images are promoted to us.gcr.io/k8s-artifacts-prod, which does not exist [unknown-destination]",
    hint,
    `f:5:1: error: images are promoted to us-west1-docker.pkg.dev/k8s-artifacts-prod/images by ${scanner}, which may not write there [unknown-destination]`,
    hint,
    "f:6:1: error: images are promoted to us-west1-docker.pkg.dev/k8s-artifacts-prod/images by nobody, which may not write there [unknown-destination]",
    hint,
  ]);
});
