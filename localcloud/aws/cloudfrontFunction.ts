import type { ResourceType, Values } from "../provider/resourceType.ts";
import { boolean, string } from "../provider/shapes.ts";
import type { Properties } from "../store/objectFile.ts";
import { AwsError, callOf, type Call } from "./apiError.ts";
import type { AwsCloud } from "./cloud.ts";
import { cloudfrontObjects, madeUp } from "./names.ts";

/** "Maximum size of function: 10 KB": https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const largestCode = 10 * 1024;

/** aws.cloudfront.Function: the id and import id are the name. The code is not run. */
export const cloudfrontFunction: ResourceType<AwsCloud> = {
  token: "aws:cloudfront/function:Function",
  fields: {
    name: string("required", "replaces"),
    runtime: string("required", { oneOf: ["cloudfront-js-1.0", "cloudfront-js-2.0"] }),
    code: string("required"),
    comment: string(),
    publish: boolean("stateOnly", { default: true }),
  },
  autonamed: true,
  computed: ["arn", "etag", "liveStageEtag", "status"],

  create(inputs, cloud) {
    const name = String(inputs.name);
    const call = callOf("CloudFront", "CreateFunction", `creating CloudFront Function (${name})`);
    refuse(inputs, call);
    const properties = stored(inputs);
    cloud.store.create(
      functionObject(cloud, name),
      properties,
      () => new AwsError(call, 409, "FunctionAlreadyExists", "A function with the same name already exists."),
    );
    return { id: name, outputs: outputs(properties, cloud) };
  },

  read(id, _state, cloud) {
    const found = isName(id) ? cloud.store.read(functionObject(cloud, id)) : undefined;
    return found && { id, outputs: outputs(found, cloud) };
  },

  update(id, _state, inputs, cloud) {
    refuse(inputs, callOf("CloudFront", "UpdateFunction", `updating CloudFront Function (${id})`));
    const properties = cloud.store.modify(functionObject(cloud, id), (before) => stored(inputs, before));
    return outputs(properties, cloud);
  },

  delete(id, _state, cloud) {
    const call = callOf("CloudFront", "DeleteFunction", `deleting CloudFront Function (${id})`);
    const used = JSON.stringify(cloud.store.list(cloudfrontObjects(cloud.account, "distributions")));
    if (used.includes(`"${functionArn(cloud, id)}"`)) {
      throw new AwsError(call, 409, "FunctionInUse", "The function is in use by at least one distribution.");
    }
    cloud.store.remove(functionObject(cloud, id));
  },
};

/** Whether the function exists and was published; only then may a distribution use it. */
export function isLive(cloud: AwsCloud, arn: string): boolean {
  const name = arn.slice(functionArn(cloud, "").length);
  if (!isName(name) || arn !== functionArn(cloud, name)) return false;
  return cloud.store.read(functionObject(cloud, name))?.liveStageEtag !== undefined;
}

function isName(name: string): boolean {
  return /^[a-zA-Z0-9_-]{1,64}$/.test(name);
}

function functionObject({ account }: AwsCloud, name: string): string {
  return `${cloudfrontObjects(account, "functions")}/${name}`;
}

function functionArn({ account }: AwsCloud, name: string): string {
  return `arn:aws:cloudfront::${account}:function/${name}`;
}

function refuse(inputs: Values, call: Call): void {
  if (!isName(String(inputs.name))) {
    throw new AwsError(call, 400, "InvalidArgument", "The parameter Name must match [a-zA-Z0-9-_]{1,64}.");
  }
  if (Buffer.byteLength(String(inputs.code)) > largestCode) {
    throw new AwsError(
      call,
      413,
      "FunctionSizeLimitExceeded",
      "The function exceeds the maximum size of 10 KB.",
    );
  }
}

/** The function to store. Without `publish`, the live version stays as it was. */
function stored({ name, runtime, code, comment, publish }: Values, before: Properties = {}): Properties {
  const etag = madeUp("function", String(code), String(runtime)).slice(0, 13).toUpperCase();
  const live = publish === false ? before.liveStageEtag : etag;
  return {
    ...{ name, runtime, code, etag },
    ...(comment === undefined ? {} : { comment }),
    ...(live === undefined ? {} : { liveStageEtag: live }),
  };
}

function outputs(found: Properties, cloud: AwsCloud): Values {
  const status = found.liveStageEtag === found.etag ? "UNASSOCIATED" : "UNPUBLISHED";
  return { ...found, arn: functionArn(cloud, String(found.name)), status };
}
