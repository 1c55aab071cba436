import { baseUrl, isLoopback } from "./address.ts";
import { RegistryError } from "./errors.ts";

/** The challenge of a 401: https://distribution.github.io/distribution/spec/auth/token/#how-to-authenticate */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Parses a `WWW-Authenticate` header: a scheme, and quoted or unquoted parameters. */
export function challengeIn(header: string): Challenge {
  const [, scheme = "", rest = ""] = /^\s*([^\s]+)\s*(.*)$/s.exec(header) ?? [];
  const parameters = [...rest.matchAll(/([a-z_]+)=(?:"([^"]*)"|([^\s,]+))/gi)].map(
    ([, key = "", quoted, plain]): [string, string] => [key.toLowerCase(), quoted ?? plain ?? ""],
  );
  return { scheme: scheme.toLowerCase(), parameters: Object.fromEntries(parameters) };
}

/** Returns the URL that issues an anonymous token for a challenge. Throws a `RegistryError` if there is none. */
export function tokenUrl(host: string, challenge: Challenge, repository: string): URL {
  const { realm, service, scope = `repository:${repository}:pull` } = challenge.parameters;
  if (challenge.scheme !== "bearer" || realm === undefined) {
    throw new RegistryError(host, "asks for credentials (401), and only public repositories are read");
  }
  let url: URL;
  try {
    url = new URL(realm, baseUrl(host));
  } catch {
    throw new RegistryError(host, "names a token server with an invalid address");
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.host) && isLoopback(host))) {
    throw new RegistryError(host, `sends to a token server without TLS: ${url.origin}`);
  }
  if (service !== undefined) url.searchParams.set("service", service);
  url.searchParams.set("scope", scope);
  return url;
}

/** Returns the token in a token server's answer; undefined if there is none. */
export function tokenIn(body: string): string | undefined {
  try {
    const answer = JSON.parse(body) as { token?: unknown; access_token?: unknown } | null;
    const token = answer?.token ?? answer?.access_token;
    return typeof token === "string" && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
  } catch {
    return undefined;
  }
}
