/** The image cannot be built where these tests run, so they check what can be known without building it. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { googleworkspace, packageVersion } from "../engine/pulumi/packages.ts";
import { fromRoot } from "../boot/root.ts";

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

const read = (path: string) => readFileSync(fromRoot(path), "utf8");

/** The instructions, with continuation lines joined and comments removed. */
const instructions: Instruction[] = read("Dockerfile")
  .replaceAll(/^#.*\n/gm, "")
  .replaceAll(/\\\n\s*/g, "")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => /^(?<name>[A-Z]+) (?<rest>.*)$/.exec(line)!.groups as unknown as Instruction);

const all = (name: string) =>
  instructions.filter((instruction) => instruction.name === name).map(({ rest }) => rest);

const bases = all("FROM").map(
  (rest) =>
    /^(?<image>[a-z]+):(?<version>[\d.]+)-(?<variant>[a-z-]+)@(?<digest>sha256:[0-9a-f]{64})/.exec(rest)!
      .groups!,
);

test("every base image is pinned by digest, and the same image always by the same digest", () => {
  expect(bases.map(({ image, variant }) => `${image} ${variant}`)).toEqual([
    "golang bookworm",
    "node bookworm-slim",
    "node bookworm-slim",
  ]);
  expect(new Set(bases.map(({ digest }) => digest)).size).toBe(2);
});

test("Go has the version that engine/go.mod requires, and downloads no other toolchain", () => {
  const [, wanted] = /^go (.*)$/m.exec(read("engine/go.mod"))!;
  expect(bases[0]!.version).toBe(wanted);
  expect(all("ENV")).toContain("GOTOOLCHAIN=local");
});

test("the Node.js version satisfies package.json and equals that of the presubmits' image", () => {
  const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
  const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(engines.node)!;
  const [ofImage = 0, minorOfImage = 0] = bases[1]!.version!.split(".").map(Number);
  expect(ofImage > Number(major) || (ofImage === Number(major) && minorOfImage >= Number(minor))).toBe(true);
  expect(read("prow/jobs/k8sio-infra-presubmits.yaml")).toContain(
    `/node:${bases[1]!.version!}-bookworm@sha256:`,
  );
});

test("the engine is built as engine/pulumi/build.ts builds it, at the version that package.json pins", () => {
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: { pulumi: string } };
  expect(read("engine/go.mod")).toContain(`github.com/pulumi/pulumi/pkg/v3 v${dependencies.pulumi} `);
  const [build = ""] = all("RUN");
  const script = read("engine/pulumi/build.ts");
  for (const constant of ["MODULE", "VERSION_VARIABLE"])
    expect(build).toContain(new RegExp(`const ${constant} = "(.*)"`).exec(script)![1]);
  expect(build).toContain("go list -m -f '{{.Version}}' github.com/pulumi/pulumi/pkg/v3");
});

test("the installed plugins have the same versions as the SDKs", () => {
  const [install = ""] = all("RUN").filter((rest) => rest.includes("plugin install"));
  const { name, version, parameterization } = googleworkspace;
  expect(install.split(" && ")).toEqual([
    `pulumi plugin install resource gcp ${packageVersion("@pulumi/gcp")}`,
    `pulumi plugin install resource aws ${packageVersion("@pulumi/aws")}`,
    `pulumi plugin install resource ${name} ${version}`,
    `pulumi package get-schema ${name}@${version} hashicorp/${parameterization.name} ${parameterization.version} > /dev/null`,
  ]);
  expect(all("ENV").at(-1)).toContain("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true");
});

test("the Dockerfile fetches nothing by URL and uses no build arguments or secrets", () => {
  expect(all("ADD")).toEqual([]);
  expect(all("ARG")).toEqual([]);
  expect(all("RUN").filter((rest) => /curl|wget|https?:|--mount=type=secret/.test(rest))).toEqual([]);
  expect(all("ENV").filter((rest) => /token|secret|passw|credential|key/i.test(rest))).toEqual([]);
});

test("every copied path is tracked in git, and the build context holds exactly those paths", () => {
  const copied = all("COPY")
    .filter((rest) => !rest.startsWith("--from="))
    .flatMap((rest) => rest.split(" ").slice(0, -1));
  const tracked = execFileSync("git", ["ls-files"], { cwd: fromRoot("."), encoding: "utf8" }).split("\n");
  for (const path of copied)
    expect(
      tracked.some((file) => file === path || file.startsWith(`${path}/`)),
      path,
    ).toBe(true);
  const [first, ...context] = read(".dockerignore").trim().split("\n");
  expect(first).toBe("*");
  expect(context.map((line) => line.slice(1)).sort()).toEqual(copied.sort());
});

test("the container runs as a non-root user and finds every npm package in the image", () => {
  expect(instructions.findLast(({ name }) => name === "USER")!.rest).toBe("1000:1000");
  expect(all("ENV").at(-1)).toContain("NPM_CONFIG_CACHE=/opt/npm NPM_CONFIG_OFFLINE=true");
  expect(all("COPY")).toContain("--from=packages --chown=node:node /out/npm /opt/npm");
});

test("the image's build is triggered by every file of the image, and pushes to where the jobs pull", () => {
  const { builds } = parse(read("infra/gcp/builds/k8s-staging-infra-tools.yaml")) as {
    builds: Record<string, { paths: string[] }>;
  };
  const context = read(".dockerignore").trim().split("\n").slice(1);
  const paths = builds["post-k8sio-push-image-registry-infra"]!.paths.map((path) => path.replace("/**", ""));
  expect(paths.sort()).toEqual(
    ["Dockerfile", "cloudbuild.yaml", ...context.map((line) => line.slice(1))].sort(),
  );
  const { images } = parse(read("cloudbuild.yaml")) as { images: string[] };
  const [pushed = ""] = images;
  for (const file of ["k8sio-infra-presubmits.yaml", "trusted/k8sio-infra-trusted.yaml"])
    expect(read(`prow/jobs/${file}`)).toContain(
      `image: ${file.startsWith("trusted") ? "&image " : ""}${pushed.replace("$PROJECT_ID", "k8s-staging-infra-tools").replace("$_GIT_TAG", "")}`,
    );
});
