import * as z from "zod";
import type { GitHub } from "../github/api.ts";

/** An open pull request, as far as it is of use; what strangers wrote in it is left out. */
export interface Pull {
  readonly number: number;
  /** The whole hash of its newest commit. */
  readonly head: string;
}

/** A comment of our own on a pull request. */
export interface Comment {
  readonly id: number;
  /** The commit that it is about; undefined for one without a marker. */
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

/** The open pull requests to a branch that something happened to since a moment, the newest first. */
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

/** One pull request. */
export async function onePull(github: GitHub, repository: string, id: number): Promise<Pull> {
  const { head } = await github.get(`/repos/${repository}/pulls/${id}`, pull);
  return { number: id, head: head.sha };
}

/** Hidden in the first line of a comment: what it is, and of which commit. */
export function marker(head: string): string {
  return `<!-- infra comment of ${head} -->`;
}

const MARKER = /^<!-- infra comment of ([0-9a-f]{40}) -->$/m;

/**
 * The comment that this command left on a pull request. Anybody can write the marker: one counts only in a comment of the
 * token's own user, who is asked for once.
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

  /** Writes the comment of a pull request: in place of the one that is there, or as a new one. */
  async write(pullNumber: number, former: Comment | undefined, body: string): Promise<void> {
    const path = `/repos/${this.#repository}/issues`;
    if (former === undefined) await this.#github.send("POST", `${path}/${pullNumber}/comments`, { body });
    else await this.#github.send("PATCH", `${path}/comments/${former.id}`, { body });
  }
}
