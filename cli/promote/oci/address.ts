/** A repository in a registry, such as that of one image. */
export interface Repository {
  /** The host, with a port if need be. */
  readonly host: string;
  /** Everything after the host. */
  readonly path: string;
}

/** Splits `us-central1-docker.pkg.dev/k8s-staging-images/kro/controller` after the host. */
export function repositoryAt(address: string): Repository {
  const slash = address.indexOf("/");
  return { host: address.slice(0, slash), path: address.slice(slash + 1) };
}

/** Hosts that are spoken to without TLS, as every OCI client does: those of this machine. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** True for the host of a URL on this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** The start of every URL of a registry. */
export function baseUrl(host: string): string {
  return `${isLoopback(host) ? "http" : "https"}://${host}`;
}
