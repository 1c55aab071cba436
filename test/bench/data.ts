import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NO_PROXY } from "../support/infra.ts";

/** Keeps a groups file below the limit of 50,000 tokens. */
const GROUPS_PER_FILE = 200;
/** People in each group, in addition to a group that half of them have in common. */
const PEOPLE = 3;

/** The files of made-up data, also as command-line arguments. */
export interface BenchData {
  readonly infraFile: string;
  readonly groupsFolder: string;
  readonly arguments: readonly string[];
}

/**
 * Writes staging projects with their groups, in the kinds and proportions of the live data.
 *
 * @param frozen How many of the projects are frozen, counted from the first.
 */
export function writeBenchData(folder: string, projects: number, frozen = 0): BenchData {
  const names = Array.from({ length: projects }, (_, index) => `p${String(index).padStart(4, "0")}`);
  const entries = names.flatMap((name, index) => [
    `      k8s-staging-${name}:`,
    ...(index < frozen ? ["        state: frozen"] : []),
    ...(index % 8 === 7 ? ["        retention: { days: 30, dry_run: false }"] : []),
  ]);
  const infraFile = join(folder, "infra.yaml");
  mkdirSync(folder, { recursive: true });
  writeFileSync(infraFile, ["infra:", "  staging:", "    projects:", ...entries, ""].join("\n"));
  const groupsFolder = join(folder, "groups");
  writeGroups(groupsFolder, ["artifact-admins", "bench-leads", ...names.map((name) => `staging-${name}`)]);
  const data = ["--infra", infraFile, "--groups", groupsFolder, "--registry", NO_PROXY];
  return { infraFile, groupsFolder, arguments: data };
}

function writeGroups(folder: string, names: readonly string[]): void {
  const config = [
    "secret-version: projects/p/secrets/s/versions/latest",
    "bot-id: bot@kubernetes.io",
    "groups-path: .",
    "restrictions-path: restrictions.yaml",
    "domains: [kubernetes.io]",
  ];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "config.yaml"), `${config.join("\n")}\n`);
  writeFileSync(join(folder, "restrictions.yaml"), "restrictions: []\n");
  for (let start = 0; start < names.length; start += GROUPS_PER_FILE) {
    const groups = names.slice(start, start + GROUPS_PER_FILE).map((name, at) => group(name, start + at));
    mkdirSync(join(folder, `sig-${start}`), { recursive: true });
    writeFileSync(join(folder, `sig-${start}`, "groups.yaml"), ["groups:", ...groups, ""].join("\n"));
  }
}

function group(name: string, index: number): string {
  const people = Array.from(
    { length: PEOPLE },
    (_, at) => `person-${(index * 7 + at * 13) % 997}@example.com`,
  );
  const inner = name.startsWith("staging-") && index % 2 === 0 ? ["k8s-infra-bench-leads@kubernetes.io"] : [];
  return [
    `  - email-id: k8s-infra-${name}@kubernetes.io`,
    `    name: k8s-infra-${name}`,
    `    description: ACL for ${name}`,
    `    settings: { ReconcileMembers: "true" }`,
    `    members: [${[...inner, ...people].sort().join(", ")}]`,
  ].join("\n");
}
