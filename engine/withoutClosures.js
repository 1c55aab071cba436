// Plain JavaScript: it runs before anything can strip types.
import { createRequire } from "node:module";

const fromSdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));

/**
 * Keeps Pulumi's SDK from loading what it serializes functions with: the TypeScript compiler, and npm's reader of
 * dependency trees. No resource here has a function for an input, and the two are more than half of what loading the SDK
 * takes: 0.5 of 0.9 s and 50 MB (docs/performance.md). Has to run before the SDK is loaded; whatever then does serialize a
 * function fails.
 */
export function withoutClosures() {
  for (const name of ["./typescript-shim.js", "@npmcli/arborist"]) {
    const file = fromSdk.resolve(name);
    // https://nodejs.org/api/modules.html#requirecache: entries may be added.
    fromSdk.cache[file] = { id: file, filename: file, loaded: true, exports: {}, children: [], paths: [] };
  }
}
