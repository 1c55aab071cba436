import type { CertificateArgs } from "@pulumi/gcp/certificatemanager/certificate.js";
import type { CertificateMapArgs } from "@pulumi/gcp/certificatemanager/certificateMap.js";
import type { CertificateMapEntryArgs } from "@pulumi/gcp/certificatemanager/certificateMapEntry.js";
import type { DnsAuthorizationArgs } from "@pulumi/gcp/certificatemanager/dnsAuthorization.js";
import type { ProxyStack } from "../../inventory/registry/types.ts";
import type { Described, Known } from "../described.ts";

/** A certificate for the load balancer that Google renews, authorized by a DNS record. */
export interface CertificateDescription {
  /** Outputs the DNS record that proves ownership of the domain; somebody adds it before the certificate is issued. */
  readonly authorization: Described<Known<DnsAuthorizationArgs>>;
  readonly certificate: Described<Known<CertificateArgs>>;
  readonly map: Described<Known<CertificateMapArgs>>;
  readonly entry: Described<Known<CertificateMapEntryArgs>>;
  /** The name of the map in the form that a target proxy requires. */
  readonly mapLink: string;
}

/**
 * A date, the suffix of the certificate's name. Certificates are immutable: a new one gets a new name, and the map
 * entry is switched over.
 */
const GENERATION = "20230508";

/** Describes the certificate of a domain; names and values are from facts/upstream.md §4.2. */
export function describeCertificate({ project, domain }: ProxyStack): CertificateDescription {
  const id = domain.replaceAll(".", "-");
  const inProject = `projects/${project}/locations/global`;
  const common = { project, deletionPolicy: "PREVENT" };
  const [authorization, certificate] = [`${id}-dnsauth`, `${id}-${GENERATION}`];
  return {
    authorization: {
      name: `${project}/${authorization}`,
      args: { ...common, name: authorization, description: "The default dns auth", domain },
    },
    certificate: {
      name: `${project}/${certificate}`,
      args: {
        ...common,
        name: certificate,
        managed: {
          domains: [domain],
          dnsAuthorizations: [`${inProject}/dnsAuthorizations/${authorization}`],
        },
      },
    },
    map: { name: `${project}/${id}`, args: { ...common, name: id } },
    entry: {
      name: `${project}/${id}-default`,
      args: {
        ...common,
        name: `${id}-default`,
        map: id,
        // Serve this certificate for every server name.
        matcher: "PRIMARY",
        certificates: [`${inProject}/certificates/${certificate}`],
      },
    },
    mapLink: `//certificatemanager.googleapis.com/${inProject}/certificateMaps/${id}`,
  };
}
