import type { PromotedImage } from "../promotion/types.ts";

/** A version of three numbers, optionally with a pre-release: https://semver.org, with the usual `v`. */
const version = /^v?(\d+)\.(\d+)\.(\d+)(?:-([\dA-Za-z.-]+))?$/;

/**
 * The image and tag of the highest version; undefined if no tag is a version. Of equal versions, the first image's in
 * alphabetical order.
 */
export function newestTag(images: readonly PromotedImage[]): { image: string; tag: string } | undefined {
  let newest: Version | undefined;
  for (const { name, digests } of images) {
    for (const tag of digests.flatMap(({ tags }) => tags)) {
      const parts = version.exec(tag);
      const found = parts && { image: name, tag, parts };
      if (found && (newest === undefined || precedes(newest, found))) newest = found;
    }
  }
  return newest && { image: newest.image, tag: newest.tag };
}

interface Version {
  readonly image: string;
  readonly tag: string;
  readonly parts: RegExpExecArray;
}

function precedes(a: Version, b: Version): boolean {
  const order = comparedVersions(a.parts, b.parts) || compared(b.image, a.image) || compared(b.tag, a.tag);
  return order < 0;
}

/** Precedence as in https://semver.org/#spec-item-11: a release is higher than its pre-releases. */
function comparedVersions(a: RegExpExecArray, b: RegExpExecArray): number {
  const numbers = [1, 2, 3].map((part) => comparedNumbers(a[part]!, b[part]!));
  const [before, after] = [a[4], b[4]];
  const released = Number(before === undefined) - Number(after === undefined);
  return numbers.find((difference) => difference !== 0) ?? (released || comparedPreReleases(before, after));
}

function comparedPreReleases(a = "", b = ""): number {
  const [first, second] = [a.split("."), b.split(".")];
  const parts = first.map((part, index) => comparedIdentifiers(part, second[index]));
  return parts.find((difference) => difference !== 0) ?? first.length - second.length;
}

/** Numbers are lower than words; a list of identifiers that ends earlier is lower. */
function comparedIdentifiers(a: string, b: string | undefined): number {
  if (b === undefined) return 1;
  const numbers = [a, b].map((part) => /^\d+$/.test(part));
  if (numbers[0] && numbers[1]) return comparedNumbers(a, b);
  return Number(numbers[1]) - Number(numbers[0]) || compared(a, b);
}

/** Tags have up to 128 characters, and so may a number. */
function comparedNumbers(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
