import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { fromRoot } from "../../boot/root.ts";

/** The result of a command of `bin/infra`. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `bin/infra` as a user would, in a folder outside the project. */
export function startInfra(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  script: string = fromRoot("bin/infra"),
) {
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    cwd: tmpdir(),
    env,
  });
  return { child, ended: endOf(child) };
}

/** Waits for a process, and returns its output. */
export function endOf(child: ChildProcess): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
}

/** The lines on standard error except the progress, which depends on the machine's speed. */
export function messages(stderr: string): string[] {
  return stderr.split("\n").filter((line) => line !== "" && !/^\w+: (preview|up) [\d,]+/.test(line));
}

/** The summary of a run except what it looked at and how long that took. */
export function changes(stdout: string): string[] {
  return stdout
    .trimEnd()
    .split("\n")
    .filter((line) => !/^ {2}(looked at |preview \d)/.test(line));
}

/** What a run looked at, by its summary. */
export function looked(stdout: string): string | undefined {
  return /^ {2}looked at (.*)$/m.exec(stdout)?.[1];
}

/** Runs `bin/infra` to completion. */
export function infra(args: readonly string[], env?: NodeJS.ProcessEnv, script?: string): Promise<Ended> {
  return startInfra(args, env, script).ended;
}

/** A new empty folder. The caller removes it. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "k8s-registry-"));
}

/** Like `temporaryFolder`, but removed after the current test. */
export function testFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Data of a registry whose stacks have no proxy. */
export const NO_PROXY = fromRoot("test/fixtures/no-proxy");

/** The lines of each staging project's entry, by id. */
export type Projects = Readonly<Record<string, readonly string[]>>;

/**
 * Writes data that declares staging projects and, for those that publish images, their groups with one member each, as
 * well as the group of artifact admins. Returns the command-line arguments that select the data.
 *
 * @param membersOf Members of the groups that have others, by the group's name without `k8s-infra-`.
 */
export function writeData(
  folder: string,
  projects: Projects,
  members: readonly string[] = ["ada@example.com"],
  membersOf: Readonly<Record<string, readonly string[]>> = {},
): string[] {
  const infraFile = join(folder, "infra.yaml");
  const entries = Object.entries(projects).flatMap(([id, lines]) => [
    `      ${id}:`,
    ...lines.map((line) => `        ${line}`),
  ]);
  const key = entries.length === 0 ? "    projects: {}" : "    projects:";
  writeFileSync(infraFile, ["infra:", "  staging:", key, ...entries, ""].join("\n"));
  const withGroup = Object.entries(projects).filter(
    ([, lines]) => !lines.some((line) => /^(profile: build-only|state: retired|group:)/.test(line)),
  );
  const groupsFolder = join(folder, "groups");
  cpSync(fromRoot("test/fixtures/few-groups"), groupsFolder, { recursive: true });
  const names = ["artifact-admins", ...withGroup.map(([id]) => id.replace("k8s-", ""))];
  const groups = names.flatMap((name) => [
    `  - email-id: k8s-infra-${name}@kubernetes.io`,
    `    name: k8s-infra-${name}`,
    `    settings: { ReconcileMembers: "true" }`,
    `    members: [${(membersOf[name] ?? members).join(", ")}]`,
  ]);
  writeFileSync(join(groupsFolder, "groups.yaml"), ["groups:", ...groups, ""].join("\n"));
  return ["--infra", infraFile, "--groups", groupsFolder, "--registry", NO_PROXY];
}

/** A resource in the engine's state (pulumi/pulumi sdk/go/common/apitype, ResourceV3), as far as tests use it. */
export interface StateResource {
  readonly urn: string;
  readonly id?: string;
  readonly type: string;
  readonly parent?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly ignoreChanges?: readonly string[];
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
}

/** The resources in the engine's state of the staging stack in a state folder, sorted by URN. */
export function stateOf(stateFolder: string): StateResource[] {
  const file = join(stateFolder, "state/.pulumi/stacks/k8s-registry/staging.json");
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
    checkpoint: { latest: { resources: StateResource[] } };
  };
  return checkpoint.latest.resources.sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** All objects in the localcloud of a state folder: content by the object's file, relative to the store. */
export function cloudObjects(stateFolder: string): Readonly<Record<string, unknown>> {
  const store = join(stateFolder, "cloud");
  const files = readdirSync(store, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".json"),
  );
  return Object.fromEntries(
    files.sort().map((name) => [name, JSON.parse(readFileSync(join(store, name), "utf8")) as unknown]),
  );
}
