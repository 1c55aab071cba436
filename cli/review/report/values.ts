import { isMap } from "../../../inventory/yaml/values.ts";
import { counted, listed } from "../../../terminal/wording.ts";

const SECONDS_A_DAY = 24 * 60 * 60;

/** The days of a duration as Google's interfaces write it, such as 90 for `7776000s`; undefined for anything else. */
export function daysOf(value: unknown): number | undefined {
  const [, seconds] = typeof value === "string" ? (/^(\d+)s$/.exec(value) ?? []) : [];
  return seconds === undefined ? undefined : Number(seconds) / SECONDS_A_DAY;
}

/** Fields of providers whose names do not say what they mean, and the words for them; the first that matches. */
const NAMES: readonly (readonly [path: RegExp, words: string])[] = [
  [/^cleanupPolicies\[\d+\]\.condition\.olderThan$/, "images are deleted after"],
  [/^cleanupPolicies(?:\[\d+\])?$/, "cleanup"],
  [/^cleanupPolicyDryRun$/, "cleanup is only a dry run"],
  [/^retentionPolicy\.retentionPeriod$/, "nobody can delete objects for"],
  [/^lifecycleRules\[\d+\]\.condition\.age$/, "objects are deleted after, in days"],
  [/^rules\[\d+\]\.rateLimitOptions\.rateLimitThreshold\.count$/, "requests per client"],
  [/^rules\[\d+\]\.rateLimitOptions\.rateLimitThreshold\.intervalSec$/, "within seconds"],
  [/^rules\[\d+\]\.match\.expr\.expression$/, "Cloud Armor refuses"],
  [/^template\.containers\[0\]\.image$/, "image"],
  [/^template\.containers\[0\]\.envs\[\d+\]\.value$/, "environment"],
];

/** The field in words, where the provider's name for it says too little. */
export function fieldWords(path: string): string {
  return NAMES.find(([known]) => known.test(path))?.[1] ?? path;
}

/** Whether a field only repeats another: the name of a cleanup policy says its age. */
export function isEcho(path: string): boolean {
  return /^cleanupPolicies\[\d+\]\.id$/.test(path);
}

/** A value on one line, as in YAML but without quotes; durations and cleanup policies in words. */
export function valueWords(value: unknown, path = ""): string {
  const days = path.endsWith("retentionPolicy.retentionPeriod") ? daysOf(`${String(value)}s`) : daysOf(value);
  if (days !== undefined && Number.isInteger(days)) return counted(days, "day");
  if (Array.isArray(value)) return `[${value.map((item) => valueWords(item)).join(", ")}]`;
  if (!isMap(value)) return String(value);
  if (path === "cleanupPolicies") return cleanupWords(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${valueWords(inner)}`);
  return `{ ${entries.join(", ")} }`;
}

/** `delete what is older than 90 days`, `keep the 5 most recent of image-builder (recent-builders)`. */
function cleanupWords({
  action,
  id,
  condition,
  mostRecentVersions,
}: Readonly<Record<string, unknown>>): string {
  const { olderThan, tagPrefixes, packageNamePrefixes: some } = isMap(condition) ? condition : {};
  const { keepCount, packageNamePrefixes: recent } = isMap(mostRecentVersions) ? mostRecentVersions : {};
  const starts = (prefixes: unknown) => listed((prefixes as readonly unknown[]).map(String), 3);
  if (action === "DELETE") return `delete what is older than ${valueWords(olderThan)}`;
  const what = [
    keepCount === undefined ? "images" : `the ${String(keepCount)} most recent`,
    ...(Array.isArray(tagPrefixes) ? [`with tags that start with ${starts(tagPrefixes)}`] : []),
    ...(Array.isArray(some) ? [`named ${starts(some)}…`] : []),
    ...(Array.isArray(recent) ? [`of ${starts(recent)}…`] : []),
  ];
  return `keep ${what.join(" ")} (${String(id)})`;
}
