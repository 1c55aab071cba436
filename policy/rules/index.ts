import type { Rule } from "../rule.ts";
import { basicRoles } from "./basic-roles.ts";
import { buildAccounts } from "./build-accounts.ts";
import { defaultAccounts } from "./default-accounts.ts";
import { emptying } from "./emptying.ts";
import { githubOrganisations } from "./github-organisations.ts";
import { groupOwners } from "./group-owners.ts";
import { groupSettings } from "./group-settings.ts";
import { imageDigests } from "./image-digests.ts";
import { impersonation } from "./impersonation.ts";
import { labels } from "./labels.ts";
import { liens } from "./liens.ts";
import { longLivedKeys } from "./long-lived-keys.ts";
import { mirrorAccess } from "./mirror-access.ts";
import { names } from "./names.ts";
import { oneMachineWriter } from "./one-machine-writer.ts";
import { oneWayOfGranting } from "./one-way-of-granting.ts";
import { ownProject } from "./own-project.ts";
import { principalKinds } from "./principal-kinds.ts";
import { protection } from "./protection.ts";
import { publicAccess } from "./public-access.ts";
import { readOnly } from "./read-only.ts";
import { refusedServices } from "./refused-services.ts";
import { retention } from "./retention.ts";
import { transport } from "./transport.ts";
import { uniformBucketAccess } from "./uniform-bucket-access.ts";
import { viewerForGroups } from "./viewer-for-groups.ts";
import { wholePolicy } from "./whole-policy.ts";
import { workloadIdentity } from "./workload-identity.ts";

/** All rules; each is in the file of the same name. */
export const rules: readonly Rule[] = [
  basicRoles,
  buildAccounts,
  defaultAccounts,
  emptying,
  githubOrganisations,
  groupOwners,
  groupSettings,
  imageDigests,
  impersonation,
  labels,
  liens,
  longLivedKeys,
  mirrorAccess,
  names,
  oneMachineWriter,
  oneWayOfGranting,
  ownProject,
  principalKinds,
  protection,
  publicAccess,
  readOnly,
  refusedServices,
  retention,
  transport,
  uniformBucketAccess,
  viewerForGroups,
  wholePolicy,
  workloadIdentity,
];
