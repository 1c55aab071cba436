/** Waiting for another job by its commit status; a local server stands in for GitHub. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { awaitJob } from "../../../../cli/commands/jobs/await.ts";
import { GitHub } from "../../../../cli/clients/github/api.ts";
import { gitHubStandIn, type Answer } from "../../../support/gitHub.ts";
import { testFolder } from "../../../support/infra.ts";

const job = "post-deploy-staging";
const commit = "0123456789".repeat(4);
const path = `/repos/kubernetes/k8s.io/commits/${commit}/statuses`;

async function waitOver(answers: readonly Answer[], timeout = 10) {
  const github = await gitHubStandIn((_, index) => answers[Math.min(index, answers.length - 1)]!);
  const said: string[] = [];
  const asking = new GitHub({ endpoint: github.endpoint });
  const awaited = { job, repository: "kubernetes/k8s.io", commit };
  const ended = await awaitJob(asking, awaited, { timeout, interval: 0 }, (line) => said.push(line)).catch(
    (error: unknown) => (error as Error).message,
  );
  return { ended, said, asked: github.requests };
}

const status = (state: string, context = job) => ({ context, state });

test("awaitJob waits while the job is not started or pending, and ends when it has succeeded", async () => {
  const { ended, said, asked } = await waitOver([
    { body: [status("success", "another")] },
    { body: [status("pending")] },
    { body: [status("pending")] },
    { body: [status("success"), status("pending")] },
  ]);
  expect(ended).toBeUndefined();
  expect(said).toEqual([
    "waiting for post-deploy-staging on 0123456789 (not started) …",
    "waiting for post-deploy-staging on 0123456789 (pending) …",
  ]);
  expect(asked.map(({ url }) => url)).toEqual(Array(4).fill(`${path}?per_page=100&page=1`));
});

test("a successful rerun counts, not the failure before it", async () => {
  const { ended } = await waitOver([{ body: [status("success"), status("failure")] }]);
  expect(ended).toBeUndefined();
});

test.each(["failure", "error"])("awaitJob fails at once when the job has ended with %s", async (state) => {
  const { ended, asked } = await waitOver([{ body: [status(state), status("success")] }]);
  expect(ended).toBe(
    "post-deploy-staging on 0123456789 has failed: fix and rerun that job first, then this one again.",
  );
  expect(asked).toHaveLength(1);
});

test("awaitJob waits while GitHub is down, and says so once", async () => {
  const { ended, said } = await waitOver([{ status: 502 }, { status: 502 }, { body: [status("success")] }]);
  expect(ended).toBeUndefined();
  expect(said).toEqual([`GitHub refused GET ${path}?per_page=100&page=1: 502. Try again later.`]);
});

test("awaitJob gives up after its timeout", async () => {
  const { ended } = await waitOver([{ body: [] }], -1);
  expect(ended).toBe(
    "post-deploy-staging on 0123456789 was not done within -1 s: see why, then run this again.",
  );
});

test("lists are read to their last page", async () => {
  const github = await gitHubStandIn((_, index) => ({
    body: [index],
    ...(index < 2 && { headers: { link: `<https://elsewhere.example/?page=9>; rel="next"` } }),
  }));
  expect(await new GitHub(github).list("/things?of=mine", z.array(z.number()))).toEqual([0, 1, 2]);
  expect(github.requests.map(({ url }) => url)).toEqual([
    "/things?of=mine&per_page=100&page=1",
    "/things?of=mine&per_page=100&page=2",
    "/things?of=mine&per_page=100&page=3",
  ]);
});

test("the token is sent as a bearer token, but neither to a redirect nor in an error message", async () => {
  const elsewhere = await gitHubStandIn(() => ({ body: {} }));
  const github = await gitHubStandIn((_, index) =>
    index === 0 ? { body: {} } : { status: 302, headers: { location: elsewhere.endpoint } },
  );
  const tokenFile = join(testFolder(), "token");
  writeFileSync(tokenFile, "of-no-worth\n");
  const asking = new GitHub({ endpoint: `${github.endpoint}/`, tokenFile });
  await asking.get("/user", z.object({}));
  expect(github.requests[0]!.headers.authorization).toBe("Bearer of-no-worth");
  const refused = await asking.get("/user", z.object({})).catch((error: unknown) => String(error));
  expect(refused).toMatch(/^UserError: GitHub gave no answer to GET \/user: /);
  expect(refused).not.toContain("of-no-worth");
  expect(elsewhere.requests).toEqual([]);
});

test.each([
  ["", /^.* holds no token: put one there, alone on one line\.$/],
  ["two words", /^.* holds no token: put one there, alone on one line\.$/],
])("a token file with %j is refused", (content, message) => {
  const tokenFile = join(testFolder(), "token");
  writeFileSync(tokenFile, content);
  expect(() => new GitHub({ endpoint: "http://localhost", tokenFile })).toThrow(message);
});

test("an answer of an unexpected shape is an error", async () => {
  const github = await gitHubStandIn(() => ({ body: { message: "hello" } }));
  await expect(new GitHub(github).list("/things", z.array(z.number()))).rejects.toThrow(
    "GitHub's answer to /things?per_page=100&page=1 is not what its documentation says.",
  );
});
