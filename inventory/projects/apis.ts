import type { Profile } from "./types.ts";

const suffix = ".googleapis.com";

/**
 * The services enabled in every project of a profile: full names, sorted.
 *
 * Source: facts/upstream.md §1.1 ("Enabled APIs", and the special case gcb-untrusted), without Container Registry.
 */
export const baselineApis: Readonly<Record<Profile, readonly string[]>> = {
  images: [
    "artifactregistry",
    "cloudasset",
    "cloudbuild",
    "cloudkms",
    "iam",
    "iamcredentials",
    "logging",
    "policytroubleshooter",
    "pubsub",
    "secretmanager",
    "storage-api",
    "storage-component",
  ].map(fullApiName),
  "build-only": [fullApiName("cloudbuild")],
};

/** Services that no staging project may enable: full name to reason. */
export const refusedApis: Readonly<Record<string, string>> = {
  "containerregistry.googleapis.com":
    "Container Registry was shut down in 2025; every project has Artifact Registry, which also serves its gcr.io addresses",
  "containeranalysis.googleapis.com":
    "it is switched off in every staging project for its cost (kubernetes/k8s.io issue #1963)",
  "containerscanning.googleapis.com":
    "it is switched off in every staging project for its cost (kubernetes/k8s.io issue #1963)",
};

/** A service name, short (`compute`) or full (`compute.googleapis.com`). */
export const apiPattern = /^[a-z][a-z0-9-]*(\.googleapis\.com)?$/;

/** The full service name: `compute` and `compute.googleapis.com` are the same service. */
export function fullApiName(api: string): string {
  return api.endsWith(suffix) ? api : `${api}${suffix}`;
}

/** Starts periodic builds; projects that have any get it in addition to the baseline. */
export const SCHEDULER_API = "cloudscheduler.googleapis.com";
