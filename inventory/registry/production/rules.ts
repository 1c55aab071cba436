import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import type { LocatedData } from "../../yaml/document.ts";
import { keysAt } from "../../yaml/located.ts";
import { REGIONS } from "../regions.ts";
import { checkRegion } from "../region-names.ts";

/** Checks that each location is a region: production serves clients from nearby (facts/upstream.md §6). */
export function checkLocations(data: LocatedData): Diagnostic[] {
  return data
    .keysOf(["registries"])
    .flatMap((project) =>
      keysAt(data, ["registries", project, "locations"]).flatMap((location) =>
        checkRegion(location, project, "region of Google Cloud", REGIONS),
      ),
    );
}

/** Checks that bucket names are unique, since they are global: https://cloud.google.com/storage/docs/buckets#naming. */
export function checkBucketNames(data: LocatedData): Diagnostic[] {
  const owners = new Map<string, string>();
  return data.keysOf(["registries"]).flatMap((project) =>
    keysAt(data, ["registries", project, "buckets"]).flatMap(({ text, position }) => {
      const other = owners.get(text);
      owners.set(text, other ?? project);
      if (other === undefined) return [];
      const message = `${project}: the bucket ${text} is also declared in ${other}`;
      return [error("bucket-twice", position, message, "names of buckets are global: remove one of the two")];
    }),
  );
}
