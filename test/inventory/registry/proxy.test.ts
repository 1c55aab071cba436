import { describe, expect, test } from "vitest";
import { diskTree } from "../../../inventory/yaml/tree.ts";
import { loadRegistry } from "../../../inventory/registry/load.ts";
import { REGIONS } from "../../../inventory/registry/regions.ts";
import { MIRROR_REGIONS } from "../../../inventory/registry/archeio.ts";
import { fromRoot } from "../../../boot/root.ts";
import { diagnoseProxy, proxyOf, twoRegions } from "../../support/registry.ts";

const [a, b, c] = ["a", "b", "c"].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string, string];

test("the record has the file's values under the program's names, and is frozen", () => {
  const proxy = proxyOf();
  expect(proxy.regions.map(({ name, defaultMirror, state }) => [name, defaultMirror, state])).toEqual([
    ["asia-east1", "cloudfront", "active"],
    ["us-central1", "us-east-2", "active"],
  ]);
  expect(proxy.regions[1]?.origin).toEqual({ file: "f", line: 12, column: 5 });
  expect(proxy.stacks.prod).toEqual({
    project: "k8s-infra-oci-proxy-prod",
    domain: "registry.k8s.io",
    serviceAccount: "oci-proxy-prod",
    verbosity: 0,
    defaultMirror: undefined,
    referrers: false,
    slackChannel: "15334306215710275143",
    requestLog: "k8s-infra-public-pii.registry_k8s_io_logs",
    releases: [{ digest: a, date: "2026-02-08" }],
  });
  expect(Object.isFrozen(proxy.stacks.prod?.releases)).toBe(true);
});

test("this repository's file declares the 22 regions of facts §4.1", () => {
  const { registry, diagnostics } = loadRegistry(diskTree(fromRoot("infra/registry"), "infra/registry"));
  expect(diagnostics).toEqual([]);
  expect(registry?.proxy.regions).toHaveLength(22);
});

test("each file that is missing from the folder is reported with its path", () => {
  const { diagnostics } = loadRegistry(diskTree("/nowhere", "nowhere"));
  expect(diagnostics.map(({ rule, file, message }) => [rule, file, message])).toEqual(
    ["nowhere/proxy.yaml", "nowhere/production.yaml", "nowhere/mirrors.yaml"].map((file) => [
      "unreadable-file",
      file,
      "the file cannot be read: there is no such file",
    ]),
  );
});

describe("regions", () => {
  test("an unknown region is refused with the nearest and all valid ones", () => {
    expect(diagnoseProxy("asia-east1:", "asia-est1:")).toEqual([
      'f:11:5: error: "asia-est1" is no region of Google Cloud [unknown-region]',
      `    did you mean "asia-east1"? the regions: ${REGIONS.join(", ")}`,
    ]);
  });

  test("at least one region must be active", () => {
    const text = twoRegions.replaceAll(/(default_mirror: (cloudfront|us-east-2)) }/g, "$1, state: retired }");
    expect(diagnoseProxy(twoRegions, text)).toEqual([
      "f:10:3: error: no region serves [no-region]",
      "    at least one region must be active",
    ]);
  });

  test("a default mirror must be in a region with a bucket", () => {
    expect(diagnoseProxy("default_mirror: us-east-2", "default_mirror: us-east-3")).toEqual([
      'f:12:36: error: regions.us-central1: there is no mirror in "us-east-3" [mirror-without-bucket]',
      `    did you mean "us-east-1"? the mirrors: cloudfront, ${MIRROR_REGIONS.join(", ")}`,
    ]);
  });

  test("the default mirror is required: it has no default value", () => {
    expect(diagnoseProxy("{ default_mirror: us-east-2 }", "{}")).toEqual([
      "f:12:5: error: regions.us-central1: default_mirror is missing [missing-key]",
      "    for example `default_mirror: us-east-2`",
    ]);
  });
});

