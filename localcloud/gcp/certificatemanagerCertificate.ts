import {
  certificateLinkFault,
  certificateResource,
  certificateType,
  certificateUsers,
  locationField,
} from "./certificatemanager.ts";
import { object, string, strings } from "../provider/shapes.ts";
import type { GoogleCloud } from "./cloud.ts";
import { nameField } from "./compute.ts";
import { namedType } from "./namedType.ts";

interface Managed {
  readonly domains?: readonly string[];
  readonly dnsAuthorizations?: readonly string[];
}

/** gcp.certificatemanager.Certificate, managed by Google and authorized by DNS. */
export const certificatemanagerCertificate = namedType({
  ...certificateType,
  token: "gcp:certificatemanager/certificate:Certificate",
  name: "projects/{project}/locations/{location}/certificates/{name}",
  fields: {
    name: nameField,
    location: locationField,
    description: string(),
    scope: string("replaces", {
      default: "DEFAULT",
      oneOf: ["DEFAULT", "EDGE_CACHE", "ALL_REGIONS", "CLIENT_AUTH"],
    }),
    managed: object("replaces", { domains: strings(), dnsAuthorizations: strings() }),
  },

  /** gcp-provider.md: exactly one of managed and self-managed. */
  check: ({ managed }) =>
    managed === undefined
      ? [{ property: "managed", reason: '"managed": one of `managed,self_managed` must be specified' }]
      : [],

  fault: ({ managed }, cloud) => managedFault(managed as Managed, cloud),
  users: certificateUsers,
});

/** https://cloud.google.com/certificate-manager/docs/domain-authorization: each domain needs its own authorization. */
function managedFault(
  { domains = [], dnsAuthorizations = [] }: Managed,
  cloud: GoogleCloud,
): string | undefined {
  if (domains.length === 0) return "A managed certificate needs at least one domain";
  const missing = dnsAuthorizations
    .map((link) => certificateLinkFault(cloud, "dnsAuthorizations", link))
    .find((fault) => fault !== undefined);
  if (missing !== undefined) return missing;
  const proven = dnsAuthorizations.map((link) => certificateResource(cloud, link)?.domain);
  const unproven = domains.find((domain) => !proven.includes(domain.replace(/^\*\./, "")));
  return unproven && `The domain '${unproven}' has no DNS authorization`;
}
