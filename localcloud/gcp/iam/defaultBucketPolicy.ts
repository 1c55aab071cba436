import type { GoogleCloud } from "../cloud.ts";
import { bucketName, policyName } from "../names.ts";

/**
 * Grants the roles that a new bucket gives to the project's owners, editors and viewers
 * (https://cloud.google.com/storage/docs/access-control/iam-roles#convenience_values).
 *
 * @param uniform Uniform bucket-level access: the legacy object roles replace the default object ACL.
 */
export function createDefaultBucketPolicy(
  cloud: GoogleCloud,
  bucket: string,
  project: string,
  uniform: boolean,
): void {
  const writers = [`projectEditor:${project}`, `projectOwner:${project}`];
  const readers = [`projectViewer:${project}`];
  const bucketRoles = [
    { role: "roles/storage.legacyBucketOwner", members: writers },
    { role: "roles/storage.legacyBucketReader", members: readers },
  ];
  const objectRoles = [
    { role: "roles/storage.legacyObjectOwner", members: writers },
    { role: "roles/storage.legacyObjectReader", members: readers },
  ];
  const bindings = uniform ? [...bucketRoles, ...objectRoles] : bucketRoles;
  cloud.store.modify(policyName(bucketName(bucket)), () => ({ bindings }));
}
