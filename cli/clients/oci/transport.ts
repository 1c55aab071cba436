import { isLoopback } from "./address.ts";
import { RegistryError } from "./errors.ts";
import { Pace } from "./pace.ts";
import { challengeIn, tokenIn, tokenUrl } from "./token.ts";

/** The rate, retry and time limits of a transport. */
export interface Limits {
  /**
   * Requests per second and registry; Artifact Registry allows 83 per project and region, kpromo uses 50
   * (users-and-rails.md, D.1).
   */
  readonly perSecond: number;
  /** The maximum number of attempts per request. */
  readonly attempts: number;
  /** Timeout of one attempt including its body, in milliseconds. */
  readonly timeout: number;
  /** Milliseconds before the second attempt; doubles with each further one. */
  readonly backoff: number;
  /** The longest `Retry-After` that is accepted from a registry, in milliseconds. */
  readonly longestPause: number;
}

export const LIMITS: Limits = {
  perSecond: 50,
  attempts: 3,
  timeout: 10_000,
  backoff: 500,
  longestPause: 60_000,
};

/** Maximum redirects per request; registries redirect to their storage once. */
const maxRedirects = 5;

/**
 * After this many failed requests, a repository is not asked again; after as many failing repositories in a row,
 * neither is the registry.
 */
const maxGivenUp = 3;

/** The response after redirects. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** One request to a registry. */
export interface Request {
  readonly host: string;
  /** The repository that a token must be valid for. */
  readonly repository: string;
  readonly url: URL;
  readonly method: "GET" | "HEAD";
  readonly accept: string;
  /** The maximum size of the body, in bytes. */
  readonly maxBytes: number;
}

interface Registry {
  readonly pace: Pace;
  /** By repository; promises, so that concurrent requests share one token request. */
  readonly tokens: Map<string, Promise<string>>;
  /** Resolves with the first request, which alone finds out whether the registry answers. */
  probe: Promise<void> | undefined;
  /** Failed requests by repository, since it last answered. */
  readonly givenUp: Map<string, number>;
  /** Repositories that failed since any last answered. */
  readonly failing: Set<string>;
  /** Why a repository is not asked any more, by repository. */
  readonly closed: Map<string, RegistryError>;
  /** Why the registry is not asked any more. */
  down: RegistryError | undefined;
}

/**
 * Sends requests to registries in bounded time: within the rate limit of each, with an anonymous token if required, and
 * with retries after 429 and 5xx. A registry that does not respond is not asked again, so that its timeouts are paid
 * once. One repository that only returns errors does not block the others.
 */
export class Transport {
  readonly #limits: Limits;
  readonly #registries = new Map<string, Registry>();
  #count = 0;

  constructor(limits: Partial<Limits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /** The number of requests sent, including those for tokens and retries. */
  get count(): number {
    return this.#count;
  }

  /** Sends a request. Returns any response except 401, 429 and 5xx; throws a `RegistryError` if there is none. */
  async send(request: Request): Promise<Reply> {
    const registry = this.#registry(request.host);
    const known = await registry.tokens.get(request.repository);
    const reply = await this.#persist(request, known);
    if (reply.status !== 401) return reply;
    const challenge = challengeIn(reply.headers.get("www-authenticate") ?? "");
    const token = this.#token(
      request,
      tokenUrl(request.host, challenge, request.repository),
      registry,
      known,
    );
    const again = await this.#persist(request, await token);
    if (again.status === 401) throw new RegistryError(request.host, "refuses anonymous access (401)");
    return again;
  }

  #registry(host: string): Registry {
    const known = this.#registries.get(host);
    if (known !== undefined) return known;
    const registry: Registry = {
      pace: new Pace(this.#limits.perSecond),
      tokens: new Map(),
      probe: undefined,
      givenUp: new Map(),
      failing: new Set(),
      closed: new Map(),
      down: undefined,
    };
    this.#registries.set(host, registry);
    return registry;
  }

