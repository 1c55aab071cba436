import { isWholePolicy } from "../grants.ts";
import type { ResourceRule } from "../rule.ts";

const ACCESS_LISTS =
  /^gcp:storage\/(bucketACL|objectACL|defaultObjectACL|bucketAccessControl|objectAccessControl|defaultObjectAccessControl):/;

export const wholePolicy: ResourceRule = {
  name: "whole-policy",
  description: "No resource replaces all access to something at once, and none uses access lists.",
  severity: "critical",
  remediation: "Bind the roles one by one: a whole policy also removes what Google's own agents hold.",
  url: "https://www.pulumi.com/registry/packages/gcp/api-docs/projects/iampolicy/",
  appliesTo: (type) => isWholePolicy(type) || ACCESS_LISTS.test(type),
  check: ({ type }) =>
    isWholePolicy(type)
      ? ["sets the whole policy of a resource, and removes every grant that it does not name"]
      : ["is an access list, which uniform bucket-level access does without"],
};
