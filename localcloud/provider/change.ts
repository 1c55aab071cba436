/** One change that the engine requests from a plugin. */
export interface Change<T> {
  readonly method: "create" | "update" | "delete";
  readonly urn: string;
  readonly make: () => T;
}

/** Describes a change in a message: `creating k8s-staging-kind/images`. */
export function actionOf(method: Change<unknown>["method"], urn: string): string {
  return `${method.slice(0, -1)}ing ${urn.slice(urn.lastIndexOf("::") + 2)}`;
}

/** The resource's own type in a URN: `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
