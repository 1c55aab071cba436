import { grantOf, isIam, type Grant } from "../grants.ts";
import type { Finding, StackRule } from "../rule.ts";

export const oneWayOfGranting: StackRule = {
  name: "one-way-of-granting",
  description: "A role on a resource is granted by one binding or by single members, never by both.",
  severity: "high",
  remediation: "Put all members into the one binding, or make every one of them an additive member.",
  url: "https://www.pulumi.com/registry/packages/gcp/api-docs/projects/iambinding/",
  appliesTo: isIam,
  checkStack: (resources) => {
    const byRole = new Map<string, { urn: string; grant: Grant }[]>();
    for (const resource of resources) {
      const grant = grantOf(resource);
      if (grant === undefined) continue;
      // To IAM, grants with different conditions are different bindings.
      const key = `${grant.target} ${grant.role} ${JSON.stringify(resource.props.condition ?? null)}`;
      byRole.set(key, [...(byRole.get(key) ?? []), { urn: resource.urn, grant }]);
    }
    return [...byRole.values()].flatMap((grants): Finding[] => {
      const bindings = grants.filter(({ grant }) => grant.authoritative);
      const [first] = bindings;
      if (first === undefined || grants.length === 1) return [];
      const { role } = first.grant;
      const message =
        bindings.length > 1
          ? `is one of ${bindings.length} bindings of ${role} on the same resource, which undo each other`
          : `binds ${role}, which is also granted to single members; the binding takes it from them`;
      return bindings.map(({ urn }) => ({ urn, message }));
    });
  },
};
