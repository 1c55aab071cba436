import type { Declarations } from "../declarations.ts";
import { warning, type Diagnostic } from "../../yaml/diagnostics.ts";

/** Keys about image repositories, which a project with profile `build-only` does not have (facts §1.1). */
const imageKeys = ["group", "read_only_until", "retention"];

/** Warns about keys without effect, which mislead readers of the entry. */
export function checkProfiles({ staging }: Declarations): Diagnostic[] {
  return staging
    .filter(({ entry }) => entry.profile === "build-only")
    .flatMap(({ id, keysOf, keyAt }) =>
      keysOf([])
        .filter((key) => imageKeys.includes(key))
        .map((key) => {
          const message = `${id}: ${key} has no effect, since a project of profile build-only has no repositories`;
          return warning("key-without-effect", keyAt([key]), message, "remove the key, or the profile");
        }),
    );
}
