import { shortDigest } from "../../../../inventory/promotion/names.ts";
import { repositoryAt } from "../../../clients/oci/address.ts";
import type { Place, Status } from "./answer.ts";
import type { MirrorState } from "./mirrors.ts";

/** Formats the answer of `infra promote status` for a terminal. */
export function statusText({ image, digest, tags, places, mirrors }: Status): string {
  const width = Math.max(...places.map((place) => nameOf(place).length));
  const there = places.filter(({ kind, state }) => kind === "production" && state === "present").length;
  const production = places.filter(({ kind }) => kind === "production").length;
  const whole = mirrors.filter(({ found, total }) => found === total).length;
  const sums = [
    `In ${there} of ${production} locations`,
    ...(mirrors.length === 0 ? [] : [`all layers in ${whole} of ${mirrors.length} mirrors`]),
  ];
  return [
    `${image}${tags.length === 0 ? "" : `:${tags.join(",")}`}`,
    digest,
    "",
    ...places.map((place) => `${nameOf(place).padEnd(width)}  ${placeWords(place)}`),
    ...(mirrors.length === 0 ? [] : ["mirrors in AWS"]),
    ...mirrors.map((mirror) => `${`  ${mirror.region}`.padEnd(width)}  ${mirrorWords(mirror)}`),
    "",
    `${sums.join(", ")}.`,
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function nameOf({ kind, address }: Place): string {
  if (kind !== "production") return address;
  return `  ${repositoryAt(address).host.replace(/-docker\.pkg\.dev$/, "")}`;
}

function placeWords({ state, found, problem, address }: Place): string {
  switch (state) {
    case "present":
      return "there";
    case "missing":
      return "missing";
    case "other":
      return `another digest: ${shortDigest(found ?? "")}`;
    case "unknown":
      return `not known: ${(problem ?? "").replace(`${repositoryAt(address).host} `, "")}`;
  }
}

function mirrorWords({ url, found, total, problem }: MirrorState): string {
  if (found === undefined) return `not known: ${(problem ?? "").replace(`${new URL(url).host} `, "")}`;
  return found === total ? "there" : `${found} of ${total} layers`;
}
