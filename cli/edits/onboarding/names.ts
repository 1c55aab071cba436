import { stagingNameLength, stagingPrefix } from "../../../inventory/projects/naming.ts";
import { counted, quoted } from "../../../terminal/wording.ts";

/** How upstream shortens names that are too long (facts/upstream.md §1.2 and §2: win-op-rdnss, capi-openstack, …). */
const SHORTER: readonly (readonly [string, string])[] = [
  ["cluster-api-provider", "capi"],
  ["cluster-api", "capi"],
  ["kubernetes", "k8s"],
  ["controller", "ctrl"],
  ["operator", "op"],
  ["provider", "prov"],
  ["scheduler", "sched"],
  ["inventory", "inv"],
  ["windows", "win"],
  ["service", "svc"],
  ["storage", "stor"],
  ["network", "net"],
  ["manager", "mgr"],
  ["management", "mgmt"],
  ["metrics", "met"],
  ["driver", "drv"],
  ["server", "srv"],
];

/** Names that are valid in both project ids and group addresses. */
const PATTERN = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Strips the prefix, which people may or may not type. */
export function nameIn(typed: string): string {
  return typed.startsWith(stagingPrefix) ? typed.slice(stagingPrefix.length) : typed;
}

/** Why a name cannot be that of a new project: sentences with a remedy each. */
export function nameFaults(name: string, taken: ReadonlySet<string>): string[] {
  if (!PATTERN.test(name)) {
    const better = name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "");
    const free = freeName(better, taken);
    const instead = free === undefined ? "" : `; ${free} would do`;
    return [
      `${quoted(name)} is no name: lower case letters and digits, with single hyphens between them${instead}`,
    ];
  }
  if (name.length <= stagingNameLength) return [];
  const free = freeName(name, taken);
  const instead = free === undefined ? "choose a shorter one" : `${free} is free, and short enough`;
  return [
    `${quoted(name)} is too long: it has ${counted(name.length, "character")}, and there is room for ${stagingNameLength}; ${instead}`,
  ];
}

/** The first free name that is short enough: as is, shortened like upstream's, truncated or numbered. */
export function freeName(name: string, taken: ReadonlySet<string>): string | undefined {
  const usable = (candidate: string) =>
    candidate.length <= stagingNameLength && !taken.has(candidate) && PATTERN.test(candidate);
  let short = name;
  const shortened = SHORTER.flatMap(([long, word]) => {
    short = short.replace(new RegExp(`(?<=^|-)${long}s?(?=-|$)`), word);
    return [short];
  });
  const cut = (length: number) => short.slice(0, length).replace(/-+$/, "");
  const numbered = ["2", "3", "4"].map((digit) => `${cut(stagingNameLength - 2)}-${digit}`);
  return [name, ...shortened, cut(stagingNameLength), ...numbered].find(usable);
}
