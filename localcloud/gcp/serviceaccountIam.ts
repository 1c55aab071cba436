import { string } from "../provider/shapes.ts";
import { isUnknown } from "../provider/unknown.ts";
import { notFound } from "./apiError.ts";
import { iamTypes } from "./iam/iamTypes.ts";
import type { IamTarget } from "./iam/target.ts";
import { serviceAccountName } from "./names.ts";

/** gcp-provider.md, row serviceaccount.IAMBinding: a bare e-mail address is rejected. */
const pattern = /^projects\/([^/]+)\/serviceAccounts\/([^/@]+@([^/@]+))$/;

const target: IamTarget = {
  holder: "serviceAccount",
  title: "service account",
  fields: { serviceAccountId: string("required", "replaces") },

  check({ serviceAccountId }) {
    if (isUnknown(serviceAccountId) || pattern.test(String(serviceAccountId))) return [];
    const reason = `"service_account_id" ("${String(serviceAccountId)}") doesn't match regexp "${pattern.source}"`;
    return [{ property: "serviceAccountId", reason }];
  },

  object(inputs) {
    const serviceAccountId = String(inputs.serviceAccountId);
    const [, project = "", email = "", domain = ""] = pattern.exec(serviceAccountId) ?? [];
    if (email === "") return undefined;
    // "-" stands for the project that the address belongs to.
    const owner = project === "-" ? (domain.split(".")[0] ?? "") : project;
    return {
      id: serviceAccountId,
      cloudName: serviceAccountName(owner, email),
      outputs: { serviceAccountId },
    };
  },

  parse: (id) => ({ serviceAccountId: id }),
  exists: (object, cloud) => cloud.store.read(object.cloudName) !== undefined,

  refuse(object, _members, cloud, action) {
    if (!target.exists(object, cloud)) throw notFound(action, `Unknown service account: ${object.id}`);
  },
};

export const serviceaccountIam = iamTypes("serviceaccount", "IAM", target);
