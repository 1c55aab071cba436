import { UNKNOWN, at, text, type PolicyResource } from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
/** What everybody may do on a mirror (facts/upstream.md §5.1). */
const READING = ["s3:GetObject", "s3:ListBucket"];

interface Statement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Condition?: unknown;
}

export const mirrorAccess: ResourceRule = {
  name: "mirror-access",
  description: "The public can only read a mirror, over TLS, and versions are kept.",
  severity: "critical",
  remediation:
    "Allow everybody s3:GetObject and s3:ListBucket only, deny requests with aws:SecureTransport false, keep " +
    "versioning enabled and ownership at BucketOwnerEnforced.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
  appliesTo: ofTypes(POLICY, VERSIONING, OWNERSHIP),
  check: (resource) => {
    switch (resource.type) {
      case POLICY:
        return ofPolicy(resource);
      case VERSIONING: {
        const status = text(resource, "versioningConfiguration", "status");
        return status === undefined || status === "Enabled" ? [] : [`has versioning ${status}, not Enabled`];
      }
      default: {
        const ownership = text(resource, "rule", "objectOwnership");
        return ownership === undefined || ownership === "BucketOwnerEnforced"
          ? []
          : [`has objectOwnership ${ownership}, not BucketOwnerEnforced`];
      }
    }
  },
};

function ofPolicy(resource: PolicyResource): string[] {
  const { policy } = resource.props;
  // The policy refers to outputs of buckets, and is known only once these exist.
  if (policy === UNKNOWN || policy === undefined) return [];
  const statements = statementsOf(policy);
  if (statements === undefined) return ["has a policy that is not valid JSON"];
  const open = statements
    .filter((statement) => statement.Effect === "Allow" && isEverybody(statement.Principal))
    .flatMap(({ Action }) => (Array.isArray(Action) ? (Action as unknown[]) : [Action]))
    .filter((action) => !READING.includes(String(action)))
    .map((action) => `allows everybody ${String(action)}`);
  return statements.some(deniesPlainHttp) ? open : [...open, "does not deny requests without TLS"];
}

function statementsOf(policy: unknown): readonly Statement[] | undefined {
  let document = policy;
  if (typeof policy === "string") {
    try {
      document = JSON.parse(policy) as unknown;
    } catch {
      return undefined;
    }
  }
  const found = at(document, ["Statement"]);
  return (Array.isArray(found) ? found : [found]) as Statement[];
}

function isEverybody(principal: unknown): boolean {
  const named = at(principal, ["AWS"]);
  return principal === "*" || named === "*" || (Array.isArray(named) && named.includes("*"));
}

function deniesPlainHttp({ Effect, Principal, Condition }: Statement): boolean {
  const secure = at(Condition, ["Bool", "aws:SecureTransport"]);
  return Effect === "Deny" && isEverybody(Principal) && String(secure) === "false";
}
