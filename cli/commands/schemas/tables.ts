import { alternatives } from "../../../terminal/wording.ts";
import type { JsonSchema } from "../../../inventory/kinds/jsonSchema.ts";
import { limitsOf } from "./limits.ts";
import { cell, span, yaml } from "./markdown.ts";

/** A map in a file and its keys: a table below a heading on the page. */
export interface Section {
  /** The path to the map, such as `infra.staging.projects.<project>.retention`, in Markdown. */
  readonly title: string;
  readonly description: string;
  /** One per key: its name, type, default, meaning and limits, in Markdown. */
  readonly rows: (readonly string[])[];
}

/** Headings of the outermost map, by its path. */
const headings: Readonly<Record<string, string>> = { "": "The file", "[]": "An entry of the list" };

/** The maximum length of an example in a table, in characters. */
const longestExample = 60;

/** Describes all maps of a file from the outside in; a definition used in several places appears once. */
export function sectionsOf(root: JsonSchema): Section[] {
  const tables = new Tables(root);
  tables.type(root, "");
  return tables.sections;
}

/** Returns the fragment by which GitHub links to a heading: lower case, without punctuation. */
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

  /** Describes the type of the value at `path`; for a map with known keys, adds its table and returns a link to it. */
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

/** Returns a form with the description of its place, unless it has its own. */
function described(form: JsonSchema, { description }: JsonSchema): JsonSchema {
  return description === undefined ? form : { description, ...form };
}

/** A map with known keys has no default of its own, but those of its keys. */
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

/** Whether an example is readable on one line. */
function isFlat(example: unknown): boolean {
  return typeof example !== "object" || Object.values(example ?? {}).every((inner) => typeof inner !== "object");
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && Object.keys(value ?? {}).length === 0;
}
