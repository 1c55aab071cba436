/**
 * Measures `bin/infra groups` on 500 groups with 20,000 memberships and 92 staging projects, as a whole process
 * including the start of Node.js. Not a test, because machines differ. The budget is 1 s for `groups who`.
 *
 *   node test/bench/groups.mjs [runs]
 */
import { spawnSync } from "node:child_process";
import console from "node:console";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { fileURLToPath } from "node:url";

const GROUPS = 500;
const MEMBERS_PER_GROUP = 40;
const PROJECTS = 92;
/** Keeps a groups file below the limit of 50,000 tokens. */
const GROUPS_PER_FILE = 50;
/** All but every tenth group are members of the tenth group above them, so nesting is 1 + 10 deep. */
const PER_LEVEL = 10;

const runs = Number(process.argv[2] ?? 5);
const infra = fileURLToPath(new URL("../../bin/infra", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "groups-bench-"));
try {
  const data = ["--infra", join(folder, "infra.yaml"), "--groups", join(folder, "groups")];
  write(folder);
  for (const command of [
    ["check"],
    ["groups", "who", "person-17@example.com"],
    ["groups", "who", "preson-17@example.com"],
    ["groups", "show", "k8s-infra-artifact-admins"],
  ]) {
    measure([...command, ...data]);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Runs once to compile, then prints the times of the other runs and the size of the output. */
function measure(args) {
  const results = Array.from({ length: runs + 1 }, () => {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, [infra, ...args], { encoding: "utf8" });
    return { time: (performance.now() - start) / 1000, status, stdout, stderr };
  }).slice(1);
  const { status, stdout, stderr } = results[0];
  const times = results.map(({ time }) => time).sort((a, b) => a - b);
  const [least, median, most] = [times[0], times[runs >> 1], times[runs - 1]].map((time) => time.toFixed(2));
  const lines = stdout.split("\n").length - 1;
  console.log(
    `${args.slice(0, 3).join(" ")}: exit ${status}, ${lines} lines, ${least} / ${median} / ${most} s (least / median / most of ${runs})`,
  );
  if (status !== 0) console.log(stderr || stdout.slice(0, 2000));
}

function write(folder) {
  const id = (index) => `k8s-staging-p${String(index).padStart(3, "0")}`;
  const projects = Array.from({ length: PROJECTS }, (_, index) => `      ${id(index)}:`);
  writeFileSync(
    join(folder, "infra.yaml"),
    ["infra:", "  staging:", "    projects:", ...projects, ""].join("\n"),
  );
  const names = Array.from({ length: GROUPS }, (_, index) => nameOf(index)).sort();
  const groups = names.map((name, index) => {
    const inner = index % PER_LEVEL === PER_LEVEL - 1 ? undefined : names[index + 1];
    const people = Array.from(
      { length: MEMBERS_PER_GROUP - (inner ? 1 : 0) },
      (_, at) => `person-${(index * 7 + at * 13) % 3000}@example.com`,
    );
    return [
      `  - email-id: ${name}@kubernetes.io`,
      `    name: ${name}`,
      `    description: ACL for ${name}`,
      `    settings:`,
      `      ReconcileMembers: "true"`,
      `    members:`,
      ...[...people, ...(inner ? [`${inner}@kubernetes.io`] : [])]
        .sort()
        .map((member) => `      - ${member}`),
    ].join("\n");
  });
  mkdirSync(join(folder, "groups"));
  const config = [
    "secret-version: projects/p/secrets/s/versions/latest",
    "bot-id: bot@kubernetes.io",
    "groups-path: .",
    "restrictions-path: restrictions.yaml",
    "domains: [kubernetes.io]",
  ];
  writeFileSync(join(folder, "groups", "config.yaml"), `${config.join("\n")}\n`);
  writeFileSync(join(folder, "groups", "restrictions.yaml"), "restrictions: []\n");
  for (let start = 0; start < GROUPS; start += GROUPS_PER_FILE) {
    mkdirSync(join(folder, "groups", `sig-${start}`));
    const text = ["groups:", ...groups.slice(start, start + GROUPS_PER_FILE), ""].join("\n");
    writeFileSync(join(folder, "groups", `sig-${start}`, "groups.yaml"), text);
  }
}

/** The groups of the projects, the artifact admins and others. */
function nameOf(index) {
  if (index === 0) return "k8s-infra-artifact-admins";
  return index <= PROJECTS
    ? `k8s-infra-staging-p${String(index - 1).padStart(3, "0")}`
    : `sig-group-${String(index).padStart(3, "0")}`;
}
