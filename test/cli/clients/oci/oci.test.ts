import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { RegistryClient } from "../../../../cli/clients/oci/client.ts";
import { Transport } from "../../../../cli/clients/oci/transport.ts";

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A registry that misbehaves, and a client with little patience. */
async function registry(handler: Handler, limits = {}) {
  const times: number[] = [];
  const server = createServer((request, response) => {
    times.push(performance.now());
    handler(request, response, times.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const quick = { attempts: 3, timeout: 300, backoff: 5, perSecond: 1000, ...limits };
  return { client: new RegistryClient(new Transport(quick)), repository: { host, path: "a/b" }, times, host };
}

const manifest = JSON.stringify({
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  config: { digest: `sha256:${"1".repeat(64)}`, size: 3 },
  layers: [{ digest: `sha256:${"2".repeat(64)}`, size: 4 }],
});
const digest = `sha256:${createHash("sha256").update(manifest).digest("hex")}`;

test("a token is fetched once without credentials and reused for later requests", async () => {
  const seen: string[] = [];
  const { client, repository, host } = await registry((request, response) => {
    seen.push(`${request.url!.split("?")[0]!} ${request.headers.authorization ?? ""}`.trim());
    if (request.url!.startsWith("/token")) response.end(JSON.stringify({ token: "t" }));
    else if (request.headers.authorization === "Bearer t") response.end(manifest);
    else {
      const realm = `Bearer realm="http://${request.headers.host!}/token",service="r",scope="repository:a/b:pull"`;
      response.writeHead(401, { "www-authenticate": realm }).end();
    }
  });
  expect((await client.manifest(repository, digest))?.digest).toBe(digest);
  await client.manifest(repository, digest);
  expect(seen).toEqual([
    `/v2/a/b/manifests/${digest}`,
    "/token",
    `/v2/a/b/manifests/${digest} Bearer t`,
    `/v2/a/b/manifests/${digest} Bearer t`,
  ]);
  expect(host).toBe(repository.host);
});

test.each([
  [
    "asks for a password",
    { "www-authenticate": 'Basic realm="x"' },
    "asks for credentials (401), and only public repositories are read",
  ],
  ["names no way to a token", {}, "asks for credentials (401), and only public repositories are read"],
  [
    "sends to a server without TLS",
    { "www-authenticate": 'Bearer realm="http://example.com/t"' },
    "sends to a token server without TLS: http://example.com",
  ],
])("a 401 that %s is reported with its reason", async (_, headers, problem) => {
  const { client, repository } = await registry((__, response) => response.writeHead(401, headers).end());
  await expect(client.manifest(repository, "v1")).rejects.toThrow(`${repository.host} ${problem}`);
});

test("a 401 despite a token fails after one retry", async () => {
  const { client, repository, times } = await registry((request, response) => {
    if (request.url!.startsWith("/token")) response.end(JSON.stringify({ access_token: "t" }));
    else response.writeHead(401, { "www-authenticate": 'Bearer realm="/token"' }).end();
  });
  await expect(client.tags(repository)).rejects.toThrow("refuses anonymous access (401)");
  expect(times).toHaveLength(3);
});

test("a 404 means that there is nothing, and is not an error", async () => {
  const { client, repository } = await registry((_, response) => response.writeHead(404).end());
  expect(await client.manifest(repository, "v1")).toBeUndefined();
  expect(await client.digestOf(repository, "v1")).toBeUndefined();
  expect(await client.tags(repository)).toBeUndefined();
});

test("429 and 5xx are retried, and a requested pause is honored", async () => {
  const { client, repository, times } = await registry((_, response, count) => {
    if (count === 1) response.writeHead(429, { "retry-after": "1" }).end();
    else if (count === 2) response.writeHead(503).end();
    else response.end(manifest);
  });
  expect((await client.manifest(repository, "v1"))?.digest).toBe(digest);
  expect(times).toHaveLength(3);
  expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(990);
});

test("a requested pause that is too long fails, and a repository that keeps failing is not asked again", async () => {
  const long = await registry((_, response) => response.writeHead(429, { "retry-after": "86400" }).end());
  await expect(long.client.tags(long.repository)).rejects.toThrow(
    "asks to wait 86400 seconds, which is too long",
  );
  const broken = await registry((_, response) => response.writeHead(500).end());
  await expect(broken.client.tags(broken.repository)).rejects.toThrow("answers 500, after 3 tries");
  await Promise.allSettled([1, 2].map(() => broken.client.tags(broken.repository)));
  const before = broken.times.length;
  await expect(broken.client.tags(broken.repository)).rejects.toThrow("answers 500, after 3 tries");
  expect(broken.times).toHaveLength(before);
});

test("a failing repository does not block the other repositories of its registry", async () => {
  const { client, repository, times } = await registry((request, response) => {
    if (request.url!.startsWith("/v2/a/b/")) response.writeHead(500).end();
    else response.end(manifest);
  });
  const tags = ["v1", "v2", "v3", "v4"];
  const results = await Promise.allSettled(tags.map((tag) => client.manifest(repository, tag)));
  expect(results.map(({ status }) => status)).toEqual(tags.map(() => "rejected"));
  const before = times.length;
  await expect(client.manifest(repository, "v5")).rejects.toThrow("answers 500, after 3 tries");
  expect(times).toHaveLength(before);
  expect((await client.manifest({ ...repository, path: "a/other" }, "v1"))?.digest).toBe(digest);
});

test("a registry whose repositories fail one after another is not asked again", async () => {
  const { client, repository, times } = await registry((_, response) => response.writeHead(500).end());
  const ask = (path: string) => client.tags({ ...repository, path });
  for (const path of ["a", "b", "c"]) await expect(ask(path)).rejects.toThrow("answers 500, after 3 tries");
  await expect(ask("d")).rejects.toThrow("answers 500, after 3 tries");
  expect(times).toHaveLength(9);
});

test("a registry that asks for too long a pause is not asked again", async () => {
  const { client, repository, times } = await registry((_, response) =>
    response.writeHead(429, { "retry-after": "86400" }).end(),
  );
  for (const tag of ["v1", "v2"])
    await expect(client.manifest(repository, tag)).rejects.toThrow("asks to wait 86400 seconds");
  expect(times).toHaveLength(1);
});

test("a registry that never answers is not asked again, so its timeouts are paid once", async () => {
  const { client, repository, times } = await registry(() => undefined, { attempts: 2 });
  const start = performance.now();
  await expect(client.tags(repository)).rejects.toThrow("does not answer within 0.3 seconds, after 2 tries");
  await expect(client.manifest(repository, "v1")).rejects.toThrow("does not answer");
  expect(times).toHaveLength(2);
  expect(performance.now() - start).toBeLessThan(5000);
});

test("a response that trickles in does not get more time", async () => {
  const { client, repository } = await registry(
    (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(timer));
    },
    { attempts: 1 },
  );
  await expect(client.tags(repository)).rejects.toThrow("does not answer within 0.3 seconds, after 1 tries");
});

test.each([
  ["<html>", "returns invalid JSON"],
  ["null", "returns an invalid manifest"],
  ['{"config": {"digest": 5}}', "returns an invalid manifest"],
])("an invalid manifest is reported: %s", async (body, problem) => {
  const { client, repository } = await registry((_, response) => response.end(body));
  await expect(client.manifest(repository, "v1")).rejects.toThrow(problem);
});

test("a manifest that does not match the requested digest is refused", async () => {
  const { client, repository } = await registry((_, response) => response.end(manifest));
  const other = `sha256:${"9".repeat(64)}`;
  await expect(client.manifest(repository, other)).rejects.toThrow(`returns another manifest than ${other}`);
});

test("an invalid digest header is refused, and a missing one is computed", async () => {
  const odd = await registry((_, response) =>
    response.writeHead(200, { "docker-content-digest": "x" }).end(),
  );
  await expect(odd.client.digestOf(odd.repository, "v1")).rejects.toThrow("returns an invalid digest");
  const silent = await registry((_, response) => response.end(manifest));
  expect(await silent.client.digestOf(silent.repository, "v1")).toBe(digest);
});

test("redirects are followed, except in a loop or to an unsafe address", async () => {
  const to = (location: string) =>
    registry((request, response) => {
      if (request.url!.startsWith("/elsewhere")) response.end(manifest);
      else response.writeHead(307, { location }).end();
    });
  const good = await to("/elsewhere");
  expect((await good.client.manifest(good.repository, "v1"))?.digest).toBe(digest);
  const circle = await to("/v2/again");
  await expect(circle.client.manifest(circle.repository, "v1")).rejects.toThrow(
    "redirects more than 5 times",
  );
  expect(circle.times).toHaveLength(6);
  for (const location of ["http://example.com/", "file:///etc/passwd", "http://"]) {
    const away = await to(location);
    await expect(away.client.manifest(away.repository, "v1")).rejects.toThrow(
      "redirects to an address that is not followed",
    );
  }
});

test("all pages of tags are read, and endless or foreign pages are refused", async () => {
  const page = (tags: readonly string[]) => JSON.stringify({ name: "a/b", tags });
  const two = await registry((request, response) => {
    if (request.url!.includes("last=v2")) response.end(page(["v3"]));
    else
      response
        .writeHead(200, { link: '</v2/a/b/tags/list?n=1000&last=v2>; rel="next"' })
        .end(page(["v1", "v2"]));
  });
  expect([...(await two.client.tags(two.repository))!.tags]).toEqual(["v1", "v2", "v3"]);
  const circle = await registry((request, response) =>
    response.writeHead(200, { link: `<${request.url!}>; rel="next"` }).end(page(["v1"])),
  );
  await expect(circle.client.tags(circle.repository)).rejects.toThrow("lists the tags of a/b without end");
  expect(circle.times).toHaveLength(1);
  const endless = await registry((_, response, count) =>
    response
      .writeHead(200, { link: `</v2/a/b/tags/list?last=${count}>; rel="next"` })
      .end(page([`v${count}`])),
  );
  await expect(endless.client.tags(endless.repository)).rejects.toThrow("lists the tags of a/b without end");
  expect(endless.times).toHaveLength(100);
  const away = await registry((_, response) =>
    response.writeHead(200, { link: '<http://example.com/>; rel="next"' }).end(page([])),
  );
  await expect(away.client.tags(away.repository)).rejects.toThrow("continues its list of tags elsewhere");
});

test("the digests that Artifact Registry adds to the list of tags are read, each with its tags", async () => {
  const { client, repository } = await registry((_, response) =>
    response.end(JSON.stringify({ tags: ["v1"], manifest: { [digest]: { tag: ["v1"] }, "sha256:x": {} } })),
  );
  expect((await client.tags(repository))!.digests).toEqual(
    new Map([
      [digest, ["v1"]],
      ["sha256:x", []],
    ]),
  );
});

test("requests stay within the rate limit, and at most 20 are open at once", async () => {
  let open = 0;
  let most = 0;
  const { client, repository, times } = await registry(
    (_, response) => {
      most = Math.max(most, (open += 1));
      setTimeout(() => {
        open -= 1;
        response.end(manifest);
      }, 150);
    },
    { perSecond: 200, timeout: 5000 },
  );
  await Promise.all(Array.from({ length: 60 }, () => client.manifest(repository, "v1")));
  const span = times.at(-1)! - times[0]!;
  expect(span).toBeGreaterThanOrEqual((59 * 1000) / 200 - 20);
  expect(most).toBeLessThanOrEqual(20);
});

test("a response that exceeds the size limit is cut off", async () => {
  const { client, repository } = await registry((_, response) => response.end("x".repeat(5 * 1024 * 1024)), {
    timeout: 5000,
  });
  await expect(client.manifest(repository, "v1")).rejects.toThrow("answers with more than 4194304 bytes");
});
