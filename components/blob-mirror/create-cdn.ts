import type * as pulumi from "@pulumi/pulumi";
import { Certificate } from "@pulumi/aws/acm/certificate.js";
import { CachePolicy } from "@pulumi/aws/cloudfront/cachePolicy.js";
import { Distribution } from "@pulumi/aws/cloudfront/distribution.js";
import { Function as EdgeFunction } from "@pulumi/aws/cloudfront/function.js";
import type { CdnDescription } from "./cdn.ts";

/** A DNS record that proves ownership of a domain to AWS. */
export interface ValidationRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** Creates the CDN. All resources get `opts`; the distribution depends on its `origins`. */
export function createCdn(
  { certificate, viewerRequest, cachePolicy, distribution }: CdnDescription,
  opts: pulumi.CustomResourceOptions,
  origins: readonly pulumi.Resource[],
): { readonly domainName: pulumi.Output<string>; readonly validation: pulumi.Output<ValidationRecord[]> } {
  const requested = new Certificate(certificate.name, certificate.args, opts);
  const edge = new EdgeFunction(viewerRequest.name, viewerRequest.args, opts);
  const caching = new CachePolicy(cachePolicy.name, cachePolicy.args, opts);
  const { defaultCacheBehavior, ...args } = distribution.args;
  const { domainName } = new Distribution(
    distribution.name,
    {
      ...args,
      defaultCacheBehavior: {
        ...defaultCacheBehavior,
        cachePolicyId: caching.id,
        functionAssociations: [{ eventType: "viewer-request", functionArn: edge.arn }],
      },
    },
    { ...opts, protect: true, dependsOn: [...origins] },
  );
  const validation = requested.domainValidationOptions.apply((options) =>
    options.map(({ resourceRecordName, resourceRecordType, resourceRecordValue }) => ({
      name: resourceRecordName,
      type: resourceRecordType,
      value: resourceRecordValue,
    })),
  );
  return { domainName, validation };
}
