import { groupIsVisible } from "./visibleGroup.ts";
import { isPropagated } from "../../provider/propagation.ts";
import { hasGroup } from "../../world.ts";
import type { GoogleCloud } from "../cloud.ts";
import { serviceAccountName } from "../names.ts";
import { findProject } from "../projects.ts";

/**
 * What a policy is attached to. Only projects refuse public members (setIamPolicy, "Project does not support
 * allUsers").
 */
export type PolicyHolder =
  "project" | "bucket" | "repository" | "service" | "dataset" | "serviceAccount" | "secret";

/**
 * The real plugin's error at Check; undefined when it lets the member pass.
 * Source: terraform-provider-google, google/tpgiamresource, validateIAMMember; gcp-provider.md.
 */
export function memberCheckFault(member: string): string | undefined {
  if (member.startsWith("deleted:")) {
    return `invalid value for members (Terraform does not support IAM members for deleted principals): ${member}`;
  }
  if (!/(.+:.+|allUsers|allAuthenticatedUsers)/.test(member)) {
    const page = "https://cloud.google.com/billing/docs/reference/rest/v1/Policy#Binding";
    return `invalid value for members (IAM members must have one of the values outlined here: ${page}): "${member}"`;
  }
  return undefined;
}

/** IAM's error for this member; undefined when it would accept it. */
export function memberFault(cloud: GoogleCloud, member: string, holder: PolicyHolder): string | undefined {
  if (member === "allUsers" || member === "allAuthenticatedUsers") {
    return holder === "project" ? `Projects do not support the member ${member}.` : undefined;
  }
  const colon = member.indexOf(":");
  const [type, value] = [member.slice(0, colon), member.slice(colon + 1)];
  if (value !== value.trim() || /\s/.test(value))
    return `Invalid member "${member}": it contains white space.`;
  switch (type) {
    case "group":
      return groupExists(cloud, value) ? undefined : `Group ${value} does not exist.`;
    case "serviceAccount":
      return serviceAccountFault(cloud, value);
    case "domain":
      return cloud.world.domains.includes(value.toLowerCase())
        ? undefined
        : `Domain ${value} does not exist.`;
    case "user":
      // No individual users (architecture, "Access"): none exists in this world.
      return `User ${value} does not exist.`;
    case "projectOwner":
    case "projectEditor":
    case "projectViewer":
      if (holder === "project")
        return `Invalid member ${member}: convenience values are not allowed on projects.`;
      return findProject(cloud, value) === undefined ? `Project ${value} does not exist.` : undefined;
    case "principal":
    case "principalSet":
      return `localcloud does not model workload identity pools: ${member}`;
    default:
      return `The member ${member} is of an unknown type. Please set a valid type prefix for the member.`;
  }
}

function groupExists(cloud: GoogleCloud, email: string): boolean {
  // The store takes precedence: a group just created here counts as new even if the world has it too.
  return groupIsVisible(cloud.store, email) ?? hasGroup(cloud.world, email);
}

function serviceAccountFault(cloud: GoogleCloud, email: string): string | undefined {
  const address = email.toLowerCase();
  const pool = /^([^@[\]]+\.svc\.id\.goog)\[[^/\]]+\/[^/\]]+\]$/.exec(address)?.[1];
  if (pool !== undefined) {
    return cloud.world.workloadIdentityPools.includes(pool)
      ? undefined
      : `Identity Pool does not exist (${pool}).`;
  }
  if (cloud.world.serviceAccounts.includes(address) || isMade(cloud, address) || isAgent(cloud, address))
    return undefined;
  return `Service account ${email} does not exist.`;
}

function isMade(cloud: GoogleCloud, address: string): boolean {
  const project = /^[^@]+@([^.@]+)\.iam\.gserviceaccount\.com$/.exec(address)?.[1];
  const account = project === undefined ? undefined : cloud.store.read(serviceAccountName(project, address));
  return account !== undefined && isPropagated(account.createTime, "LOCALCLOUD_ACCOUNT_DELAY");
}

/**
 * Whether Google creates this account for a project: a default account (`<number>@…`, `<number>-compute@…`) or a
 * service agent (`service-<number>@…`). They exist as soon as the project does; which API creates which is not modeled.
 */
function isAgent(cloud: GoogleCloud, address: string): boolean {
  const number = /^(?:service-)?(\d+)(?:-compute)?@[a-z0-9.-]+\.gserviceaccount\.com$/.exec(address)?.[1];
  return number !== undefined && findProject(cloud, number) !== undefined;
}