describe("values", () => {
  test.each([
    [
      "a tag in place of a digest",
      `digest: ${b}`,
      "digest: v0.6.0",
      "f:23:19: error: stacks.staging: releases[0].digest must be a digest, `sha256:` and 64 hexadecimal digits: a tag can move [malformed-value]",
    ],
    [
      "a rate limit above the API's bound",
      "requests: 2490",
      "requests: 10001",
      "f:9:27: error: armor.throttle: requests must be at most 10000, not 10001 [out-of-range]",
    ],
    [
      "an interval that Cloud Armor does not have",
      "seconds: 30",
      "seconds: 45",
      "f:9:42: error: armor.throttle: seconds must be 10, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700 or 3600, which are Cloud Armor's [out-of-range]",
    ],
    [
      "a path that would end the expression's text",
      "/privacy",
      "/privacy'",
      "f:8:16: error: armor.paths[1] must start with a slash and have none of ' ^ $ | \\ [malformed-value]",
    ],
    [
      "a path that is no expression of RE2",
      "/privacy",
      "/privacy(?!x)",
      "f:8:16: error: armor.paths[1] must be a regular expression of RE2 [out-of-range]",
    ],
    [
      "an image with a tag",
      "infra-tools/archeio",
      "infra-tools/archeio:v1",
      "f:3:10: error: image must be an image in Artifact Registry without tag and digest [malformed-value]",
    ],
    [
      "an address with a trailing slash, which the proxy would double",
      "https://cdn.registry.k8s.dev",
      "https://cdn.registry.k8s.dev/",
      "f:19:23: error: stacks.staging: default_mirror must be an https address without path and trailing slash [malformed-value]",
    ],
    [
      "a day that does not exist",
      "2026-03-01",
      "2026-02-30",
      "f:24:17: error: stacks.staging: releases[0].date must be a day as YYYY-MM-DD [malformed-value]",
    ],
  ])("refuses %s", (_, from, to, message) => {
    expect(diagnoseProxy(from, to)[0]).toBe(message);
  });

  test("refuses an unknown stack and an unknown key, and names the nearest", () => {
    expect(diagnoseProxy("    prod:", "    prd:").slice(0, 2)).toEqual([
      'f:27:5: error: stacks has the unknown stack "prd" [unknown-key]',
      '    did you mean "prod"?',
    ]);
    expect(diagnoseProxy("verbosity: 0", "verbostiy: 0")).toEqual([
      'f:31:7: error: stacks.prod has the unknown key "verbostiy" [unknown-key]',
      '    did you mean "verbosity"?',
    ]);
  });
});

describe("releases", () => {
  test("prod may not run an image that staging never ran", () => {
    expect(diagnoseProxy(`# tried for a week\n        - digest: ${a}`, `- digest: ${c}`)).toEqual([
      `f:36:19: error: prod may not run ${c}: staging never ran it [release-not-staged]`,
      `    prod may run ${b}, ${a}; or run it in staging first: bin/infra release proxy ${c}`,
    ]);
  });

  test("prod may not run an image before staging did", () => {
    expect(diagnoseProxy("2026-02-08", "2026-01-31")).toEqual([
      `f:38:17: error: prod runs ${a} since 2026-01-31, staging only since 2026-02-01 [release-not-staged]`,
      "    staging leads: prod's date is the same or later",
    ]);
  });

  test("prod may run an earlier image of staging, and one that staging was rolled back to", () => {
    expect(diagnoseProxy("2026-02-08", "2026-02-01")).toEqual([]);
    const again = `        - digest: ${a}\n          date: 2026-04-01\n        - digest: ${b}`;
    expect(diagnoseProxy(`        - digest: ${b}`, again)).toEqual([]);
  });

  test("releases must be listed newest first", () => {
    expect(diagnoseProxy("date: 2026-02-01", "date: 2026-03-02")[0]).toBe(
      "f:26:17: error: staging: 2026-03-02 stands below 2026-03-01 [release-order]",
    );
  });

  test("a stack without releases is refused", () => {
    const none = twoRegions.replace(/releases:\n {8}# tried[^]*$/, "releases: []\n");
    expect(diagnoseProxy(twoRegions, none)).toEqual([
      "f:35:17: error: stacks.prod: releases must have at least one entry [out-of-range]",
      `    for example \`releases: [{ digest: sha256:${"0".repeat(64)}, date: 2026-11-22 }]\``,
    ]);
  });
});
