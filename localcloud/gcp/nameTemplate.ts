/** The values of a template's placeholders, by name. */
type Parts = Readonly<Record<string, string>>;

/**
 * Fills a name such as `projects/{project}/global/addresses/{name}`.
 *
 * @throws Error as the real plugin does when a part is missing
 */
export function fillName(template: string, parts: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const part = parts[name];
    if (typeof part !== "string" || part === "") throw new Error(`${name}: required field is not set`);
    return part;
  });
}

/**
 * Reads a name in full, or in the short forms that `pulumi import` takes as well: the placeholders alone, from the
 * left fewer of them. What is missing comes from `defaults`; undefined when it is not there either.
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
