import { counted } from "../../../terminal/wording.ts";
import type { RegionRoutes } from "./routes.ts";

/** Formats `infra explain proxy` for people. */
export function routesText(stack: string, routes: readonly RegionRoutes[]): string {
  const [first] = routes;
  if (first === undefined) return `${stack}: no region of a proxy serves.`;
  return [
    `${stack}: ${counted(routes.length, "region")} of the proxy serve. The load balancer chooses the nearest to the client.`,
    "",
    "A manifest or tag comes from the upstream of the region that serves the request. A signature or attestation",
    `comes from ${first.signatures}.`,
    "",
    "A blob comes",
    "  for a client in Google Cloud: from the upstream of the region that serves",
    "  for a client in AWS: from the mirror of its own region, in the second list",
    "  for any other client: from the mirror of the region that serves, in the first list",
    "and from the upstream where that mirror does not have it. All addresses start with https://.",
    "",
    ...table(
      ["serving region", "upstream", "mirror of any other client"],
      routes.map(({ region, blobs: { other } }) => [region, host(other.upstream), host(other.mirror)]),
    ),
    "",
    ...table(
      ["client in AWS", "mirror"],
      Object.entries(first.blobs.aws)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([client, { mirror }]) => [client, host(mirror)]),
    ),
  ].join("\n");
}

/** Drops the scheme, which all addresses share. */
function host(address = ""): string {
  return address.replace(/^https:\/\//, "");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
