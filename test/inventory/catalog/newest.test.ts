import { expect, test } from "vitest";
import { newestTag } from "../../../inventory/catalog/newest.ts";
import type { PromotedImage } from "../../../inventory/promotion/types.ts";

const place = { line: 1, column: 1 };

function image(name: string, ...tags: readonly string[]): PromotedImage {
  return { name, ...place, digests: tags.map((tag) => ({ digest: "sha256:0", tags: [tag], ...place })) };
}

test.each<[what: string, tags: string[], newest: string | undefined]>([
  ["numbers, not letters", ["v1.9.0", "v1.10.0", "v1.2.0"], "v1.10.0"],
  ["a release before its pre-releases", ["v2.0.0-rc.1", "v2.0.0", "v2.0.0-beta.9"], "v2.0.0"],
  ["pre-releases by their numbers", ["v1.0.0-rc.2", "v1.0.0-rc.10"], "v1.0.0-rc.10"],
  ["a pre-release with more parts", ["v1.0.0-rc", "v1.0.0-rc.1"], "v1.0.0-rc.1"],
  ["words of a pre-release before numbers", ["v1.0.0-1", "v1.0.0-alpha"], "v1.0.0-alpha"],
  ["numbers beyond 2^53", ["v9007199254740993.0.0", "v9007199254740992.0.0"], "v9007199254740993.0.0"],
  ["versions without v", ["0.2.0", "0.3.0", "latest"], "0.3.0"],
  ["a dated build never", ["v20261201-abcdef0", "v0.1.0"], "v0.1.0"],
  ["nothing without a version", ["latest", "v1"], undefined],
])("compares %s", (_, tags, newest) => {
  expect(newestTag([image("a", ...tags)])?.tag).toBe(newest);
  expect(newestTag([image("a", ...tags.toReversed())])?.tag).toBe(newest);
});

test("of equal versions, the first image's in alphabetical order counts", () => {
  expect(newestTag([image("b", "v1.0.0"), image("a", "v1.0.0")])).toEqual({ image: "a", tag: "v1.0.0" });
  expect(newestTag([image("a", "v1.0.0"), image("b", "v1.0.1")])).toEqual({ image: "b", tag: "v1.0.1" });
});
