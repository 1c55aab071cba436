import { projectIdLength, projectIdPattern } from "../../inventory/projects/naming.ts";
import {
  BUCKET,
  CLOUD_RUN_SERVICE,
  GROUP,
  PROJECT,
  REPOSITORY,
  SERVICE_ACCOUNT,
  TRIGGER,
  text,
} from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

interface Limit {
  readonly property: string;
  readonly pattern: RegExp;
  readonly min?: number;
  readonly max: number;
}

/** The limits of the real APIs, most of which the gcp provider does not check (facts/gcp-provider.md). */
const LIMITS: Readonly<Record<string, readonly Limit[]>> = {
  // https://cloud.google.com/resource-manager/docs/creating-managing-projects
  [PROJECT]: [
    { property: "projectId", pattern: projectIdPattern, ...projectIdLength },
    { property: "name", pattern: /^[A-Za-z0-9'" !-]+$/, min: 4, max: 30 },
  ],
  // https://cloud.google.com/storage/docs/buckets#naming
  [BUCKET]: [{ property: "name", pattern: /^(?!goog)[a-z0-9][a-z0-9._-]*[a-z0-9]$/, min: 3, max: 63 }],
  // https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories/create
  [REPOSITORY]: [
    {
      property: "repositoryId",
      pattern: /^([a-z]([a-z0-9-]*[a-z0-9])?|(us\.|eu\.|asia\.)?gcr\.io)$/,
      max: 63,
    },
    { property: "format", pattern: /^DOCKER$/, max: 6 },
  ],
  // https://cloud.google.com/iam/docs/service-accounts-create
  [SERVICE_ACCOUNT]: [
    { property: "accountId", pattern: /^[a-z][a-z0-9-]*[a-z0-9]$/, min: 6, max: 30 },
    { property: "displayName", pattern: /^.*$/s, max: 100 },
  ],
  // https://cloud.google.com/build/docs/api/reference/rest/v1/projects.triggers
  [TRIGGER]: [{ property: "name", pattern: /^[A-Za-z0-9][A-Za-z0-9-]*$/, max: 64 }],
  // https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services/create: fewer than 50 characters
  [CLOUD_RUN_SERVICE]: [{ property: "name", pattern: /^[a-z]([a-z0-9-]*[a-z0-9])?$/, max: 49 }],
  // facts/upstream.md §3: Google truncates longer descriptions
  [GROUP]: [{ property: "description", pattern: /^.*$/s, max: 300 }],
};

export const names: ResourceRule = {
  name: "names",
  description: "Names keep to the limits of the real APIs, which the provider checks only in part.",
  severity: "medium",
  remediation: "Choose a shorter name, or one of the characters that the API takes.",
  url: "https://cloud.google.com/apis/design/naming_convention",
  appliesTo: ofTypes(...Object.keys(LIMITS)),
  check: (resource) =>
    (LIMITS[resource.type] ?? []).flatMap(({ property, pattern, min = 0, max }) => {
      const value = text(resource, property);
      if (value === undefined) return [];
      const { length } = value;
      if (length > max) return [`has ${length} characters in ${property}; at most ${max} are possible`];
      if (length < min) return [`has ${length} characters in ${property}; at least ${min} are needed`];
      return pattern.test(value)
        ? []
        : [`has the ${property} ${JSON.stringify(value)}, which the API refuses`];
    }),
};
