import { alternatives } from "../../inventory/wording.ts";
import type { JsonSchema } from "./jsonSchema.ts";
import { limitsOf } from "./limits.ts";
import { cell, span, yaml } from "./markdown.ts";

/** A map of a file with its keys: a table of the page below a heading. */
export interface Section {
  /** In Markdown: the way to the map, such as `infra.staging.projects.<project>.retention`. */
  readonly title: string;
  readonly description: string;
  /** One per key: its name, type, default, meaning and limits, in Markdown. */
  readonly rows: (readonly string[])[];
}

/** What heads the outermost map, by the way to it. */
const headings: Readonly<Record<string, string>> = { "": "The file", "[]": "An entry of the list" };

/** Longest example that stands in a table, in characters. */
const longestExample = 60;

/** What every map of a file may have, from the outside in; a form that stands in several places comes once. */
export function sectionsOf(root: JsonSchema): Section[] {
  const tables = new Tables(root);
  tables.type(root, "");
  return tables.sections;
}

/** The fragment by which GitHub links a heading: lower case, without punctuation. */
export function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9 _-]/g, "")
    .replaceAll(" ", "-");
}

class Tables {
  readonly sections: Section[] = [];
  readonly #root: JsonSchema;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  /** What the value at `path` may be, in words; a map with known keys as a link to its own table, which is added. */
  type(place: JsonSchema, path: string): string {
    const definition = this.#definition(place);
    if (definition !== undefined) return this.#map(definition, definition.title ?? path);
    if (place.anyOf !== undefined)
      return alternatives(place.anyOf.map((form) => this.type(described(form, place), path)));
    const types = [place.type ?? []].flat();
    return alternatives(types.map((type) => this.#ofOneType(type, place, path)));
  }

  #definition(place: JsonSchema): JsonSchema | undefined {
    const name = (place.$ref ?? place.allOf?.[0]?.$ref)?.split("/").at(-1);
    return name === undefined ? undefined : this.#root.definitions?.[name];
  }

  #ofOneType(type: string, place: JsonSchema, path: string): string {
    const { items, additionalProperties: values, propertyNames } = place;
    if (type === "object" && typeof values === "object") {
      const key = propertyNames?.title ?? "name";
      return `by ${key}: ${this.type(values, `${path}.<${key}>`)}`;
    }
    if (type === "object") return this.#map(place, path);
    if (type === "array" && items !== undefined) return `list: ${this.type(items, `${path}[]`)}`;
    if (type === "string" && place["format"] === "date") return "day";
    const words: Record<string, string> = { string: "text", integer: "whole number", null: "nothing" };
    return words[type] ?? (place["const"] === true ? "`true`" : "true or false");
  }

  #map(map: JsonSchema, title: string): string {
    const heading = headings[title] ?? span(title);
    const link = `[map](#${anchor(heading)})`;
    if (this.sections.some((section) => section.title === heading)) return link;
    const section: Section = { title: heading, description: map.description ?? "", rows: [] };
    this.sections.push(section);
    for (const [key, value] of Object.entries(map.properties ?? {})) {
      const path = title === "" ? key : `${title}.${key}`;
      section.rows.push([
        span(key),
        this.type(value, path),
        map.required?.includes(key) ? "**required**" : defaultOf(value),
        meaningOf(described(value, this.#definition(value) ?? {})),
        cell(limitsOf(value)),
      ]);
    }
    return link;
  }
}

/** A form of a place, with the place's words where it has none of its own. */
function described(form: JsonSchema, { description }: JsonSchema): JsonSchema {
  return description === undefined ? form : { description, ...form };
}

/** Of a map with known keys, the default is that of its keys. */
function defaultOf({ default: value, properties }: JsonSchema): string {
  if (value === undefined || properties !== undefined) return "";
  return isEmpty(value) ? "none" : span(yaml(value));
}

function meaningOf(place: JsonSchema): string {
  const { description = "", default: usual, enum: values } = place;
  const examples = values === undefined ? ((place["examples"] ?? []) as readonly unknown[]) : [];
  const example = examples
    .filter(isFlat)
    .map(yaml)
    .find((text) => text.length <= longestExample && (usual === undefined || text !== yaml(usual)));
  return `${cell(description)}${example === undefined ? "" : ` Example: ${span(example)}`}`;
}

/** What shows its point on one line. */
function isFlat(example: unknown): boolean {
  return typeof example !== "object" || Object.values(example ?? {}).every((inner) => typeof inner !== "object");
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && Object.keys(value ?? {}).length === 0;
}
