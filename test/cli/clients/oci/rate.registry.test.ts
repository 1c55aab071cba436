import { expect, onTestFinished, test, vi } from "vitest";
import { RegistryClient } from "../../../../cli/clients/oci/client.ts";
import { LIMITS, Transport } from "../../../../cli/clients/oci/transport.ts";
import { runPlan } from "../../../../cli/commands/promote/plan/index.ts";
import { pushImage, startRegistry } from "../../../support/crane.ts";
import { startFront } from "../../../support/front.ts";
import { testFolder } from "../../../support/infra.ts";
import { entry, writeDirectory } from "../../../support/promotion.ts";

/**
 * The times at which requests were sent, in milliseconds, by host. On a busy machine they arrive in bursts, however
 * they are sent.
 */
function watchSending(): ReadonlyMap<string, readonly number[]> {
  const sent = new Map<string, number[]>();
  const send = globalThis.fetch;
  const watched = vi.spyOn(globalThis, "fetch").mockImplementation((url, options) => {
    const { host } = url as URL;
    sent.set(host, [...(sent.get(host) ?? []), performance.now()]);
    return send(url, options);
  });
  onTestFinished(() => {
    watched.mockRestore();
  });
  return sent;
}

// This machine is too slow to reach the limit of 50 with 22 locations, but a tenth of it shows the effect.
test.each([
  { locations: 22, perSecond: 5 },
  { locations: 2, perSecond: LIMITS.perSecond },
])(
  "a plan over $locations locations sends each at most $perSecond requests a second and one request per edge",
  async ({ locations, perSecond }) => {
    const registry = await startRegistry();
    const fronts = await Promise.all(Array.from({ length: locations }, () => startFront(registry)));
    const images = Array.from({ length: perSecond * 2 }, (_, number) => `image-${number}`);
    const digest = await pushImage(`${registry}/k8s-staging-bom/image-0:v1`, "one");
    const tree = testFolder();
    writeDirectory(tree, "k8s-staging-bom", {
      source: `${registry}/k8s-staging-bom`,
      destinations: fronts.map(({ host }) => `${host}/k8s-artifacts-prod/images/bom`),
      images: Object.fromEntries(images.map((image) => [image, [entry(digest, "v1")]])),
    });
    const sent = watchSending();
    const client = new RegistryClient(new Transport({ perSecond }));
    const { stdout } = await runPlan([], { tree }, client);

    // Only the first image is in staging.
    const lost = locations * (images.length - 1);
    expect(stdout.split("\n")[0]).toBe(`k8s-staging-bom: ${locations} to promote, ${lost} lost`);
    expect(client.requests).toBeLessThanOrEqual(images.length * locations + images.length);
    for (const { host, times } of fronts) {
      expect(times).toHaveLength(images.length);
      const begun = sent.get(host)!;
      expect(begun).toHaveLength(images.length);
      // On a busy machine, some time passes between a request's turn and its sending.
      const afterOneSecond = begun.slice(perSecond).map((time, index) => time - begun[index]!);
      expect(Math.min(...afterOneSecond)).toBeGreaterThan(900);
    }
  },
);

test("the rate limit equals kpromo's, 50 requests a second", () => {
  expect(LIMITS.perSecond).toBe(50);
});
