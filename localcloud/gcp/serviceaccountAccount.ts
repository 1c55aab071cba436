import { createHash } from "node:crypto";
import type { CheckFailure, ResourceType, Values } from "../provider/resourceType.ts";
import { boolean, string } from "../provider/shapes.ts";
import { isUnknown } from "../provider/unknown.ts";
import type { Properties } from "../store/objectFile.ts";
import { alreadyExists, badRequest, notFound } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";
import { serviceAccountName } from "./names.ts";
import { projectOf, requireService } from "./projects.ts";

/** gcp-provider.md, row serviceaccount.Account. */
const idPattern = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const longestDescription = 256;

/** https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts: "cannot exceed 100 UTF-8 bytes". */
const longestDisplayName = 100;

/** gcp.serviceaccount.Account: id and import id `projects/<project>/serviceAccounts/<e-mail>`. */
export const serviceaccountAccount: ResourceType<GoogleCloud> = {
  token: "gcp:serviceaccount/account:Account",
  fields: {
    accountId: string("required", "replaces"),
    project: string("replaces", "computed"),
    displayName: string(),
    description: string(),
    disabled: boolean({ default: false }),
    createIgnoreAlreadyExists: boolean("stateOnly"),
    deletionPolicy: string("stateOnly", { default: "DELETE" }),
  },
  computed: ["email", "member", "name", "uniqueId"],

  check(inputs) {
    const { accountId, description } = inputs;
    const failures: CheckFailure[] = [];
    if (typeof accountId === "string" && !isUnknown(accountId) && !isAccountId(accountId)) {
      const reason = `"account_id" ("${accountId}") must be 6 to 30 characters and match regexp "${idPattern.source}"`;
      failures.push({ property: "accountId", reason });
    }
    if (typeof description === "string" && description.length > longestDescription) {
      const reason = `expected length of description to be in the range (0 - ${longestDescription}), got ${description}`;
      failures.push({ property: "description", reason });
    }
    return failures;
  },

  create(inputs, cloud) {
    const project = projectOf(inputs, cloud);
    const accountId = String(inputs.accountId);
    const email = `${accountId}@${project}.iam.gserviceaccount.com`;
    const name = `projects/${project}/serviceAccounts/${email}`;
    const action = `creating service account ${name}`;
    requireService(cloud, project, "iam.googleapis.com", action);
    refuse(inputs, action);
    const properties = {
      accountId,
      project,
      email,
      uniqueId: uniqueId(email),
      createTime: new Date().toISOString(),
      ...texts(inputs),
      disabled: false,
    };
    const stored = serviceAccountName(project, email);
    const found = inputs.createIgnoreAlreadyExists === true ? cloud.store.read(stored) : undefined;
    if (found !== undefined) return { id: name, outputs: outputs(found) };
    cloud.store.create(stored, properties, () =>
      alreadyExists(
        action,
        `Service account ${accountId} already exists within project projects/${project}.`,
      ),
    );
    return { id: name, outputs: outputs(properties) };
  },

  read(id, _state, cloud) {
    const [email = "", , project = ""] = id.split("/").reverse();
    const found = email && project ? cloud.store.read(serviceAccountName(project, email)) : undefined;
    return found && { id: outputs(found).name as string, outputs: outputs(found) };
  },

  update(id, state, inputs, cloud) {
    const action = `updating service account ${id}`;
    refuse(inputs, action);
    const changed = cloud.store.modify(
      serviceAccountName(String(state.project), String(state.email)),
      (current) => {
        if (current === undefined) throw notFound(action, `Unknown service account: ${id}`);
        const { accountId, project, email, uniqueId: unique, createTime } = current;
        return {
          accountId,
          project,
          email,
          uniqueId: unique,
          createTime,
          ...texts(inputs),
          disabled: inputs.disabled ?? false,
        };
      },
    );
    return outputs(changed);
  },

  delete(_id, state, cloud) {
    const name = serviceAccountName(String(state.project), String(state.email));
    cloud.store.remove(name);
  },
};

/** Whether the real plugin accepts this account id. */
export function isAccountId(text: string): boolean {
  return text.length >= 6 && text.length <= 30 && idPattern.test(text);
}

function refuse(inputs: Values, action: string): void {
  if (Buffer.byteLength(String(inputs.displayName ?? "")) > longestDisplayName) {
    throw badRequest(action, `The display name must have at most ${longestDisplayName} bytes.`);
  }
}

function texts(inputs: Values): Properties {
  return Object.fromEntries(
    Object.entries({ displayName: inputs.displayName, description: inputs.description }).filter(
      ([, value]) => value,
    ),
  );
}

/** 21 digits, always the same for an address. */
function uniqueId(email: string): string {
  const digest = createHash("sha256").update(email).digest();
  return `1${BigInt.asUintN(64, digest.readBigUInt64BE()).toString().padStart(20, "0")}`;
}

function outputs(stored: Properties): Values {
  const { project, email } = stored;
  return {
    ...stored,
    // The API does not return it.
    createTime: undefined,
    name: `projects/${String(project)}/serviceAccounts/${String(email)}`,
    member: `serviceAccount:${String(email)}`,
  };
}
