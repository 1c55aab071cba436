import { ownerOf } from "../../../boot/urn.ts";
import { isMap, valueOf } from "../../../inventory/yaml/values.ts";
import { listed } from "../../../terminal/wording.ts";
import { inputsOf, reasonFor, type Evidence } from "./evidence.ts";
import type { Change, Owner, Property, Reason } from "./schema.ts";

/** Components that serve clients of registry.k8s.io, and the types in them that do not serve. */
const SERVING = new Set(["RegistryProxy", "BlobMirror"]);
const WATCHING = /^gcp:(?:monitoring|logging|bigquery)\//;
const SERVICE = "gcp:cloudrunv2/service:Service";
const ARMOR = "gcp:compute/securityPolicy:SecurityPolicy";

/** Derives risks from what serves clients of registry.k8s.io. */
export function fromServing(owners: readonly Owner[], evidence: Evidence): Reason[] {
  const serving = owners.filter(({ kind, presence }) => SERVING.has(kind) && presence === "changed");
  const changes = serving
    .flatMap((owner) => owner.changes)
    .filter(({ operation, type }) => operation === "update" && !WATCHING.test(type));
  const images = changes.filter((change) => imageOf(change) !== undefined);
  const named = listed([...new Set(images.map((change) => shortImage(String(imageOf(change)))))], 3);
  const others = changes.filter((change) => imageOf(change) === undefined && !isProtectionAlone(change));
  return [
    ...serving.flatMap((owner) => fromAtOnce(owner, evidence)),
    ...fromArmor(changes, evidence),
    ...reasonFor("medium", images, (all) => `What clients are served by changes: ${all} run ${named}.`),
    ...reasonFor("medium", others, (all) => `How clients are served changes in ${all}.`),
  ];
}

function imageOf({ properties }: Change): unknown {
  return properties.find(({ path }) => path === "template.containers[0].image")?.after;
}

/** The provider's protection changes with Pulumi's, which is reported separately. */
function isProtectionAlone({ properties }: Change): boolean {
  return properties.every(({ path }) => ["deletionPolicy", "deletionProtection", "protect"].includes(path));
}

/** Abbreviates an image, such as `archeio@sha256:1f004a487c09…`. */
function shortImage(image: string): string {
  return image.slice(image.lastIndexOf("/") + 1).replace(/(?<=@sha256:[0-9a-f]{12})[0-9a-f]+$/, "…");
}

/** What a region has run is known to start and to serve; anything else fails in all of them at once. */
function fromAtOnce({ name: owner, changes }: Owner, { plans: [base], ran }: Evidence): Reason[] {
  const services = changes.filter(({ type, operation }) => type === SERVICE && operation === "update");
  const former = base.filter(({ name, type }) => type === SERVICE && ownerOf(name) === owner);
  if (former.length < 2 || services.length < former.length) return [];
  const known = new Set(former.flatMap(({ inputs }) => settingsOf(inputs)));
  const isNew = ({ path, after }: Property) =>
    path.startsWith("template.containers[0].") &&
    !known.has(JSON.stringify(after)) &&
    !ran?.has(String(after).split("@").at(-1)!);
  const untried = services.every(({ properties }) => properties.some(isNew));
  if (!untried) return [];
  return reasonFor(
    "high",
    services,
    (all) => `All regions change at once to what no region has run: ${all}.`,
  );
}

/** The values of a service's image, environment and arguments, each as JSON. */
function settingsOf(inputs: Readonly<Record<string, unknown>>): string[] {
  const container = valueOf(inputs, ["template", "containers", 0]);
  if (!isMap(container)) return [];
  const lists: unknown[] = [container["envs"], container["args"]];
  const items: unknown[] = lists.flatMap((list) => list ?? []);
  const values = items.map((item) => (isMap(item) ? item["value"] : item));
  return [container["image"], ...values].map((value) => JSON.stringify(value));
}

/** What clients of a registry ask for: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#endpoints */
const ASKED: readonly (readonly [what: string, path: string])[] = [
  ["layers", `/v2/pause/blobs/sha256:${"0".repeat(64)}`],
  ["manifests", "/v2/pause/manifests/3.10"],
  ["the API itself", "/v2/"],
];

function fromArmor(changes: readonly Change[], evidence: Evidence): Reason[] {
  const inputs = inputsOf(evidence);
  return changes
    .filter(({ type }) => type === ARMOR)
    .flatMap((change): Reason[] => {
      const { before, after } = inputs(change);
      const lost = ASKED.filter(([, path]) => passes(before, path) && !passes(after, path));
      const [former, present] = [rateOf(before), rateOf(after)];
      const what = listed(lost.map(([words]) => words));
      const rates = `${former.toFixed(1)} to ${present.toFixed(1)} requests a second and client`;
      return [
        ...(lost.length > 0
          ? reasonFor("high", [change], (all) => `Cloud Armor refuses ${what} now: ${all}.`)
          : []),
        ...(present < former / 2
          ? reasonFor("high", [change], (all) => `The throttle is cut from ${rates}: ${all}.`)
          : []),
      ];
    });
}

function rulesOf({ rules }: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Array.isArray(rules) ? rules : [];
}

/** Whether no rule denies a path; an expression that this cannot read counts as denying. */
function passes(inputs: Readonly<Record<string, unknown>>, path: string): boolean {
  return rulesOf(inputs).every((rule) => {
    if (!String(valueOf(rule, ["action"])).startsWith("deny")) return true;
    const expression = String(valueOf(rule, ["match", "expr", "expression"]));
    const [, pattern] = /^!request\.path\.matches\('(.*)'\)$/s.exec(expression) ?? [];
    try {
      return pattern !== undefined && new RegExp(pattern, "u").test(path);
    } catch {
      return false;
    }
  });
}

/** Requests a second that a client may make; infinite without a throttle. */
function rateOf(inputs: Readonly<Record<string, unknown>>): number {
  const rates = rulesOf(inputs).flatMap((rule) => {
    const limit = valueOf(rule, ["rateLimitOptions", "rateLimitThreshold"]);
    return isMap(limit) ? [Number(limit["count"]) / Number(limit["intervalSec"])] : [];
  });
  return Math.min(...rates);
}
