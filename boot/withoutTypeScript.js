/**
 * Given to `node --import` by the language host (engine/pulumi/host/runPlugin.ts): keeps Pulumi's `run-policy-pack` from
 * loading TypeScript and ts-node, which it does whatever a pack is written in. Ours is compiled already (compile.js).
 */
import { createRequire } from "node:module";

const fromPack = createRequire(
  createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack/run.js"),
);
const stubs = {
  typescript: { version: "5.0.0" },
  "ts-node": { register: () => undefined },
  // What it falls back to where the project has neither.
  "../../vendor/typescript@3.8.3/typescript.js": { version: "3.8.3" },
  "../../vendor/ts-node@7.0.1": { register: () => undefined },
};
for (const [name, exports] of Object.entries(stubs)) {
  const file = resolved(name);
  // Adding entries is supported: https://nodejs.org/api/modules.html#requirecache.
  if (file !== undefined)
    fromPack.cache[file] = { id: file, filename: file, loaded: true, exports, children: [], paths: [] };
}

/** @param {string} name */
function resolved(name) {
  try {
    return fromPack.resolve(name);
  } catch {
    return undefined;
  }
}
