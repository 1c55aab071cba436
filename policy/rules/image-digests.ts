import { CLOUD_RUN_JOB, CLOUD_RUN_SERVICE, UNKNOWN, at, items } from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests */
const DIGEST = /@sha256:[0-9a-f]{64}$/;

export const imageDigests: ResourceRule = {
  name: "image-digests",
  description: "What runs is an image that is named by its digest.",
  severity: "high",
  remediation: "Name the image as <repository>@sha256:<digest>: a tag can be moved to another image.",
  url: "https://cloud.google.com/run/docs/deploying#specify-by-digest",
  appliesTo: ofTypes(CLOUD_RUN_SERVICE, CLOUD_RUN_JOB),
  check: (resource) => {
    const path = resource.type === CLOUD_RUN_JOB ? ["template", "template"] : ["template"];
    return items(resource, ...path, "containers").flatMap((container) => {
      const image = at(container, ["image"]);
      if (typeof image !== "string" || image === UNKNOWN || DIGEST.test(image)) return [];
      return [`runs ${image}, which is not named by its digest`];
    });
  },
};
