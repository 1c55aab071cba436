/** What we write for others, read by the YAML packages that they use, into structs of the same shape. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { writeImagePushingJobs } from "../../../cli/commands/jobs/index.ts";
import { prowServiceAccounts } from "../../../cli/commands/jobs/serviceAccounts.ts";
import { ownersText } from "../../../inventory/promotion/write.ts";
import { yamlFile } from "../../../inventory/yaml/write.ts";
import { readAsGo } from "../../support/goYaml.ts";
import { testFolder } from "../../support/infra.ts";
import { dataIn } from "../../support/load.ts";
import { settings } from "../../support/settings.ts";

/** Texts that some reader takes for something else, and whatever fast-check comes up with. */
const odd = fc.constantFrom(
  ..."on Off y N yes NO true False null ~ 1 1.10 010 0x10 0X1F 0o17 0O17 -0o7 0b101 0B11 1_000 1e3 1e1_0".split(
    " ",
  ),
  ..."+1 -1 .5 .inf -.INF .NaN 1:20 12345 2026-12-01 2026-12-01T04:00:00Z << = - -- --- ... ? a? :a a:b".split(
    " ",
  ),
  ...[
    "",
    " a",
    "a ",
    "- a",
    "a: b",
    "a #b",
    "\\/",
    '"',
    "it's",
    "\t",
    "\r\n",
    "\u0085",
    "\u2028",
    "\ufeff",
    "☺ 😀",
  ],
);
const text = fc.oneof(
  odd,
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."0 1 7 9 _ . + - e E x X o O b B n f a :".split(" ")) }),
);

/** A file of jobs with texts in every place that takes one. */
function jobsWith(texts: readonly string[]) {
  const at = (index: number) => texts[index % texts.length]!;
  return {
    postsubmits: {
      [`kubernetes/${at(0)}`]: [
        {
          name: at(1),
          annotations: { [at(2)]: at(3) },
          cluster: at(4),
          spec: {
            serviceAccountName: at(5),
            containers: [{ image: at(6), args: texts, env: [{ name: at(7), value: at(8) }] }],
          },
          decorate: true,
          run_if_changed: at(9),
          branches: texts,
        },
      ],
    },
    periodics: [
      {
        name: at(10),
        spec: { containers: [{ args: texts }] },
        extra_refs: [{ org: at(11), repo: at(0) }],
        cron: at(1),
      },
    ],
  };
}

/** Without the empty texts, which Go leaves out. */
const filled = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, inner: unknown) => (inner === "" ? undefined : inner)));

test("Prow reads any text in a job as that text", () => {
  const samples = fc
    .sample(fc.array(text, { minLength: 1, maxLength: 12 }), { numRuns: 1000, seed: 24 })
    .map(jobsWith);
  const answers = readAsGo(samples.map((sample) => ({ kind: "jobs" as const, text: yamlFile(sample) })));
  for (const [index, { value, error }] of answers.entries()) {
    expect(error, yamlFile(samples[index]!)).toBeUndefined();
    expect(filled(value)).toEqual(filled(samples[index]));
  }
});

test("Prow reads the jobs of our own data as we mean them", () => {
  const out = testFolder();
  writeImagePushingJobs({ out }, settings);
  const texts = readdirSync(out).map((name) => readFileSync(join(out, name), "utf8"));
  expect(texts.length).toBeGreaterThan(50);
  const answers = readAsGo(texts.map((text) => ({ kind: "jobs" as const, text })));
  expect(answers).toEqual(texts.map((text) => ({ value: parse(text) as unknown })));
});

test("kubectl reads the service accounts of our own data as we mean them", () => {
  const accounts = prowServiceAccounts(dataIn().data!.inventory.stagingProjects);
  expect(accounts.length).toBeGreaterThan(50);
  const answers = readAsGo(
    accounts.map((account) => ({ kind: "service-account" as const, text: yamlFile(account) })),
  );
  expect(answers).toEqual(accounts.map((value) => ({ value })));
});

test("Prow finds every approver of a new OWNERS file, whatever the name looks like", () => {
  const approvers = ["12345", "1e3", "on", "n", "null", "0b101", "1_000", "ada"];
  expect(readAsGo([{ kind: "owners", text: ownersText(approvers, ["sig/node", "1"]) }])).toEqual([
    { value: { options: {}, filters: { ".*": { approvers, labels: ["sig/node", "1"] } } } },
  ]);
});
