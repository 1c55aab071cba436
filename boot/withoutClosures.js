// Plain JavaScript: it runs before anything can strip types.
import { createRequire } from "node:module";

const fromSdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));

/**
 * Keeps Pulumi's SDK from loading what it uses to serialize functions: the TypeScript compiler, and npm's reader of
 * dependency trees. No resource here has a function as an input, and the two take more than half of the time to load
 * the SDK: 0.5 of 0.9 s and 50 MB (docs/performance.md). Must run before the SDK is loaded; serializing a function then
 * fails.
 */
export function withoutClosures() {
  for (const name of ["./typescript-shim.js", "@npmcli/arborist"]) {
    const file = fromSdk.resolve(name);
    // Adding entries is supported: https://nodejs.org/api/modules.html#requirecache.
    fromSdk.cache[file] = { id: file, filename: file, loaded: true, exports: {}, children: [], paths: [] };
  }
}
