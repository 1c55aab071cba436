import { groupDomain } from "../../../inventory/projects/naming.ts";

/**
 * Describes a path in words, such as `through k8s-infra-release-editors` and `acting as x@p.iam.gserviceaccount.com`.
 */
export function wayWords(way: readonly string[]): string[] {
  const words: string[] = [];
  let groups: string[] = [];
  const endGroups = () => {
    if (groups.length > 0) words.push(`through ${groups.join(" → ")}`);
    groups = [];
  };
  for (const step of way) {
    if (!isServiceAccount(step)) groups.push(withoutDomain(step));
    else {
      endGroups();
      words.push(`acting as ${step}`);
    }
  }
  endGroups();
  return words;
}

function isServiceAccount(address: string): boolean {
  return address.endsWith(".gserviceaccount.com");
}

/** A group of the project without its domain; any other address as it is. */
export function withoutDomain(email: string): string {
  return email.endsWith(groupDomain) ? email.slice(0, -groupDomain.length) : email;
}
