import { expect, test } from "vitest";
import type { Values } from "../../../localcloud/provider/resourceType.ts";
import { messageOf } from "../sandbox.ts";
import { Sandbox, account } from "./sandbox.ts";

const code = "function handler(event) { return event.request; }";
const caching = {
  name: "layers",
  minTtl: 1,
  defaultTtl: 2,
  maxTtl: 3,
  parametersInCacheKeyAndForwardedToOrigin: {
    cookiesConfig: { cookieBehavior: "none" },
    headersConfig: { headerBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "none" },
  },
};

/** The inputs of a distribution with an existing cache policy. */
function ready(): { sandbox: Sandbox; inputs: Values & { defaultCacheBehavior: Values } } {
  const sandbox = new Sandbox();
  const { id: cachePolicyId } = sandbox.create("cachePolicy", caching);
  return {
    sandbox,
    inputs: {
      enabled: true,
      origins: [
        { originId: "a", domainName: "a.s3.us-east-2.amazonaws.com" },
        { originId: "b", domainName: "b.s3.us-west-2.amazonaws.com" },
      ],
      originGroups: [
        {
          originId: "both",
          failoverCriteria: { statusCodes: [503] },
          members: [{ originId: "a" }, { originId: "b" }],
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: "both",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId,
      },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
    },
  };
}

test("a distribution without an alias is created, and the same inputs show no diff", () => {
  const { sandbox, inputs } = ready();
  const { id, outputs } = sandbox.create("distribution", inputs);
  expect(id).toMatch(/^E[A-Z0-9]{13}$/);
  expect(outputs.domainName).toMatch(/^d[a-z0-9]{13}\.cloudfront\.net$/);
  expect(sandbox.changes("distribution", outputs, inputs)).toEqual([]);
});

test.each<[string, string, (inputs: ReturnType<typeof ready>["inputs"]) => Values]>([
  [
    "an origin that is not there",
    "NoSuchOrigin: One or more of your origins or origin groups do not exist: c",
    (inputs) => ({ defaultCacheBehavior: { ...inputs.defaultCacheBehavior, targetOriginId: "c" } }),
  ],
  [
    "a cache policy that is not there",
    "NoSuchCachePolicy",
    (inputs) => ({ defaultCacheBehavior: { ...inputs.defaultCacheBehavior, cachePolicyId: "x" } }),
  ],
  [
    "a function that is not there",
    "InvalidFunctionAssociation: The function arn:aws:cloudfront::513428760722:function/f does not exist or is not published.",
    (inputs) => ({
      defaultCacheBehavior: {
        ...inputs.defaultCacheBehavior,
        functionAssociations: [
          { eventType: "viewer-request", functionArn: `arn:aws:cloudfront::${account}:function/f` },
        ],
      },
    }),
  ],
  [
    "an alias without a certificate",
    "InvalidViewerCertificate: To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate",
    () => ({ aliases: ["cdn.example.com"] }),
  ],
  [
    "a certificate of another region",
    "InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region",
    () => ({ viewerCertificate: { acmCertificateArn: `arn:aws:acm:eu-west-1:${account}:certificate/x` } }),
  ],
])("a distribution with %s is refused", (_, message, change) => {
  const { sandbox, inputs } = ready();
  expect(messageOf(() => sandbox.create("distribution", { ...inputs, ...change(inputs) }))).toContain(
    message,
  );
});

test("a distribution cannot use an unpublished function, and a function in use cannot be deleted", () => {
  const { sandbox, inputs } = ready();
  const draft = { name: "f", runtime: "cloudfront-js-2.0", code, publish: false };
  const edge = sandbox.create("function", draft);
  const functionAssociations = [{ eventType: "viewer-request", functionArn: edge.outputs.arn }];
  const withFunction = {
    ...inputs,
    defaultCacheBehavior: { ...inputs.defaultCacheBehavior, functionAssociations },
  };
  expect(messageOf(() => sandbox.create("distribution", withFunction))).toContain("is not published");
  sandbox.update("function", edge, { ...draft, publish: true });
  sandbox.create("distribution", withFunction);
  expect(
    messageOf(() => sandbox.provider.delete("aws:cloudfront/function:Function", "f", edge.outputs)),
  ).toContain("FunctionInUse");
});

test("a function larger than 10 KB or with an unknown runtime is rejected", () => {
  const sandbox = new Sandbox();
  const big = { name: "f", runtime: "cloudfront-js-2.0", code: "x".repeat(10 * 1024 + 1) };
  expect(messageOf(() => sandbox.create("function", big))).toContain(
    "FunctionSizeLimitExceeded: The function exceeds the maximum size of 10 KB.",
  );
  expect(sandbox.failures("function", { name: "f", runtime: "nodejs20", code })).toHaveLength(1);
});

test("an alias needs an issued certificate that covers it, and can belong to only one distribution", () => {
  const { sandbox, inputs } = ready();
  const { id: arn, outputs } = sandbox.create("certificate", {
    domainName: "cdn.example.com",
    validationMethod: "DNS",
    region: "us-east-1",
  });
  const [option] = outputs.domainValidationOptions as Values[];
  expect(option?.resourceRecordName).toMatch(/^_[0-9a-f]{32}\.cdn\.example\.com\.$/);
  expect([option?.resourceRecordType, outputs.status]).toEqual(["CNAME", "PENDING_VALIDATION"]);
  const aliased = {
    ...inputs,
    aliases: ["cdn.example.com"],
    viewerCertificate: { acmCertificateArn: arn, sslSupportMethod: "sni-only" },
  };
  const create = (extra: Values = {}) => sandbox.create("distribution", { ...aliased, ...extra });
  expect(messageOf(create)).toContain(
    "InvalidViewerCertificate: The specified SSL certificate doesn't exist or is not issued",
  );
  const object = `acm.amazonaws.com/${account}/us-east-1/certificates/${arn.split("/")[1] ?? ""}`;
  sandbox.store.modify(object, (certificate) => ({ ...certificate, status: "ISSUED" }));
  const made = create();
  expect(sandbox.update("distribution", made, { ...aliased, comment: "x" }).comment).toBe("x");
  expect(messageOf(() => create({ comment: "another" }))).toContain("StatusCode: 409, CNAMEAlreadyExists");
  expect(messageOf(() => create({ aliases: ["other.example.com"] }))).toContain("other.example.com");
});

test("a cache policy whose TTLs are out of order is rejected", () => {
  expect(messageOf(() => new Sandbox().create("cachePolicy", { ...caching, maxTtl: 0 }))).toContain(
    "InvalidArgument: The parameter MinTTL must not be above DefaultTTL, nor that above MaxTTL.",
  );
});
