import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Another address of a registry on this machine, for one test. */
export interface Front {
  readonly host: string;
  /** The times at which requests arrived, in milliseconds. */
  readonly times: readonly number[];
}

/** Starts a server that forwards every request to a registry, and records when it arrived. */
export async function startFront(registry: string): Promise<Front> {
  const times: number[] = [];
  const [hostname, port] = registry.split(":");
  const server = createServer(({ method, url, headers }, response) => {
    times.push(performance.now());
    request({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, times };
}
