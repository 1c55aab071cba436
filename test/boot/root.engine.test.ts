/** The processes that an engine starts work on the checkout of `bin/infra`, too, wherever their code was compiled. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { infra, stateOf } from "../support/infra.ts";
import { linkedCheckout } from "../support/linkedCheckout.ts";
import { writeOwnData } from "../support/realStack.ts";

test("up applies the data of its own checkout, to the localcloud of that checkout", async () => {
  const { main, linked } = linkedCheckout();
  writeOwnData(linked, { "k8s-staging-gcb-untrusted": ["profile: build-only"] });
  // Without its billing account, no project can be made.
  const world = join(linked, "localcloud/world.yaml");
  const complete = readFileSync(world, "utf8");
  writeFileSync(world, complete.replace(/^(billingAccounts:)(\n +- .*)+/m, "$1 []"));
  const up = () => infra(["up", "staging"], process.env, join(linked, "bin/infra"));
  const refused = await up();
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("billing")]);

  writeFileSync(world, complete);
  expect((await up()).code).toBe(0);
  const projects = stateOf(join(linked, ".local/staging")).filter(({ type }) => type.endsWith(":Project"));
  expect(projects.map(({ id }) => id)).toEqual(["projects/k8s-staging-gcb-untrusted"]);
  expect(existsSync(join(main, ".local"))).toBe(false);
});
