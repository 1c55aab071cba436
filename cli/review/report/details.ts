import { kindOf } from "../../../boot/urn.ts";
import { counted, listed } from "../../../terminal/wording.ts";
import { groupBy, type EqualChanges } from "./group.ts";
import type { JobChange, Operation, Owner, Property, RuleFile } from "./schema.ts";

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

/** Describes the changes in a project or group, line by line; components, which are not in the cloud, are omitted. */
export function detailLines({ name, changes }: Owner): DetailLine[] {
  const real = changes.filter(({ type }) => !type.startsWith("k8s:") && !type.startsWith("pulumi:"));
  const lines: DetailLine[] = [];
  for (const alike of groupBy(real, ({ operation, type }) => `${operation} ${type}`).values()) {
    const { operation, type } = alike[0]!;
    const sign = SIGNS[operation];
    if (alike.length >= FOLDED && alike.every(({ properties }) => properties.length === 0)) {
      lines.push({ sign, text: `${counted(alike.length, kindOf(type))}${NOTES[operation]}` });
      continue;
    }
    // Resources that change alike, such as a service in every region, are shown once.
    const asMuch = groupBy(alike, ({ properties, urn }) =>
      properties.length === 0 ? urn : JSON.stringify(properties),
    );
    for (const changes of asMuch.values()) {
      const names = listed(changes.map((change) => within(name, change.name)));
      const count = changes.length > 1 ? `${counted(changes.length, kindOf(type))}:` : kindOf(type);
      lines.push({ sign, text: `${count} ${names}${NOTES[operation]}` });
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

/** Describes what differs in a property; for lists, only the items added and removed. */
function propertyLines({ path, before, after }: Property): DetailLine[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const [former, present] = [before.map(inline), after.map(inline)];
    const gone = former.filter((item) => !present.includes(item));
    const come = present.filter((item) => !former.includes(item));
    return [...gone.map((item) => line("-", path, item)), ...come.map((item) => line("+", path, item))];
  }
  return [
    ...(before === undefined ? [] : [line("-", path, inline(before))]),
    ...(after === undefined ? [] : [line("+", path, inline(after))]),
  ];
}

function line(sign: "+" | "-", path: string, text: string): DetailLine {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
  return { sign, text: `    ${path}: ${shown}` };
}

/** Formats a value on one line, as in YAML but without quotes. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${inline(inner)}`)
    .join(", ")} }`;
}

function within(owner: string, name: string): string {
  return name.startsWith(`${owner}/`) ? name.slice(owner.length + 1) : name;
}
