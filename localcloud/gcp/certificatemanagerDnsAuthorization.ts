import { createHash } from "node:crypto";
import { string } from "../provider/shapes.ts";
import { certificateType, certificateUsers, locationField } from "./certificatemanager.ts";
import { nameField } from "./compute.ts";
import { namedType } from "./namedType.ts";

/** gcp.certificatemanager.DnsAuthorization. Its record looks like Google's. */
export const certificatemanagerDnsAuthorization = namedType({
  ...certificateType,
  token: "gcp:certificatemanager/dnsAuthorization:DnsAuthorization",
  name: "projects/{project}/locations/{location}/dnsAuthorizations/{name}",
  fields: {
    name: nameField,
    location: locationField,
    description: string(),
    domain: string("required", "replaces"),
    type: string("replaces", "computed", { oneOf: ["FIXED_RECORD", "PER_PROJECT_RECORD"] }),
  },
  computed: ["dnsResourceRecords"],
  defaults: () => ({ type: "FIXED_RECORD" }),

  /** https://cloud.google.com/certificate-manager/docs/reference/certificate-manager/rest/v1/projects.locations.dnsAuthorizations */
  fault: ({ domain }) =>
    /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(String(domain))
      ? undefined
      : `The domain '${String(domain)}' is invalid: a domain name without wildcard and trailing dot is required`,

  outputs({ domain }, path) {
    const data = `${createHash("sha256").update(path).digest("hex").slice(0, 32)}.0.authorize.certificatemanager.goog.`;
    return { dnsResourceRecords: [{ name: `_acme-challenge.${String(domain)}.`, type: "CNAME", data }] };
  },

  users: certificateUsers,
});
