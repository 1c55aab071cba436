import { repositoryAt } from "../../../clients/oci/address.ts";
import type { RegistryClient } from "../../../clients/oci/client.ts";
import { RegistryError } from "../../../clients/oci/errors.ts";
import { waiversUsed, type BaseTree } from "../../../../inventory/promotion/base.ts";
import { destinationsOf } from "../../../../inventory/promotion/destinations.ts";
import type {
  PromoterManifest,
  PromotionSettings,
  PromotionWaiver,
} from "../../../../inventory/promotion/types.ts";

/** What production says about a digest that is waived as never promoted. */
export interface WaiverProof {
  readonly waiver: PromotionWaiver;
  /** `free`: it is nowhere; `promoted`: it is somewhere, and stays; `unknown`: not every location answered. */
  readonly state: "free" | "promoted" | "unknown";
  /** The number of locations that were asked. */
  readonly asked: number;
  /** The addresses at which it was found. */
  readonly found: readonly string[];
  /** Why addresses did not answer, without duplicates. */
  readonly problems: readonly string[];
}

/**
 * Asks every destination for the waived digests: one request each. With a base, only for those that the change removes.
 *
 * @param wanted the directories to ask about; all if empty
 */
export async function proveWaivers(
  client: RegistryClient,
  settings: PromotionSettings,
  manifests: ReadonlyMap<string, PromoterManifest>,
  base: BaseTree | undefined,
  wanted: readonly string[],
): Promise<WaiverProof[]> {
  const used = base === undefined ? settings.waivers : waiversUsed(base, settings.waivers);
  const asked = used.filter(({ directory }) => wanted.length === 0 || wanted.includes(directory));
  return Promise.all(
    asked.map((waiver) => {
      const registries = manifests.get(waiver.directory)?.registries.filter(({ source }) => !source);
      const destinations = registries?.map(({ name }) => name) ?? destinationsOf(waiver.directory, settings);
      return prove(client, waiver, destinations);
    }),
  );
}

async function prove(
  client: RegistryClient,
  waiver: PromotionWaiver,
  destinations: readonly string[],
): Promise<WaiverProof> {
  const found: string[] = [];
  const problems = new Set<string>();
  await Promise.all(
    destinations.map(async (destination) => {
      const address = `${destination}/${waiver.image}`;
      try {
        const digest = await client.digestOf(repositoryAt(address), waiver.digest);
        if (digest !== undefined) found.push(address);
      } catch (cause) {
        if (!(cause instanceof RegistryError)) throw cause;
        problems.add(cause.message);
      }
    }),
  );
  const silent = problems.size > 0 || destinations.length === 0;
  const state = found.length > 0 ? "promoted" : silent ? "unknown" : "free";
  return { waiver, state, asked: destinations.length, found: found.sort(), problems: [...problems].sort() };
}
