import { kindOf } from "../../../boot/urn.ts";
import { isMap } from "../../../inventory/yaml/values.ts";
import { counted, listed } from "../../../terminal/wording.ts";
import { isOfSomebody } from "./evidence.ts";
import { groupBy, type EqualChanges } from "./group.ts";
import type { JobChange, Operation, Owner, Property, RuleFile } from "./schema.ts";
import { fieldWords, isEcho, valueWords } from "./values.ts";

/** A line of a diff: an addition, removal, change or remark. */
export interface DetailLine {
  readonly sign: "+" | "-" | "!" | " ";
  readonly text: string;
}

/** From this many on, new or removed resources of one kind are shown as a count. */
const FOLDED = 6;

/** The maximum length of a value; a longer one is cut and its length shown. The JSON report has it in full. */
const LONGEST = 200;

const SIGNS: Readonly<Record<Operation, DetailLine["sign"]>> = {
  refuse: "-",
  delete: "-",
  forget: "-",
  update: "!",
  state: "!",
  create: "+",
};

const NOTES: Readonly<Record<Operation, string>> = {
  refuse: " (protected: the engine refuses this)",
  delete: " (deleted in the cloud)",
  forget: " (forgotten, kept in the cloud)",
  update: "",
  state: "",
  create: "",
};

function noteOn(operation: Operation, type: string): string {
  return operation === "delete" && isOfSomebody(type) ? " (taken away)" : NOTES[operation];
}

/** Describes the changes in a project or group, line by line; components, which are not in the cloud, are omitted. */
export function detailLines({ name, changes }: Owner): DetailLine[] {
  const real = changes.filter(({ type }) => !type.startsWith("k8s:") && !type.startsWith("pulumi:"));
  const lines: DetailLine[] = [];
  for (const alike of groupBy(real, ({ operation, type }) => `${operation} ${type}`).values()) {
    const { operation, type } = alike[0]!;
    const sign = SIGNS[operation];
    if (alike.length >= FOLDED && alike.every(({ properties }) => properties.length === 0)) {
      lines.push({ sign, text: `${counted(alike.length, kindOf(type))}${noteOn(operation, type)}` });
      continue;
    }
    // Resources that change alike, such as a service in every region, are shown once.
    const asMuch = groupBy(alike, ({ properties, urn }) =>
      properties.length === 0 ? urn : JSON.stringify(properties),
    );
    for (const changes of asMuch.values()) {
      const names = listed(changes.map((change) => within(name, change.name)));
      const count = changes.length > 1 ? `${counted(changes.length, kindOf(type))}:` : kindOf(type);
      lines.push({ sign, text: `${count} ${names}${noteOn(operation, type)}` });
      lines.push(...changes[0]!.properties.flatMap(propertyLines));
    }
  }
  return lines;
}

/** Describes what changes in Prow jobs that change alike, line by line. */
export function jobLines({ first: { operation, properties }, names }: EqualChanges<JobChange>): DetailLine[] {
  return [{ sign: SIGNS[operation], text: listed(names) }, ...properties.flatMap(propertyLines)];
}

/** Describes what differs in a file that no resource is made of, line by line. */
export function ruleLines({ properties }: RuleFile): DetailLine[] {
  return properties.flatMap(propertyLines);
}

/**
 * Describes what differs in a property, in words where the provider's say too little; for lists, only the items added and
 * removed.
 */
function propertyLines({ path, before, after }: Property): DetailLine[] {
  if (isEcho(path)) return [];
  const words = fieldWords(path);
  if (Array.isArray(before) && Array.isArray(after)) {
    const [former, present] = [before, after].map((list) => list.map((item) => valueWords(item, path))) as [
      string[],
      string[],
    ];
    const gone = former.filter((item) => !present.includes(item));
    const come = present.filter((item) => !former.includes(item));
    return [...gone.map((item) => line("-", words, item)), ...come.map((item) => line("+", words, item))];
  }
  const [former, present] = [valueWords(before, path), valueWords(after, path)];
  const isShort = former.length + present.length < LONGEST_PAIR && ![before, after].some(isMap);
  if (isShort && before !== undefined && after !== undefined)
    return [line("!", words, `${former} → ${present}`)];
  return [
    ...(before === undefined ? [] : [line("-", words, former)]),
    ...(after === undefined ? [] : [line("+", words, present)]),
  ];
}

/** Two values up to this length together are shown on one line. */
const LONGEST_PAIR = 100;

function line(sign: DetailLine["sign"], words: string, text: string): DetailLine {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
  return { sign, text: `    ${words}: ${shown}` };
}

function within(owner: string, name: string): string {
  return name.startsWith(`${owner}/`) ? name.slice(owner.length + 1) : name;
}
