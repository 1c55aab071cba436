/** What a URN is made of (pulumi/pulumi sdk/go/common/resource/urn/urn.go). */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** The types of the parents below the stack, outermost first, joined by `$`; empty without any. */
  readonly parentType: string;
  /** The resource's own type token. */
  readonly type: string;
  /** The logical name: all that follows, even if it contains `::`. */
  readonly name: string;
}

/** The type of the resource that stands for a stack, and has its outputs. */
export const STACK = "pulumi:pulumi:Stack";

/** Takes apart `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. All parts of any other text are empty. */
export function parseUrn(urn: string): UrnParts {
  const [, stack = "", project = "", types = "", name = ""] =
    /^urn:pulumi:(.*?)::(.*?)::(.*?)::(.*)$/s.exec(urn) ?? [];
  const end = types.lastIndexOf("$");
  return { stack, project, parentType: types.slice(0, Math.max(end, 0)), type: types.slice(end + 1), name };
}

/**
 * Forms a URN as the engine does.
 *
 * @param parent the parent's URN; empty without one
 */
export function formUrn({
  stack,
  project,
  parent,
  type,
  name,
}: Omit<UrnParts, "parentType"> & { readonly parent: string }): string {
  const above = parseUrn(parent);
  const parents = [above.parentType, above.type].filter((part) => part !== "" && part !== STACK);
  return `urn:pulumi:${stack}::${project}::${[...parents, type].join("$")}::${name}`;
}

/** Returns the resource's own type token; empty for a text that is no URN. */
export function typeOf(urn: string): string {
  return parseUrn(urn).type;
}

/** Returns the logical name; empty for a text that is no URN. */
export function nameOf(urn: string): string {
  return parseUrn(urn).name;
}

/** Returns the last part of a type token, such as `Repository` in `gcp:artifactregistry/repository:Repository`. */
export function kindOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

/** Returns the project or group that a resource belongs to, the first part of its name (components/described.ts). */
export function ownerOf(name: string): string {
  return name.split("/", 1)[0]!;
}
