import { nameOf } from "../../boot/urn.ts";

/** One change that the engine requests from a plugin. */
export interface Change<T> {
  readonly method: "create" | "update" | "delete";
  readonly urn: string;
  readonly make: () => T;
}

/** Describes a change in a message: `creating k8s-staging-kind/images`. */
export function actionOf(method: Change<unknown>["method"], urn: string): string {
  return `${method.slice(0, -1)}ing ${nameOf(urn)}`;
}