  /** Returns the token that another request has obtained meanwhile, or requests a new one. */
  #token(request: Request, url: URL, { tokens }: Registry, stale: string | undefined): Promise<string> {
    const { host, repository } = request;
    const current = tokens.get(repository);
    if (current !== undefined && stale === undefined) return current;
    const fetched = this.#persist(
      { host, repository, url, method: "GET", accept: "application/json", maxBytes: 1024 * 1024 },
      undefined,
    ).then(({ status, body }) => {
      const token = status === 200 ? tokenIn(body.toString()) : undefined;
      if (token === undefined) throw new RegistryError(host, `returns no token (status ${status})`);
      return token;
    });
    tokens.set(repository, fetched);
    return fetched;
  }

  async #persist(request: Request, token: string | undefined): Promise<Reply> {
    const registry = this.#registry(request.host);
    if (registry.probe !== undefined) {
      await registry.probe;
      return this.#try(request, token);
    }
    const first = this.#try(request, token);
    registry.probe = first.then(
      () => undefined,
      () => undefined,
    );
    return first;
  }

  /** Retries until there is a response that a retry would not change. */
  async #try(request: Request, token: string | undefined): Promise<Reply> {
    const { attempts, backoff } = this.#limits;
    const registry = this.#registry(request.host);
    let problem = "";
    let silent = false;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      let wait = backoff * 2 ** (attempt - 1);
      try {
        const reply = await this.#follow(request, token);
        if (reply.status !== 429 && reply.status < 500) {
          registry.givenUp.delete(request.repository);
          registry.failing.clear();
          return reply;
        }
        silent = false;
        problem = `answers ${reply.status}`;
        wait = Math.max(wait, this.#askedPause(request.host, reply));
        if (attempt < attempts && reply.status === 429) registry.pace.pause(wait);
      } catch (cause) {
        if (cause instanceof RegistryError) throw cause;
        silent = true;
        problem = reason(cause, this.#limits.timeout);
      }
      if (attempt < attempts) await new Promise((resolve) => setTimeout(resolve, wait));
    }
    const failure = new RegistryError(request.host, `${problem}, after ${attempts} tries`);
    giveUp(registry, request.repository, failure);
    if (silent) registry.down = failure;
    throw failure;
  }

  #askedPause(host: string, { headers }: Reply): number {
    const stated = headers.get("retry-after");
    if (stated === null) return 0;
    const seconds = /^\d+$/.test(stated) ? Number(stated) : (Date.parse(stated) - Date.now()) / 1000;
    if (!Number.isFinite(seconds) || seconds < 0) return 0;
    if (seconds * 1000 <= this.#limits.longestPause) return seconds * 1000;
    const failure = new RegistryError(host, `asks to wait ${Math.round(seconds)} seconds, which is too long`);
    this.#registry(host).down = failure;
    throw failure;
  }

  /**
   * Waits for its turn, then sends. Follows redirects itself: a token goes only to the registry's own host, and TLS is
   * never dropped.
   */
  async #follow(request: Request, token: string | undefined): Promise<Reply> {
    const { pace } = this.#registry(request.host);
    await pace.enter();
    try {
      return await this.#fetch(request, token);
    } finally {
      pace.leave();
    }
  }

  async #fetch(request: Request, token: string | undefined): Promise<Reply> {
    const { down, closed } = this.#registry(request.host);
    const known = down ?? closed.get(request.repository);
    if (known !== undefined) throw known;
    const signal = AbortSignal.timeout(this.#limits.timeout);
    let { url } = request;
    for (let hop = 0; hop <= maxRedirects; hop++) {
      if (hop > 0) await this.#registry(url.host).pace.turn();
      const own = url.host === request.host;
      const authorization = token !== undefined && own ? { authorization: `Bearer ${token}` } : {};
      this.#count += 1;
      const response = await fetch(url, {
        method: request.method,
        headers: { accept: request.accept, "user-agent": "k8s-registry", ...authorization },
        redirect: "manual",
        signal,
      });
      const location =
        response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
      if (location === null) {
        return { status: response.status, headers: response.headers, body: await read(response, request) };
      }
      await response.body?.cancel();
      url = target(location, url, request.host);
    }
    throw new RegistryError(request.host, `redirects more than ${maxRedirects} times`);
  }
}

/** Records a failed request, which may close its repository or the registry. */
function giveUp(registry: Registry, repository: string, failure: RegistryError): void {
  const count = (registry.givenUp.get(repository) ?? 0) + 1;
  registry.givenUp.set(repository, count);
  registry.failing.add(repository);
  if (count >= maxGivenUp) registry.closed.set(repository, failure);
  if (registry.failing.size >= maxGivenUp) registry.down = failure;
}

function target(location: string, from: URL, host: string): URL {
  const next = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  const allowed = next?.protocol === "https:" || (next?.protocol === "http:" && isLoopback(next.host));
  if (next === undefined || !allowed || (isLoopback(next.host) && !isLoopback(host))) {
    throw new RegistryError(host, "redirects to an address that is not followed");
  }
  return next;
}

async function read(response: Response, { host, maxBytes }: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) throw new RegistryError(host, `answers with more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reason(cause: unknown, timeout: number): string {
  if (cause instanceof Error && cause.name === "TimeoutError")
    return `does not answer within ${timeout / 1000} seconds`;
  const inner = cause instanceof Error ? (cause.cause ?? cause) : cause;
  const code = inner instanceof Error && "code" in inner ? String(inner.code) : "";
  const words: Record<string, string> = {
    ECONNREFUSED: "refuses connections",
    ENOTFOUND: "is not a known host",
    EAI_AGAIN: "cannot be looked up",
    ECONNRESET: "breaks the connection off",
    UND_ERR_SOCKET: "breaks the connection off",
  };
  return words[code] ?? `cannot be reached (${code === "" ? String(inner) : code})`;
}
