/** The type tokens of this program's components. They are part of every URN: never change one without an alias. */
export const BLOB_MIRROR = "k8s:registry:BlobMirror";
export const BUILDS = "k8s:registry:Builds";
export const GOOGLE_GROUP = "k8s:registry:GoogleGroup";
export const LOCALCLOUD_MARKER = "k8s:registry:LocalcloudMarker";
export const PRODUCTION_REGISTRY = "k8s:registry:ProductionRegistry";
export const REGISTRY_PROXY = "k8s:registry:RegistryProxy";
export const STAGING_PROJECT = "k8s:registry:StagingProject";
export const STAGING_REPOSITORY = "k8s:registry:StagingRepository";
