import type { CheckFailure, Fields, ResourceType, Values } from "../provider/resourceType.ts";
import { string } from "../provider/shapes.ts";
import type { Properties } from "../store/objectFile.ts";
import { AwsError, callOf, type Call } from "./apiError.ts";
import type { AwsCloud } from "./cloud.ts";
import { bucketObject } from "./names.ts";
import { importedFrom, regionOf, requireRegion } from "./regions.ts";

/** Settings that a bucket has at most one of, each replaced as a whole by its own call. */
export type PartName =
  "policy" | "publicAccessBlock" | "ownershipControls" | "versioning" | "replication" | "lifecycle";

/** A resource type that sets one part of a bucket. Its id and import id are the bucket's. */
export interface BucketPart {
  readonly token: string;
  readonly part: PartName;
  /** The name that terraform-provider-aws uses in messages. */
  readonly what: string;
  /** The operation that sets it. */
  readonly operation: string;
  /** The fields except `bucket` and `region`. */
  readonly fields: Fields;
  readonly check?: (inputs: Values) => CheckFailure[];
  /** Throws S3's error, except for a bucket that does not exist. */
  readonly refuse?: (inputs: Values, cloud: AwsCloud, call: Call) => void;
}

export function bucketPart({
  token,
  part,
  what,
  operation,
  fields,
  check,
  refuse,
}: BucketPart): ResourceType<AwsCloud> {
  const put = (verb: string, inputs: Values, cloud: AwsCloud): Values => {
    const bucket = String(inputs.bucket);
    const region = regionOf(inputs, cloud);
    const call = callOf("S3", operation, `${verb} S3 Bucket ${what} (${bucket})`);
    requireRegion(region, cloud, call);
    const owner = findBucket(cloud, bucket);
    if (owner === undefined)
      throw new AwsError(call, 404, "NoSuchBucket", "The specified bucket does not exist");
    if (owner.region !== region) {
      const message =
        "The bucket you are attempting to access must be addressed using the specified endpoint. " +
        "Please send all future requests to this endpoint.";
      throw new AwsError(
        call,
        301,
        "PermanentRedirect",
        `${message} (the bucket is in ${String(owner.region)})`,
      );
    }
    refuse?.(inputs, cloud, call);
    const properties = { ...pick(inputs, Object.keys(fields)), bucket };
    putPart(cloud, bucket, part, properties);
    return { ...properties, region };
  };
  return {
    token,
    fields: {
      bucket: string("required", "replaces"),
      region: string("replaces", "computed"),
      ...fields,
    },
    computed: [],
    ...(check && { check }),
    create: (inputs, cloud) => ({ id: String(inputs.bucket), outputs: put("creating", inputs, cloud) }),
    read(importId, state, cloud) {
      const { id, region } = importedFrom(importId, cloud);
      const owner = findBucket(cloud, id);
      if (owner?.region !== (state.region ?? region)) return undefined;
      const found = readPart(cloud, id, part);
      return found && { id, outputs: { ...found, region: owner.region } };
    },
    update: (_id, _state, inputs, cloud) => put("updating", inputs, cloud),
    delete(id, _state, cloud) {
      const name = `${bucketObject(id)}/${part}`;
      cloud.store.remove(name);
    },
  };
}

/** A bucket of the account; undefined when it does not exist or belongs to another account. */
export function findBucket(cloud: AwsCloud, bucket: string): Properties | undefined {
  const found = bucket === "" ? undefined : cloud.store.read(bucketObject(bucket));
  return found?.account === cloud.account ? found : undefined;
}

export function readPart(cloud: AwsCloud, bucket: string, part: PartName): Properties | undefined {
  return cloud.store.read(`${bucketObject(bucket)}/${part}`);
}

export function putPart(cloud: AwsCloud, bucket: string, part: PartName, properties: Properties): void {
  cloud.store.modify(`${bucketObject(bucket)}/${part}`, () => properties);
}

function pick(values: Values, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]] as const])),
  );
}
