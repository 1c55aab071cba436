import { string, strings } from "../provider/shapes.ts";
import { CERTIFICATE_MANAGER, certificateLinkFault, certificateType } from "./certificatemanager.ts";
import { nameField } from "./compute.ts";
import { relativeLink } from "./links.ts";
import { namedType } from "./namedType.ts";

export const certificatemanagerCertificateMapEntry = namedType({
  ...certificateType,
  token: "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry",
  name: "projects/{project}/locations/global/certificateMaps/{map}/certificateMapEntries/{name}",
  fields: {
    name: nameField,
    map: string("required", "replaces"),
    description: string(),
    hostname: string("replaces"),
    matcher: string("replaces", { oneOf: ["PRIMARY"] }),
    certificates: strings("required", {
      same: (a, b) => (a as string[]).map(relativeLink).join() === (b as string[]).map(relativeLink).join(),
    }),
  },

  /** gcp-provider.md: exactly one of the two. */
  check({ hostname, matcher }) {
    if ((hostname === undefined) !== (matcher === undefined)) return [];
    return [
      { property: "hostname", reason: '"hostname": exactly one of `hostname,matcher` must be specified' },
    ];
  },

  fault({ certificates, matcher }, cloud, path) {
    const map = path.slice(0, path.indexOf("/certificateMapEntries/"));
    const links = certificates as readonly string[];
    if (links.length === 0) return "A certificate map entry needs at least one certificate";
    const others = cloud.store.list(`${CERTIFICATE_MANAGER}/${map}`);
    const primary = others.find(
      ({ cloudName, properties }) =>
        properties.matcher === "PRIMARY" && cloudName !== `${CERTIFICATE_MANAGER}/${path}`,
    );
    if (matcher === "PRIMARY" && primary)
      return `The map '${map}' has a PRIMARY entry already: ${primary.cloudName}`;
    return (
      certificateLinkFault(cloud, "certificateMaps", map) ??
      links
        .map((link) => certificateLinkFault(cloud, "certificates", link))
        .find((fault) => fault !== undefined)
    );
  },
});
