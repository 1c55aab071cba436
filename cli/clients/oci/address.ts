/** A repository in a registry, such as that of one image. */
export interface Repository {
  /** The host, with a port if needed. */
  readonly host: string;
  /** Everything after the host. */
  readonly path: string;
}

/** Splits `us-central1-docker.pkg.dev/k8s-staging-images/kro/controller` after the host. */
export function repositoryAt(address: string): Repository {
  const slash = address.indexOf("/");
  return { host: address.slice(0, slash), path: address.slice(slash + 1) };
}

/** Loopback hosts, which OCI clients access without TLS. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Whether a host is this machine's loopback. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** Returns the scheme and host of a registry's URLs. */
export function baseUrl(host: string): string {
  return `${isLoopback(host) ? "http" : "https"}://${host}`;
}
