import type { CertificateArgs } from "@pulumi/gcp/certificatemanager/certificate.js";
import type { CertificateMapArgs } from "@pulumi/gcp/certificatemanager/certificateMap.js";
import type { CertificateMapEntryArgs } from "@pulumi/gcp/certificatemanager/certificateMapEntry.js";
import type { DnsAuthorizationArgs } from "@pulumi/gcp/certificatemanager/dnsAuthorization.js";
import type { ProxyStack } from "../../inventory/registry/types.ts";
import type { Described, Known } from "../described.ts";

/** What gives the load balancer a certificate that Google renews, proven by a DNS record. */
export interface CertificateDescription {
  /** Tells which record proves that the domain is ours; somebody adds it to the zone before the certificate is issued. */
  readonly authorization: Described<Known<DnsAuthorizationArgs>>;
  readonly certificate: Described<Known<CertificateArgs>>;
  readonly map: Described<Known<CertificateMapArgs>>;
  readonly entry: Described<Known<CertificateMapEntryArgs>>;
  /** The map as a target proxy wants it named. */
  readonly mapLink: string;
}

/**
 * What the certificate's name ends with, a date. A certificate cannot be changed: another one gets another name, and
 * the map's entry is what moves.
 */
const GENERATION = "20230508";

/** Says what the certificate of a domain is made of: names and values of facts/upstream.md §4.2. */
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
        // Whatever name a client asks for, this is the certificate it gets.
        matcher: "PRIMARY",
        certificates: [`${inProject}/certificates/${certificate}`],
      },
    },
    mapLink: `//certificatemanager.googleapis.com/${inProject}/certificateMaps/${id}`,
  };
}
