import { readFileSync } from "node:fs";
import type * as z from "zod";
import { UserError } from "../../../terminal/userError.ts";

/** GitHub's API; in a Prow cluster, ghproxy can take its place, which serves most requests from its cache. */
export const ENDPOINT = "https://api.github.com";

/** Timeout of one request, in milliseconds. */
const TIMEOUT = 30_000;

/** The maximum number of pages of 100 entries that are read; GitHub lists no more files of a change than that. */
const MOST_PAGES = 30;

/** The endpoint and the credentials. */
export interface GitHubOptions {
  readonly endpoint: string;
  /** A file that contains only a token. Without one, only public data is available, at 60 requests an hour. */
  readonly tokenFile?: string | undefined;
}

/**
 * A client for the parts of GitHub's REST API that the jobs need (https://docs.github.com/en/rest). Validates responses
 * against schemas. On failure, throws a `UserError` with the request and GitHub's status, but never the token or the
 * response body.
 */
export class GitHub {
  readonly #endpoint: string;
  readonly #token: string | undefined;

  /** Throws a `UserError` if the token cannot be read. */
  constructor({ endpoint, tokenFile }: GitHubOptions) {
    this.#endpoint = endpoint.replace(/\/+$/, "");
    this.#token = tokenFile === undefined ? undefined : readToken(tokenFile);
  }

  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return read(path, schema, await (await this.#ask("GET", path)).json());
  }

  /** Gets all entries of a paginated list. */
  async list<T>(path: string, schema: z.ZodType<T[]>): Promise<T[]> {
    const entries: T[] = [];
    const separator = path.includes("?") ? "&" : "?";
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const asked = `${path}${separator}per_page=100&page=${page}`;
      const answer = await this.#ask("GET", asked);
      entries.push(...read(asked, schema, await answer.json()));
      if (!/;\s*rel="next"/.test(answer.headers.get("link") ?? "")) return entries;
    }
    throw new UserError(
      `GitHub has more than ${MOST_PAGES * 100} entries for ${path}: too many to go through.`,
    );
  }

  /** Creates or updates something. */
  async send(method: "POST" | "PATCH", path: string, body: object): Promise<void> {
    await this.#ask(method, path, body);
  }

  async #ask(method: string, path: string, body?: object): Promise<Response> {
    const headers = {
      accept: "application/vnd.github+json",
      "user-agent": "k8s-registry",
      "x-github-api-version": "2022-11-28",
      // Plans run between requests, and the server may have closed an idle connection meanwhile without our noticing.
      connection: "close",
      ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
    };
    const question = `${method} ${path}`;
    const answer = await fetch(`${this.#endpoint}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // Redirects are not followed: the token is for this host alone.
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT),
    }).catch((error: unknown) => {
      throw new UserError(`GitHub gave no answer to ${question}: ${reason(error)}. Try again later.`);
    });
    if (answer.ok) return answer;
    await answer.body?.cancel();
    throw new UserError(`GitHub refused ${question}: ${answer.status}${remedy(answer.status)}`);
  }
}

function readToken(file: string): string {
  let token: string;
  try {
    token = readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new UserError(`The token cannot be read from ${file}: ${reason(error)}.`);
  }
  // Any other character could break out of the header.
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UserError(`${file} holds no token: put one there, alone on one line.`);
}

function read<T>(path: string, schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new UserError(`GitHub's answer to ${path} is not what its documentation says.`);
}

/** `fetch` reports the actual problem as the error's cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return "no reason was given";
  const { cause } = error;
  if (cause instanceof Error) return "code" in cause ? String(cause.code) : cause.message;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

function remedy(status: number): string {
  if (status === 401) return ". The token is not valid: replace it.";
  if (status === 403) return ". The token may not do that, or has done too much within an hour.";
  if (status === 404) return ". There is no such thing, or it is not public and the token may not see it.";
  if (status === 429) return ". Too many questions within an hour: try again later.";
  return ". Try again later.";
}
