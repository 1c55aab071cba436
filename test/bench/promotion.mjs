/**
 * Measures `bin/infra promote check` on 500 directories with 100,000 digests, and on a change of one directory against
 * a base, as a whole process including the start of Node.js. Not a test, because machines differ. The budgets are 4 s
 * and 0.8 s.
 *
 *   node test/bench/promotion.mjs [directories] [digests]
 */
import { execFileSync } from "node:child_process";
import console from "node:console";
import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";

const directories = Number(process.argv[2] ?? 500);
const digests = Number(process.argv[3] ?? 100_000) / directories;
const root = new URL("../..", import.meta.url).pathname;
const ids = [
  ...readFileSync(join(root, "infra/gcp/infra.yaml"), "utf8").matchAll(/^ {6}(k8s-staging-[a-z0-9-]+):/gm),
]
  .map(([, id]) => id)
  .filter((id) => id !== "k8s-staging-gcb-untrusted");
const locations = [
  ...readFileSync(join(root, "infra/registry/promotion.yaml"), "utf8").matchAll(/^ {2}- ([a-z0-9-]+)$/gm),
].map(([, location]) => location);
const account = "k8s-infra-gcr-promoter@k8s-artifacts-prod.iam.gserviceaccount.com";

const tree = mkdtempSync(join(tmpdir(), "promotion-"));
const write = (path, text) => {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
};
for (let number = 0; number < directories; number++) {
  const line = (key) =>
    `    "sha256:${createHash("sha256").update(`${number}/${key}`).digest("hex")}": ["v1.${key}"]\n`;
  const images = Array.from({ length: 10 }, (_, image) => {
    const lines = Array.from({ length: digests / 10 }, (__, key) => line(image * 1000 + key));
    return `- name: image-${image}\n  dmap:\n${lines.join("")}`;
  });
  write(`images/k8s-staging-p${number}/OWNERS`, `approvers:\n- somebody-${number}\n`);
  write(`images/k8s-staging-p${number}/images.yaml`, images.join(""));
  const destinations = locations.map(
    (location) =>
      `- name: ${location}-docker.pkg.dev/k8s-artifacts-prod/images/p${number}\n  service-account: ${account}\n`,
  );
  const source = `registries:\n- name: gcr.io/${ids[number % ids.length]}\n  src: true\n`;
  write(`manifests/k8s-staging-p${number}/promoter-manifest.yaml`, source + destinations.join(""));
}
const git = (...args) =>
  execFileSync("git", ["-C", tree, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args]);
git("init", "--quiet");
git("add", ".");
git("commit", "--quiet", "--message", "Base");
const time = (...args) => {
  const start = performance.now();
  const said = execFileSync(join(root, "bin/infra"), ["promote", "check", "--tree", tree, ...args], {
    encoding: "utf8",
  });
  return `${((performance.now() - start) / 1000).toFixed(2)} s  ${said.trim().replace(tree, "")}`;
};
time();
console.log(`whole tree            ${time()}`);
appendFileSync(join(tree, "images/k8s-staging-p7/images.yaml"), `    "sha256:${"a".repeat(64)}": ["v2"]\n`);
console.log(`one directory changed ${time("--base", "HEAD")}`);
rmSync(tree, { recursive: true });
