import { valueOf } from "../../yaml/values.ts";
import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import type { LocatedData } from "../../yaml/document.ts";
import { nearest } from "../../../terminal/nearest.ts";
import { quoted } from "../../../terminal/wording.ts";
import { MIRROR_REGIONS } from "../archeio.ts";

const path = ["proxy", "regions"];

/** Checks that each region's default mirror has a bucket: the proxy must know the AWS region. */
export function checkMirrors(data: LocatedData): Diagnostic[] {
  return data.keysOf(path).flatMap((name) => {
    const mirror = valueOf(data.value, [...path, name, "default_mirror"]);
    // The schema reports malformed region names.
    if (typeof mirror !== "string" || !/^[a-z]{2}-[a-z]+-[0-9]$/.test(mirror)) return [];
    if (MIRROR_REGIONS.includes(mirror)) return [];
    const near = nearest(mirror, MIRROR_REGIONS);
    const known = `the mirrors: cloudfront, ${MIRROR_REGIONS.join(", ")}`;
    return error(
      "mirror-without-bucket",
      data.valueAt([...path, name, "default_mirror"]),
      `regions.${name}: there is no mirror in ${quoted(mirror)}`,
      near === undefined ? known : `did you mean "${near}"? ${known}`,
    );
  });
}
