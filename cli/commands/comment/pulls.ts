import * as z from "zod";
import type { GitHub } from "../../clients/github/api.ts";

/** The parts of an open pull request that are used, without any text by strangers. */
export interface Pull {
  readonly number: number;
  /** The full hash of its newest commit. */
  readonly head: string;
}

/** A comment by this command on a pull request. */
export interface Comment {
  readonly id: number;
  /** The commit that it is about. */
  readonly head: string;
}

const commit = z.string().regex(/^[0-9a-f]{40}$/);
const number = z.int().positive();

// https://docs.github.com/en/rest/pulls/pulls, issues/comments and users/users.
const pull = z.object({ number, updated_at: z.iso.datetime(), head: z.object({ sha: commit }) });
const comment = z.object({
  id: number,
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullable(),
});
const user = z.object({ login: z.string() });

/** Lists the open pull requests to a branch that were updated since a given time, newest first. */
export async function recentPulls(
  github: GitHub,
  repository: string,
  branch: string,
  since: Date,
): Promise<Pull[]> {
  const query = new URLSearchParams({ state: "open", base: branch, sort: "updated", direction: "desc" });
  const found = await github.list(`/repos/${repository}/pulls?${query.toString()}`, z.array(pull));
  return found
    .filter(({ updated_at: updated }) => new Date(updated) >= since)
    .map(({ number: id, head }) => ({ number: id, head: head.sha }));
}

/** Fetches one pull request. */
export async function onePull(github: GitHub, repository: string, id: number): Promise<Pull> {
  const { head } = await github.get(`/repos/${repository}/pulls/${id}`, pull);
  return { number: id, head: head.sha };
}

/** The hidden marker in the first line of a comment: identifies it, and its commit. */
export function marker(head: string): string {
  return `<!-- infra comment of ${head} -->`;
}

const MARKER = /^<!-- infra comment of ([0-9a-f]{40}) -->$/m;

/**
 * Finds and writes the comment of this command on a pull request. Anybody can write the marker, so it counts only in a
 * comment by the token's own user, who is looked up once.
 */
export class OwnComments {
  readonly #github: GitHub;
  readonly #repository: string;
  #login: Promise<string> | undefined;

  constructor(github: GitHub, repository: string) {
    this.#github = github;
    this.#repository = repository;
  }

  async find(pullNumber: number): Promise<Comment | undefined> {
    this.#login ??= this.#github.get("/user", user).then(({ login }) => login);
    const login = await this.#login;
    const path = `/repos/${this.#repository}/issues/${pullNumber}/comments`;
    const comments = await this.#github.list(path, z.array(comment));
    return comments.flatMap(({ id, body, user: author }): Comment[] => {
      const [, head] = MARKER.exec((body ?? "").split("\n", 1)[0]!.trim()) ?? [];
      return head !== undefined && author?.login === login ? [{ id, head }] : [];
    })[0];
  }

  /** Updates the comment of a pull request, or creates it. */
  async write(pullNumber: number, former: Comment | undefined, body: string): Promise<void> {
    const path = `/repos/${this.#repository}/issues`;
    if (former === undefined) await this.#github.send("POST", `${path}/${pullNumber}/comments`, { body });
    else await this.#github.send("PATCH", `${path}/comments/${former.id}`, { body });
  }
}
