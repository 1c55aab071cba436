import type { Declarations } from "../declarations.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { warning } from "../diagnostics.ts";

/** Keys that speak of image repositories, which a project of profile `build-only` has none of (facts §1.1). */
const imageKeys = ["group", "read_only_until", "retention"];

/** A key without effect misleads whoever reads the entry. */
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
