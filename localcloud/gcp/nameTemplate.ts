/** The values of a template's placeholders, by name. */
type Parts = Readonly<Record<string, string>>;

/**
 * Fills in a name template such as `projects/{project}/global/addresses/{name}`.
 *
 * @throws Error when a part is missing, as the real plugin does.
 */
export function fillName(template: string, parts: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const part = parts[name];
    if (typeof part !== "string" || part === "") throw new Error(`${name}: required field is not set`);
    return part;
  });
}

/**
 * Expands a resource's name to its full form. The name is either full or, as `pulumi import` also accepts, only the
 * values of the placeholders, from which leading ones may be missing. `defaults` supplies missing values.
 *
 * @returns undefined when the name does not match the template, or a value has no default either.
 */
export function parseName(template: string, name: string, defaults: Parts): string | undefined {
  const places = template.split("/");
  const parts = name.split("/");
  const placeholders = places.filter((place) => place.startsWith("{")).map((place) => place.slice(1, -1));
  if (parts.length === places.length) {
    return places.every((place, index) => place.startsWith("{") || place === parts[index]) ? name : undefined;
  }
  if (parts.length > placeholders.length) return undefined;
  const given = Object.fromEntries(
    placeholders.slice(-parts.length).map((placeholder, index) => [placeholder, parts[index]!]),
  );
  const all = { ...defaults, ...given };
  return placeholders.every((placeholder) => Boolean(all[placeholder as keyof typeof all]))
    ? fillName(template, all)
    : undefined;
}
