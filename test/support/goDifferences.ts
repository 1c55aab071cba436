import { readFileSync } from "node:fs";
import fc from "fast-check";
import { fromRoot } from "../../boot/root.ts";
import { readImages } from "../../inventory/promotion/images.ts";
import { readManifest } from "../../inventory/promotion/manifest.ts";
import { checkOwners } from "../../inventory/promotion/owners.ts";
import { checkStackFiles } from "../../inventory/stackFiles/check.ts";
import { hasErrors, type Diagnostic } from "../../inventory/yaml/diagnostics.ts";
import { parseWithYamlPackage } from "../../inventory/yaml/parse.ts";
import { sourceOf, type Source } from "../../inventory/yaml/source.ts";
import { memoryTree } from "../../inventory/yaml/tree.ts";
import { readAsGo, type GoKind } from "./goYaml.ts";
import { digestOf, GOOD } from "./promotion.ts";

/** A kind of file that a program in Go reads: files that are right, what we say of one, and how that program reads it. */
interface Compared {
  readonly kind: GoKind;
  readonly samples: readonly string[];
  readonly judge: (source: Source) => readonly Diagnostic[];
  /** Brings what stands in the file into the form in which the program keeps it. */
  readonly kept: (value: unknown) => unknown;
}

const same = (value: unknown): unknown => value;

const images: Compared = {
  kind: "images",
  samples: [
    GOOD["images/k8s-staging-bom/images.yaml"]!,
    `# of bom\n- name: "bom/more" # more\n  dmap:\n\n    # old\n    "${digestOf("7")}": ["a", 'b',c]\n`,
    `- {name: bom, dmap: {"${digestOf("1")}": [v1, "1.10"], ${digestOf("2")}: []}}\n`,
    `- dmap:\n    "${digestOf("1")}":\n    - v1\n    - "v2"\n  name: >-\n    bom\n- "name": a\n  'dmap': {${digestOf("3")}: [a,b]}\n`,
  ],
  judge: (source) => readImages(source).diagnostics,
  kept: same,
};

const manifests: Compared = {
  kind: "promoter-manifest",
  samples: [
    GOOD["manifests/k8s-staging-bom/promoter-manifest.yaml"]!,
    `registries: [{name: gcr.io/k8s-staging-bom, src: true}, {"name": "eu.gcr.io/x/y", 'src': false}]\nimagesPath: x\n`,
    "registries:\n  - name: gcr.io/a/b\n    src: True\nprovenance:\n  mode: require\n  level: 3\n  builders:\n    - id: x\n      level: 2\n  sources: [a/b]\n",
  ],
  judge: (source) => readManifest(source, "k8s-staging-bom").diagnostics,
  kept: same,
};

interface Lists {
  readonly [list: string]: readonly unknown[];
}

const owners: Compared = {
  kind: "owners",
  samples: [
    "# See the OWNERS docs\n\napprovers:\n- ada\n- bob\n\nlabels:\n- sig/node\n",
    `options: {no_parent_owners: true}\napprovers: [ada, "on", '1e3']\nreviewers:\n  - 'bob' # b\n`,
    `filters:\n  ".*":\n    approvers: [ada]\n  '\\.yaml$':\n    approvers:\n    - bob\n    labels: [sig/node]\n`,
  ],
  judge: (source) => checkOwners(source, "of a project"),
  kept: (value) => {
    const { options, filters, ...top } = value as {
      options?: object;
      filters?: Record<string, Lists>;
    } & Lists;
    const listsOf = ({ approvers, reviewers, required_reviewers, labels }: Lists) => ({
      ...{ approvers, reviewers, required_reviewers, labels },
    });
    const all = Object.values(listsOf(top)).some((list) => (list?.length ?? 0) > 0)
      ? { ".*": top }
      : (filters ?? {});
    const kept = Object.entries(all).map(([pattern, lists]) => [pattern, listsOf(lists)]);
    return { options, filters: Object.fromEntries(kept) as unknown };
  },
};

