import { string } from "../provider/shapes.ts";
import { ApiError } from "./apiError.ts";
import { iamTypes } from "./iam/iamTypes.ts";
import type { IamTarget } from "./iam/target.ts";
import { bucketName } from "./names.ts";
import { isBucketName } from "./storageBucketRules.ts";

const withoutPrefix = (bucket: unknown): string => String(bucket).replace(/^b\//, "");

const target: IamTarget = {
  holder: "bucket",
  title: "storage bucket",
  fields: {
    // The plugin writes `b/<name>` into the state whatever the program's form (StorageBucketDiffSuppress).
    bucket: string("required", "replaces", { same: (a, b) => withoutPrefix(a) === withoutPrefix(b) }),
  },

  object(inputs) {
    const name = withoutPrefix(inputs.bucket);
    return { id: `b/${name}`, cloudName: bucketName(name || "_"), outputs: { bucket: `b/${name}` } };
  },

  parse: (id) => ({ bucket: id }),

  exists(object, cloud) {
    return isBucketName(withoutPrefix(object.id)) && cloud.store.read(object.cloudName) !== undefined;
  },

  refuse(object, members, cloud, action) {
    const bucket = isBucketName(withoutPrefix(object.id)) ? cloud.store.read(object.cloudName) : undefined;
    if (bucket === undefined) {
      throw new ApiError(action, 404, "notFound", "The specified bucket does not exist.");
    }
    const isPublic = members.some((member) => member === "allUsers" || member === "allAuthenticatedUsers");
    if (isPublic && bucket.publicAccessPrevention === "enforced") {
      const message =
        "The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention is enforced.";
      throw new ApiError(action, 412, "conditionNotMet", message);
    }
  },
};

export const storageBucketIam = iamTypes("storage", "BucketIAM", target);
