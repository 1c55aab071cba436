import type { ResourceType, Values } from "../provider/resourceType.ts";
import { boolean, string } from "../provider/shapes.ts";
import type { Properties } from "../store/objectFile.ts";
import { AwsError, callOf } from "./apiError.ts";
import type { AwsCloud } from "./cloud.ts";
import { bucketObject } from "./names.ts";
import { importedFrom, regionOf, requireRegion } from "./regions.ts";
import { putPart } from "./s3BucketPart.ts";

/**
 * aws.s3.Bucket: the id is the name, the import id `<name>@<region>`. A new bucket blocks all public access and has
 * ACLs disabled (https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html).
 */
export const s3Bucket: ResourceType<AwsCloud> = {
  token: "aws:s3/bucket:Bucket",
  fields: {
    // The real plugin can generate a name; nothing here is ever named at random.
    bucket: string("required", "replaces"),
    region: string("replaces", "computed"),
    forceDestroy: boolean("stateOnly", { default: false }),
  },
  autonamed: true,
  computed: ["arn", "bucketDomainName", "bucketRegionalDomainName"],

  create(inputs, cloud) {
    const bucket = String(inputs.bucket);
    const region = regionOf(inputs, cloud);
    const call = callOf("S3", "CreateBucket", `creating S3 Bucket (${bucket})`);
    if (!isBucketName(bucket))
      throw new AwsError(call, 400, "InvalidBucketName", "The specified bucket is not valid.");
    requireRegion(region, cloud, call);
    const taken =
      "The requested bucket name is not available. The bucket namespace is shared by all users of the system. " +
      "Please select a different name and try again.";
    if (cloud.world.awsBuckets.includes(bucket)) throw new AwsError(call, 409, "BucketAlreadyExists", taken);
    const properties = { bucket, region, account: cloud.account };
    cloud.store.create(bucketObject(bucket), properties, () => {
      const own = cloud.store.read(bucketObject(bucket))?.account === cloud.account;
      if (!own) return new AwsError(call, 409, "BucketAlreadyExists", taken);
      const message = "Your previous request to create the named bucket succeeded and you already own it.";
      return new AwsError(call, 409, "BucketAlreadyOwnedByYou", message);
    });
    const blocked = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true };
    putPart(cloud, bucket, "publicAccessBlock", { bucket, ...blocked, restrictPublicBuckets: true });
    putPart(cloud, bucket, "ownershipControls", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
    return { id: bucket, outputs: outputs(properties) };
  },

  read(importId, state, cloud) {
    const { id, region } = importedFrom(importId, cloud);
    const found = isBucketName(id) ? cloud.store.read(bucketObject(id)) : undefined;
    const there = found?.account === cloud.account && found.region === (state.region ?? region);
    return there ? { id, outputs: outputs(found) } : undefined;
  },

  delete(id, _state, cloud) {
    cloud.store.remove(bucketObject(id));
  },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes("..") &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) &&
    !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3|-an)$/.test(name)
  );
}

function outputs(stored: Properties): Values {
  const bucket = String(stored.bucket);
  const region = String(stored.region);
  return {
    bucket,
    region,
    bucketRegion: region,
    arn: `arn:aws:s3:::${bucket}`,
    bucketDomainName: `${bucket}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
  };
}
