import { error, warning, type Diagnostic } from "../../yaml/diagnostics.ts";
import type { BuildDeclaration } from "../declarations.ts";
import { givenVariables } from "../records.ts";

/** Checks that the environment reaches the build, as substitutions, and does not set variables of the runner. */
export function checkEnvironment({ name, entry, keyAt }: BuildDeclaration): Diagnostic[] {
  return Object.keys(entry.environment).flatMap((variable) => {
    const position = keyAt(["environment", variable]);
    if (givenVariables.includes(variable)) {
      const message = `${name}: ${variable} is given by whatever starts the build`;
      return [error("given-variable", position, message, "remove it")];
    }
    if (entry.env_passthrough.includes(variable)) return [];
    const message = `${name}: ${variable} does not reach Cloud Build, since env_passthrough does not name it`;
    return [
      warning(
        "variable-without-effect",
        position,
        message,
        `add ${variable} to env_passthrough, or remove it`,
      ),
    ];
  });
}