const settings = readFileSync(fromRoot("Pulumi.staging.yaml"), "utf8").replaceAll(/^ *#.*\n/gm, "");
const prod = readFileSync(fromRoot("Pulumi.prod.yaml"), "utf8");

const stacks: Compared = {
  kind: "stack",
  samples: [
    `${settings}  k8s-registry:githubConnections:\n    a:\n      installationId: 123\n      secretVersion: projects/p/secrets/s/versions/1\n`,
    `encryptionsalt: v1:x\n${settings.replace("config:", "config: # of staging")}`,
  ],
  judge: (source) => {
    const files = new Map([
      ["Pulumi.staging.yaml", source.text],
      ["Pulumi.prod.yaml", prod],
    ]);
    // Which groups exist is no matter of how the file is read.
    return checkStackFiles([], memoryTree(files, ".")).filter(({ rule }) => rule !== "stack-group");
  },
  kept: same,
};

const compared: readonly Compared[] = [images, manifests, owners, stacks];

/** What somebody could write in place of a value. */
const values = [
  ..."on Off y N yes true TRUE null ~ 1 1.10 010 0x10 0X1F 0o17 -0o7 0b101 1_000 1e3 .5 .inf .NaN +1 12e03 1:20".split(
    " ",
  ),
  ..."2026-12-01 << = - -- --- ... ? ?a a? :a a: a:b [] {} [a] {a} [?a] {a:{b: c}} {a:b} *a &a !a !!str | > >- %a @a `a".split(
    " ",
  ),
  ...[
    '"a"',
    "'a'",
    '"\\/"',
    '"a\\/b"',
    '"\\ud800"',
    '"\\x41"',
    '"\\',
    '"\\u0000"',
    "''",
    '""',
    "'it''s'",
    "é",
    "☺",
    "a b",
    "a, b",
  ],
];
/** What somebody could insert between two words, and leave the rest as it is. */
const gaps = [
  ...[
    " ",
    "  ",
    "\n",
    "\n\n",
    "\n  ",
    "\n    ",
    "\n      ",
    "\t",
    " \t",
    "\t ",
    "\t\n",
    " \n",
    "\r\n",
    "\r",
    "\u00a0",
    "\u2028",
  ],
  ...[
    "#",
    " #",
    "#\t",
    " # a",
    "\t# a",
    "\n# a\n",
    "\n  # a: b\n  ",
    ",",
    ", ",
    ":",
    " :",
    ": ",
    "\n:",
    "\n  :",
    ":\t",
    "- ",
    "-\t",
    "? ",
  ],
];
/** What somebody could insert anywhere. */
const pieces = [
  ...[
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "\\",
    "-",
    "- - ",
    "!",
    "!!str ",
    "&a ",
    "*a",
    "|\n  ",
    ">\n  ",
    "|2",
    "<<: {}\n",
  ],
  ...[
    "---\n",
    "--- ",
    "...\n",
    "... #\n",
    "%YAML 1.2\n",
    "__proto__: a\n",
    "\u0085",
    "\ufeff",
    "\u0007",
    "\0",
  ],
  ..."0 a é @ ` % _ +".split(" "),
];

interface Edit {
  /** Where among all places of its kind, from 0 to 1. */
  readonly at: number;
  /** In place of a value, between two words, or anywhere. */
  readonly place: "value" | "gap" | "anywhere";
  readonly text: string;
  /** How many characters it takes the place of. */
  readonly takes: number;
}

const edit: fc.Arbitrary<Edit> = fc
  .tuple(
    fc.nat(0xffff).map((part) => part / 0x10000),
    fc.oneof(
      { weight: 4, arbitrary: fc.tuple(fc.constant("value" as const), fc.constantFrom(...values)) },
      { weight: 4, arbitrary: fc.tuple(fc.constant("gap" as const), fc.constantFrom(...gaps)) },
      {
        weight: 1,
        arbitrary: fc.tuple(
          fc.constant("anywhere" as const),
          fc.constantFrom("", ...gaps, ...pieces, ...values),
        ),
      },
    ),
    fc.constantFrom(0, 0, 0, 0, 1, 2),
  )
  .map(([at, [place, text], takes]) => ({ at, place, text, takes }));

/** A sample with one or two edits. */
const mutated = ({ samples }: Compared) =>
  fc
    .oneof(
      { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...samples), fc.tuple(edit)) },
      { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...samples), fc.tuple(edit, edit)) },
    )
    .map(([sample, edits]) => edits.reduce(edited, sample));

function edited(sample: string, { at, place, text, takes }: Edit): string {
  const words = [...sample.matchAll(/["']?[\w./:-]*\w["']?|#.*/g)];
  const isKey = (end: number) => sample[end] === ":";
  const ranges = words.map(({ 0: word, index }) => [index, index + word.length] as const);
  const places =
    place === "value"
      ? ranges.filter(([, end]) => !isKey(end))
      : place === "gap"
        ? ranges.flat().map((edge) => [edge, edge + takes] as const)
        : [...sample].map((_, index) => [index, index + takes] as const);
  const [start, end] = places[Math.floor(at * places.length)] ?? [0, 0];
  return sample.slice(0, start) + text + sample.slice(end);
}

/** A text that we accept and the program for which it is refuses, or reads otherwise. */
export interface Difference {
  readonly kind: GoKind;
  readonly text: string;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** How many mutations are judged at a time. Those of a chunk depend on nothing but its number. */
const CHUNK = 500;

/**
 * Judges mutations of every kind, and has those that pass read by Go. The first of many are the same as of few.
 *
 * @param count how many mutations, over all kinds
 */
export function differences(count: number): {
  readonly accepted: number;
  readonly found: readonly Difference[];
} {
  const found: Difference[] = [];
  let accepted = 0;
  for (let chunk = 0; chunk * CHUNK < count; chunk++) {
    const one = compared[chunk % compared.length]!;
    const passed = fc
      .sample(fc.noBias(mutated(one)), { numRuns: CHUNK, seed: chunk })
      .map((text) => sourceOf("f", text))
      .filter((source) => !hasErrors(one.judge(source)));
    accepted += passed.length;
    if (passed.length === 0) continue;
    const answers = readAsGo(passed.map(({ text }) => ({ kind: one.kind, text })));
    for (const [index, { value, error }] of answers.entries()) {
      const source = passed[index]!;
      const ours = stated(one.kept(parseWithYamlPackage(source, "").data?.value));
      const theirs = error ?? stated(value);
      if (JSON.stringify(ours) !== JSON.stringify(theirs))
        found.push({ kind: one.kind, text: source.text, ours, theirs });
    }
  }
  return { accepted, found };
}

/** Without what Go leaves out, and with sorted keys. */
function stated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stated);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, stated(inner)] as const)
    .filter(([, inner]) => !isNothing(inner))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}

function isNothing(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    value === false ||
    value === 0 ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}
