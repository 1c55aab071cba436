/** One change that a plugin is asked for. */
export interface Change<T> {
  readonly method: "create" | "update" | "delete";
  readonly urn: string;
  readonly make: () => T;
}

/** What is being done, for a message: `creating k8s-staging-kind/images`. */
export function actionOf(method: Change<unknown>["method"], urn: string): string {
  return `${method.slice(0, -1)}ing ${urn.slice(urn.lastIndexOf("::") + 2)}`;
}

/** The last type of a URN: `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
